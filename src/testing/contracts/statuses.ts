import { expect } from "vitest";
import type { ContractCase } from "./contract.ts";
import { type ForgeBench, lostAfter, notFound, refused, unknownOutcome } from "./forge.ts";

type Case = ContractCase<ForgeBench>;

const admitted = { context: "signalbox", state: "success", description: "a fix: admitted" } as const;
const byContext = (a: { readonly context: string }, b: { readonly context: string }) => (a.context < b.context ? -1 : 1);

/** What every adapter of `Statuses` promises. */
export const statusCases: readonly Case[] = [
  {
    name: "shows the newest status of each context",
    run: async (bench) => {
      const commit = await bench.grow("feature", "main");
      expect(await bench.statuses.of(bench.repository, commit)).toEqual([]);
      await bench.statuses.set(bench.repository, commit, { ...admitted, state: "failure", description: "no fix" });
      await bench.statuses.set(bench.repository, commit, { ...admitted, context: "tests", state: "pending", description: "" });
      await bench.statuses.set(bench.repository, commit, admitted);
      const found = [...(await bench.statuses.of(bench.repository, commit))].sort(byContext);
      expect(found).toEqual([admitted, { context: "tests", state: "pending", description: "" }]);
    },
  },
  {
    name: "keeps commits apart",
    run: async (bench) => {
      const one = await bench.grow("feature", "main");
      await bench.statuses.set(bench.repository, one, admitted);
      expect(await bench.statuses.of(bench.repository, await bench.grow("feature"))).toEqual([]);
    },
  },
  {
    name: "shortens a description that the forge would refuse",
    run: async (bench) => {
      const commit = await bench.grow("feature", "main");
      await bench.statuses.set(bench.repository, commit, { ...admitted, description: "ü".repeat(500) });
      const [status] = await bench.statuses.of(bench.repository, commit);
      expect([...(status?.description ?? "")]).toHaveLength(140);
    },
  },
  {
    name: "is refused a status for a commit that is not there",
    run: async (bench) => {
      await expect(bench.statuses.set(bench.repository, "0".repeat(40), admitted)).rejects.toMatchObject(refused);
    },
  },
  {
    name: "names the contexts that a branch's rules require, and none where there are none",
    run: async (bench) => {
      await bench.require("release-1.30.0", "signalbox");
      await bench.grow("release-1.30.0", "main");
      expect(await bench.statuses.required(bench.repository, "release-1.30.0")).toEqual(["signalbox"]);
      expect(await bench.statuses.required(bench.repository, "main")).toEqual([]);
    },
  },
  {
    name: "names them for a branch that does not exist yet",
    run: async (bench) => {
      await bench.require("release-1.31.0", "signalbox");
      expect(await bench.statuses.required(bench.repository, "release-1.31.0")).toEqual(["signalbox"]);
    },
  },
  {
    name: "does not take what it may not see for something without rules",
    run: async (bench) => {
      await expect(bench.statuses.required(bench.hidden, "main")).rejects.toMatchObject(notFound);
      await expect(bench.statuses.of(bench.hidden, bench.headOf("main"))).rejects.toMatchObject(notFound);
    },
  },
  ...lostAfter.map(
    (fault): Case => ({
      name: `leaves open whether it set a status when the reply is lost (${fault}), and looking then finds it`,
      run: async (bench) => {
        const commit = await bench.grow("feature", "main");
        bench.breakNext(fault);
        await expect(bench.statuses.set(bench.repository, commit, admitted)).rejects.toMatchObject(unknownOutcome);
        expect(await bench.statuses.of(bench.repository, commit)).toEqual([admitted]);
        expect(bench.applied("set-status", `${bench.repository}@${commit} signalbox`)).toBe(1);
      },
    }),
  ),
];
