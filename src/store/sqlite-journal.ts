import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { explain, ReleaseError } from "../domain/errors.ts";
import { chain, firstBreak } from "../domain/journal/chain.ts";
import type { Entry, Event } from "../domain/journal/event.ts";
import type { Journal } from "../domain/ports/journal.ts";

/** A journal in one SQLite file; close it when done. */
export interface SqliteJournal extends Journal {
  readonly close: () => void;
}

/** Journal format written here; an older program refuses a newer file. */
const format = 1;
const mostAttempts = 40;

/**
 * Opens `<folder>/journal.sqlite`, made when absent. WAL with synchronous=FULL, so that an acknowledged entry survives kill -9 and power loss;
 * writers take turns through BEGIN IMMEDIATE with a short timeout and `pause` between attempts.
 */
export const openSqliteJournal = (folder: string, pause: (attempt: number) => Promise<void>): SqliteJournal => {
  const database = open(folder);
  const readRows = database.prepare("select entry from entry where release = ? order by sequence");
  const readLast = database.prepare("select sequence, hash from entry where release = ? order by sequence desc limit 1");
  const insert = database.prepare("insert into entry (release, sequence, hash, entry) values (?, ?, ?, ?)");
  const allReleases = database.prepare("select release from entry where sequence = 1 order by rowid");

  const write = (release: string, after: number, said: Parameters<Journal["append"]>[2]): readonly Entry[] => {
    database.exec("begin immediate");
    try {
      const last = readLast.get(release) as { readonly sequence: number; readonly hash: string } | undefined;
      if ((last?.sequence ?? 0) !== after) throw explain("LOST_RACE", { release });
      const entries = chain(release, last, said);
      for (const entry of entries) insert.run(release, entry.sequence, entry.hash, JSON.stringify(entry));
      database.exec("commit");
      return entries;
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw error;
    }
  };

  return {
    read: async (release) => {
      const entries = readRows.all(release).map((row) => parse(release, (row as { readonly entry: string }).entry));
      const damage = firstBreak(entries);
      if (damage !== undefined) throw explain("JOURNAL_BROKEN", { release, ...damage });
      return entries;
    },
    append: async (release, after, said) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return write(release, after, said);
        } catch (error) {
          if (error instanceof ReleaseError) throw error;
          if (!isBusy(error) || attempt === mostAttempts) throw unusable(folder, error);
          await pause(attempt);
        }
      }
    },
    releases: async () => allReleases.all().map((row) => (row as { readonly release: string }).release),
    close: () => database.close(),
  };
};

const open = (folder: string): DatabaseSync => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(join(folder, "journal.sqlite"), { timeout: 50 });
    const found = Number((database.prepare("pragma user_version").get() as { readonly user_version: number }).user_version);
    if (found > format) throw explain("STORE_NEWER", { place: folder, found: String(found), known: String(format) });
    if (found < format) create(database);
    database.exec("pragma synchronous = full");
    return database;
  } catch (error) {
    throw error instanceof ReleaseError ? error : unusable(folder, error);
  }
};

const create = (database: DatabaseSync): void => {
  database.exec("pragma journal_mode = wal");
  database.exec(
    `begin immediate;
     create table if not exists entry (release text not null, sequence integer not null, hash text not null, entry text not null, primary key (release, sequence)) strict;
     pragma user_version = ${format};
     commit`,
  );
};

const parse = (release: string, text: string): Entry => {
  try {
    return JSON.parse(text) as Entry & { readonly event: Event };
  } catch (cause) {
    throw explain("JOURNAL_BROKEN", { release, sequence: 0, reason: "an entry is not JSON" }, { cause });
  }
};

/** SQLITE_BUSY and SQLITE_LOCKED. Source: sqlite.org/rescode.html. */
const isBusy = (error: unknown): boolean => error instanceof Error && "errcode" in error && (error.errcode === 5 || error.errcode === 6);

const unusable = (folder: string, cause: unknown): ReleaseError =>
  explain("STORE_UNUSABLE", { place: folder, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
