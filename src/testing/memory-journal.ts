import { explain } from "../domain/errors.ts";
import { chain, firstBreak } from "../domain/journal/chain.ts";
import type { Entry } from "../domain/journal/event.ts";
import { type Journal, overBy } from "../domain/ports/journal.ts";

/** A journal that lives as long as the test, with the promises of a real one but that of outliving the process. */
export const openMemoryJournal = (): Journal => {
  const kept = new Map<string, readonly Entry[]>();
  const verified = new Map<string, number>();
  return {
    read: async (release) => {
      const entries = kept.get(release) ?? [];
      const damage = firstBreak(entries, release, verified.get(release) ?? 0);
      if (damage !== undefined) throw explain("JOURNAL_BROKEN", { release, ...damage });
      verified.set(release, entries.length);
      return entries;
    },
    append: async (release, after, said) => {
      const before = kept.get(release) ?? [];
      if (before.length !== after) throw explain("LOST_RACE", { release });
      const added = chain(release, before.at(-1), said);
      if (added.length > 0) kept.set(release, [...before, ...added]);
      return added;
    },
    releases: async () => [...kept].map(([release, entries]) => ({ release, over: overBy(entries) })),
  };
};
