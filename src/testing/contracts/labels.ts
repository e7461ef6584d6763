import { expect } from "vitest";
import type { ContractCase } from "./contract.ts";
import { type ForgeBench, lostAfter, notFound, unknownOutcome } from "./forge.ts";

type Case = ContractCase<ForgeBench>;

const openFrom = async (bench: ForgeBench, head: string) => {
  await bench.grow(head, "main");
  return (await bench.pulls.open(bench.repository, { head, base: "main", title: head, body: "" })).number;
};

/** What every adapter of `Labels` promises. */
export const labelCases: readonly Case[] = [
  {
    name: "shows the labels that were added, each once",
    run: async (bench) => {
      const number = await openFrom(bench, "one");
      expect(await bench.labels.of(bench.repository, number)).toEqual([]);
      for (const label of ["bump minor", "bump minor", "ready / now"]) await bench.labels.add(bench.repository, number, label);
      expect(await bench.labels.of(bench.repository, number)).toEqual(["bump minor", "ready / now"]);
      expect((await bench.pulls.get(bench.repository, number))?.labels).toEqual(["bump minor", "ready / now"]);
    },
  },
  {
    name: "knows the labels of the repository as they are spelt there, all of them",
    run: async (bench) => {
      const number = await openFrom(bench, "one");
      const many = Array.from({ length: 120 }, (_, at) => `label ${at}`);
      await Promise.all(many.map((label) => bench.labels.add(bench.repository, number, label)));
      const known = await bench.labels.known(bench.repository);
      expect(known).toContain("label 0");
      expect(known).toContain("label 119");
    },
  },
  {
    name: "lists the pull requests that carry exactly a label, newest first, in every state",
    run: async (bench) => {
      const [one, two, three] = [await openFrom(bench, "one"), await openFrom(bench, "two"), await openFrom(bench, "three")];
      for (const number of [one, three]) await bench.labels.add(bench.repository, number, "highlight");
      await bench.labels.add(bench.repository, two, "highlights");
      await bench.closeByHand(one);
      expect(await bench.labels.carrying(bench.repository, "highlight")).toEqual([three, one]);
      expect(await bench.labels.carrying(bench.repository, "nobody's")).toEqual([]);
    },
  },
  {
    name: "does not take what it may not see for something without labels",
    run: async (bench) => {
      await expect(bench.labels.of(bench.repository, "4711")).rejects.toMatchObject(notFound);
      await expect(bench.labels.known(bench.hidden)).rejects.toMatchObject(notFound);
      await expect(bench.labels.carrying(bench.hidden, "highlight")).rejects.toMatchObject(notFound);
    },
  },
  ...lostAfter.map(
    (fault): Case => ({
      name: `leaves open whether it added a label when the reply is lost (${fault})`,
      run: async (bench) => {
        const number = await openFrom(bench, "one");
        bench.breakNext(fault);
        await expect(bench.labels.add(bench.repository, number, "ready")).rejects.toMatchObject(unknownOutcome);
        expect(await bench.labels.of(bench.repository, number)).toEqual(["ready"]);
        expect(bench.applied("add-label", `${bench.repository}#${number} ready`)).toBe(1);
      },
    }),
  ),
];
