import { expect } from "vitest";
import type { ContractCase } from "./contract.ts";
import { type ForgeBench, lostAfter, lostBefore, notFound, refused, unknownOutcome } from "./forge.ts";

type Case = ContractCase<ForgeBench>;

const between = { head: "1.30.0-sync", base: "main" };
const wanted = { ...between, title: "Sync 1.30.0", body: "<!-- train:k-1 -->\nchangelog & version" };

const open = async (bench: ForgeBench) => {
  await bench.grow(between.head, "main");
  return bench.pulls.open(bench.repository, wanted);
};

const find = (bench: ForgeBench) => bench.pulls.find(bench.repository, between);
const opened = (bench: ForgeBench) => bench.applied("open-pull-request", `${bench.repository} ${between.head} into ${between.base}`);

const opening: readonly Case[] = [
  {
    name: "finds nothing before anything was opened",
    run: async (bench) => expect(await find(bench)).toEqual([]),
  },
  {
    name: "finds what it opened, whole",
    run: async (bench) => {
      const { number } = await open(bench);
      const headCommit = bench.headOf(between.head);
      const pull = { ...wanted, number, state: "open", headCommit, mergeCommit: undefined, labels: [] };
      expect(await find(bench)).toEqual([{ ...pull, author: expect.any(String), url: expect.stringMatching(/^https:\/\//) }]);
      expect(await bench.pulls.get(bench.repository, number)).toMatchObject(pull);
      expect(await bench.pulls.openInto(bench.repository, "main")).toMatchObject([{ number }]);
    },
  },
  {
    name: "does not take a pull request of other branches for the one it looks for",
    run: async (bench) => {
      await open(bench);
      await bench.grow("other", "main");
      await bench.pulls.open(bench.repository, { ...wanted, head: "other" });
      expect(await find(bench)).toHaveLength(1);
      expect(await bench.pulls.find(bench.repository, { head: "1.30.0", base: "main" })).toEqual([]);
      expect(await bench.pulls.openInto(bench.repository, "other")).toEqual([]);
    },
  },
  {
    name: "is refused a second open one, and counts the one it is allowed after the first was closed",
    run: async (bench) => {
      const { number } = await open(bench);
      await expect(bench.pulls.open(bench.repository, wanted)).rejects.toMatchObject(refused);
      await bench.closeByHand(number);
      await bench.pulls.open(bench.repository, wanted);
      expect((await find(bench)).map(({ state }) => state).sort()).toEqual(["closed", "open"]);
    },
  },
  {
    name: "is refused one from a branch that does not exist",
    run: async (bench) => {
      const nowhere = { ...wanted, head: "nowhere" };
      await expect(bench.pulls.open(bench.repository, nowhere)).rejects.toMatchObject(refused);
    },
  },
  {
    name: "sees the head move with its branch",
    run: async (bench) => {
      const { number } = await open(bench);
      const headCommit = await bench.grow(between.head);
      expect(await bench.pulls.get(bench.repository, number)).toMatchObject({ headCommit });
    },
  },
  {
    name: "knows no pull request that was never opened",
    run: async (bench) => expect(await bench.pulls.get(bench.repository, "4711")).toBeUndefined(),
  },
  {
    name: "does not take a repository that it may not see for one without pull requests",
    run: async (bench) => {
      await expect(bench.pulls.find(bench.hidden, between)).rejects.toMatchObject(notFound);
      await expect(bench.pulls.openInto(bench.hidden, "main")).rejects.toMatchObject(notFound);
    },
  },
];

const merging: readonly Case[] = [
  ...(["merge", "squash", "rebase"] as const).map(
    (method): Case => ({
      name: `merges the head it was told by ${method}, and names the commit this made`,
      run: async (bench) => {
        const { number } = await open(bench);
        const headCommit = bench.headOf(between.head);
        await bench.pulls.merge(bench.repository, { number, sha: headCommit, method });
        const mergeCommit = bench.headOf("main");
        expect(await bench.pulls.get(bench.repository, number)).toMatchObject({ state: "merged", headCommit, mergeCommit });
        expect(await bench.pulls.openInto(bench.repository, "main")).toEqual([]);
      },
    }),
  ),
  {
    name: "does not merge a head that has moved since it was reviewed",
    run: async (bench) => {
      const { number } = await open(bench);
      const sha = bench.headOf(between.head);
      await bench.grow(between.head);
      const before = bench.headOf("main");
      await expect(bench.pulls.merge(bench.repository, { number, sha, method: "merge" })).rejects.toMatchObject(refused);
      expect(bench.headOf("main")).toBe(before);
    },
  },
  {
    name: "does not merge past a required status that is missing",
    run: async (bench) => {
      await bench.require("main", "signalbox");
      const { number } = await open(bench);
      const sha = bench.headOf(between.head);
      const merge = () => bench.pulls.merge(bench.repository, { number, sha, method: "merge" });
      await expect(merge()).rejects.toMatchObject({ ...refused, message: expect.stringContaining("signalbox") });
      await bench.statuses.set(bench.repository, sha, { context: "signalbox", state: "success", description: "admitted" });
      await merge();
    },
  },
  {
    name: "is refused a second merge",
    run: async (bench) => {
      const { number } = await open(bench);
      const merge = { number, sha: bench.headOf(between.head), method: "merge" } as const;
      await bench.pulls.merge(bench.repository, merge);
      await expect(bench.pulls.merge(bench.repository, merge)).rejects.toMatchObject(refused);
    },
  },
];

const failing: readonly Case[] = [
  ...lostAfter.map(
    (fault): Case => ({
      name: `leaves open whether it opened one when the reply is lost (${fault}), and looking then finds it`,
      run: async (bench) => {
        await bench.grow(between.head, "main");
        bench.breakNext(fault);
        await expect(bench.pulls.open(bench.repository, wanted)).rejects.toMatchObject(unknownOutcome);
        expect(await find(bench)).toHaveLength(1);
        expect(opened(bench)).toBe(1);
      },
    }),
  ),
  ...lostBefore.map(
    (fault): Case => ({
      name: `sends a request once, also when it was lost on the way (${fault})`,
      run: async (bench) => {
        await bench.grow(between.head, "main");
        bench.breakNext(fault);
        await expect(bench.pulls.open(bench.repository, wanted)).rejects.toMatchObject(unknownOutcome);
        expect(await find(bench)).toEqual([]);
        expect(opened(bench)).toBe(0);
      },
    }),
  ),
  ...(["429", "403-secondary"] as const).map(
    (fault): Case => ({
      name: `passes on how long to wait when it is rate limited (${fault})`,
      run: async (bench) => {
        await bench.grow(between.head, "main");
        bench.breakNext(fault);
        const limited = { code: "RATE_LIMITED", retryAfter: fault === "429" ? 2000 : 3000, explanation: { retry: "later" } };
        await expect(bench.pulls.open(bench.repository, wanted)).rejects.toMatchObject(limited);
        expect(opened(bench)).toBe(0);
      },
    }),
  ),
];

/** What every adapter of `PullRequests` promises. */
export const pullRequestCases: readonly Case[] = [...opening, ...merging, ...failing];
