import { existsSync } from "node:fs";
import { join } from "node:path";
import { explain, ReleaseError } from "../domain/errors.ts";
import { chain, firstBreak } from "../domain/journal/chain.ts";
import type { Entry } from "../domain/journal/event.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { parseEntry, requireKnownEvents } from "./parse-entry.ts";
import { isBusy, openStore, refuseUnwritable, type Store, unusable } from "./sqlite-store.ts";

/** A journal in one SQLite file; close it when done. */
export interface SqliteJournal extends Journal {
  readonly close: () => void;
}

const mostAttempts = 40;

/**
 * Keeps the journal in `<folder>/journal.sqlite`, made by the first append: reading makes nothing. Writers take turns through BEGIN IMMEDIATE
 * with a short timeout and `pause` between attempts. Raises STORE_UNUSABLE at once for a folder that could not be written, STORE_NEWER for
 * a file of a newer version.
 */
export const openSqliteJournal = (folder: string, pause: (attempt: number) => Promise<void>): SqliteJournal => {
  const file = join(folder, "journal.sqlite");
  let opened: Store | undefined;
  const store = (): Store => {
    opened ??= openStore(folder, file);
    return opened;
  };
  const seen = new Map<string, Seen>();
  const isThere = (): boolean => opened !== undefined || existsSync(file);
  const patiently = async <T>(work: () => T): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return work();
      } catch (error) {
        if (error instanceof ReleaseError) throw error;
        if (!isBusy(error) || attempt === mostAttempts) throw unusable(folder, error);
        await pause(attempt);
      }
    }
  };
  if (isThere()) openNow(folder, store);
  else refuseUnwritable(folder);
  return {
    read: (release) => patiently(() => (isThere() ? readEntries(store(), release, seen) : [])),
    append: (release, after, said) => patiently(() => writeEntries(store(), release, after, said)),
    releases: () =>
      patiently(() =>
        (isThere() ? store().releases() : []).map(({ release, over }) => ({
          release,
          over: over === "finished" || over === "aborted" ? over : undefined,
        })),
      ),
    close: () => opened?.close(),
  };
};

/** A file that is there is opened at once, so that what is wrong with it is said before anything is done; a busy one is opened later. */
const openNow = (folder: string, store: () => Store): void => {
  try {
    store();
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    if (!isBusy(error)) throw unusable(folder, error);
  }
};

/** What was read and verified last: an entry whose text is the same need not be verified again. */
interface Seen {
  readonly texts: readonly string[];
  readonly entries: readonly Entry[];
}

const readEntries = (store: Store, release: string, seen: Map<string, Seen>): readonly Entry[] => {
  const { texts, places, head } = store.read(release);
  const before = seen.get(release);
  const verified = before === undefined ? 0 : sameUpTo(before.texts, texts);
  const entries = [...(before?.entries.slice(0, verified) ?? []), ...texts.slice(verified).map((text) => parseEntry(release, text))];
  const last = entries.at(-1);
  const misplaced = places.findIndex((place, at) => place !== at + 1);
  const damage =
    firstBreak(entries, release, verified) ??
    (misplaced < 0 ? undefined : { sequence: misplaced + 1, reason: `it is kept at place ${places[misplaced]}` }) ??
    (last?.hash === head?.hash ? undefined : { sequence: (last?.sequence ?? 0) + 1, reason: "what was written last is not there" });
  if (damage !== undefined) throw explain("JOURNAL_BROKEN", { release, ...damage });
  requireKnownEvents(release, entries, verified);
  seen.set(release, { texts, entries });
  return entries;
};

const sameUpTo = (before: readonly string[], now: readonly string[]): number => {
  const differs = before.findIndex((text, at) => text !== now[at]);
  return differs < 0 ? before.length : differs;
};

const writeEntries = (store: Store, release: string, after: number, said: Parameters<Journal["append"]>[2]): readonly Entry[] =>
  store.inTransaction(() => {
    store.lift();
    const head = store.head(release);
    if ((head?.sequence ?? 0) !== after) throw explain("LOST_RACE", { release });
    const entries = chain(release, head, said);
    for (const entry of entries) store.insert(release, entry.sequence, JSON.stringify(entry));
    const last = entries.at(-1);
    if (last !== undefined) store.setHead(release, last.sequence, last.hash);
    return entries;
  });
