import { expect } from "vitest";
import { type Duration, instant, instantOfMillis, millisOf } from "../../domain/instant.ts";
import type { ContractCase } from "./contract.ts";
import { type ForgeBench, lostAfter, lostBefore, notFound, refused, unknownOutcome } from "./forge.ts";

type Case = ContractCase<ForgeBench>;

const wanted = { title: "Release 1.30.0", body: "- [ ] Tell everybody\n<!-- signalbox:k-1 -->" };
const opened = (bench: ForgeBench): number => bench.applied("open-issue", `${bench.repository} ${wanted.title}`);
const begin = instant("2021-11-26T09:00:00Z");
const after = (minutes: number) => instantOfMillis((millisOf(begin) + minutes * 60_000) as Duration);

/** What every adapter of `Issues` promises. */
export const issueCases: readonly Case[] = [
  {
    name: "finds what it opened, whole, and not the pull requests beside it",
    run: async (bench) => {
      expect(await bench.issues.changedSince(bench.repository, begin)).toEqual([]);
      await bench.grow("topic", "main");
      await bench.pulls.open(bench.repository, { head: "topic", base: "main", title: wanted.title, body: wanted.body });
      const opened = await bench.issues.open(bench.repository, wanted);
      expect(opened).toEqual({ ...wanted, number: "2", state: "open", author: "signalbox-bot", url: expect.stringMatching(/^https:\/\//) });
      expect(await bench.issues.changedSince(bench.repository, begin)).toEqual([opened]);
      expect(await bench.issues.get(bench.repository, "2")).toEqual(opened);
      expect(await bench.issues.get(bench.repository, "1")).toBeUndefined();
      expect(await bench.issues.get(bench.repository, "3")).toBeUndefined();
    },
  },
  {
    name: "lists what changed since a moment, closed ones too, and nothing older; all of them",
    run: async (bench) => {
      const { number } = await bench.issues.open(bench.repository, wanted);
      await bench.issues.open(bench.repository, { ...wanted, title: "left alone" });
      await bench.later(10);
      await bench.issues.update(bench.repository, number, { body: "done", state: "closed" });
      const found = await bench.issues.changedSince(bench.repository, after(5));
      expect(found).toMatchObject([{ number, body: "done", state: "closed" }]);
      for (let at = 0; at < 101; at += 1) await bench.issues.open(bench.repository, wanted);
      expect(await bench.issues.changedSince(bench.repository, after(5))).toHaveLength(102);
    },
  },
  {
    name: "writes a text in another's place, and leaves the state where none is named",
    run: async (bench) => {
      const { number } = await bench.issues.open(bench.repository, wanted);
      await bench.issues.update(bench.repository, number, { body: "closed", state: "closed" });
      await bench.issues.update(bench.repository, number, { body: "newer" });
      expect(await bench.issues.get(bench.repository, number)).toMatchObject({ title: wanted.title, body: "newer", state: "closed" });
    },
  },
  {
    name: "opens a second one with the same text, which nobody refuses: who calls must count",
    run: async (bench) => {
      await bench.issues.open(bench.repository, wanted);
      await bench.issues.open(bench.repository, wanted);
      expect(await bench.issues.changedSince(bench.repository, begin)).toHaveLength(2);
    },
  },
  {
    name: "is refused a text that is too long, and a repository it may not see has no issues to speak of",
    run: async (bench) => {
      await expect(bench.issues.open(bench.repository, { ...wanted, body: "x".repeat(65_537) })).rejects.toMatchObject(refused);
      await expect(bench.issues.open(bench.hidden, wanted)).rejects.toMatchObject(notFound);
      await expect(bench.issues.changedSince(bench.hidden, begin)).rejects.toMatchObject(notFound);
      await expect(bench.issues.update(bench.repository, "4711", { body: "" })).rejects.toMatchObject(notFound);
    },
  },
  ...lostAfter.map(
    (fault): Case => ({
      name: `says that it does not know when the answer was lost after the issue was opened (${fault})`,
      run: async (bench) => {
        bench.breakNext(fault);
        await expect(bench.issues.open(bench.repository, wanted)).rejects.toMatchObject(unknownOutcome);
        expect(opened(bench)).toBe(1);
        expect(await bench.issues.changedSince(bench.repository, begin)).toHaveLength(1);
      },
    }),
  ),
  ...lostBefore.map(
    (fault): Case => ({
      name: `sends a request once, also when it was lost on the way (${fault})`,
      run: async (bench) => {
        bench.breakNext(fault);
        await expect(bench.issues.open(bench.repository, wanted)).rejects.toMatchObject(unknownOutcome);
        expect(opened(bench)).toBe(0);
      },
    }),
  ),
];
