import { expect } from "vitest";
import type { ContractCase } from "./contract.ts";
import { type ForgeBench, notFound } from "./forge.ts";

type Case = ContractCase<ForgeBench>;

/** What every adapter of `WorkflowRuns` promises. */
export const workflowRunCases: readonly Case[] = [
  {
    name: "follows a run from waiting to its end",
    run: async (bench) => {
      const commit = await bench.grow("release-1.30.0", "main");
      const look = async () => (await bench.runs.of(bench.repository, commit))[0];
      const run = {
        name: "Docker",
        event: "push",
        ref: "release-1.30.0",
        commit,
        id: expect.stringMatching(/^\d+$/),
        url: expect.stringMatching(/^https:\/\//),
      };
      expect(await look()).toEqual({ ...run, state: "waiting" });
      await bench.later(2);
      expect(await look()).toMatchObject({ state: "running" });
      await bench.later(10);
      expect(await look()).toMatchObject({ state: "succeeded" });
    },
  },
  {
    name: "shows the runs of one commit only",
    run: async (bench) => {
      const first = await bench.grow("release-1.30.0", "main");
      const second = await bench.grow("release-1.30.0");
      expect((await bench.runs.of(bench.repository, first)).map(({ commit }) => commit)).toEqual([first]);
      expect((await bench.runs.of(bench.repository, second)).map(({ commit }) => commit)).toEqual([second]);
    },
  },
  {
    name: "finds none for a commit that starts none",
    run: async (bench) => expect(await bench.runs.of(bench.repository, await bench.grow("feature", "main"))).toEqual([]),
  },
  {
    name: "does not take a repository that it may not see for one without runs",
    run: async (bench) => {
      await expect(bench.runs.of(bench.hidden, bench.headOf("main"))).rejects.toMatchObject(notFound);
    },
  },
];
