import { expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import { chain } from "../domain/journal/chain.ts";
import type { Entry } from "../domain/journal/event.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { brokenPromises } from "./contracts/contract.ts";
import { journalContract, journalPromises } from "./contracts/journal.ts";
import { openMemoryJournal } from "./memory-journal.ts";

const bench = (journal: Journal) => ({ journal, other: journal, close: () => {} });

journalContract("a journal in memory", async () => bench(openMemoryJournal()));

/** Checks and writes in two turns, starts every chain anew, and lists releases by name, and knows no end. */
const carelessJournal = (): Journal => {
  const kept = new Map<string, readonly Entry[]>();
  return {
    read: async (release) => kept.get(release) ?? [],
    append: async (release, after, said) => {
      const before = kept.get(release) ?? [];
      if (before.length < after) throw explain("LOST_RACE", { release });
      const added = chain(release, undefined, said);
      await Promise.resolve();
      kept.set(release, [...before, ...added]);
      return added;
    },
    releases: async () => [...kept.keys()].sort().map((release) => ({ release, over: undefined })),
  };
};

test("a careless journal breaks the promises", async () => {
  const broken = await brokenPromises(journalPromises, async () => bench(carelessJournal()));
  expect(broken).toEqual([
    "entries are read back in the order in which they were appended, through every way in",
    "who knows from elsewhere what was written last need not look before appending",
    "whoever appends after an entry that is not the last has lost the race, and nothing is written",
    "releases are listed in the order of their start, each with its own entries",
    "how a release ended is known without reading it, whatever its entries say besides",
    "a release that was rolled back goes on, until it ends again",
    "of many who append at once after the same entry exactly one is first, and no entry is lost or doubled",
  ]);
});
