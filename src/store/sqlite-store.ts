import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { explain, type ReleaseError } from "../domain/errors.ts";
import { journalFormat } from "../domain/journal/format.ts";

/** The form of a file in which nothing is. */
const empty = 0;

/** The statements of the journal's database. They throw what SQLite throws. */
export interface Store {
  /** Entries in order with the places they are kept at, and the head, of one moment. */
  readonly read: (release: string) => {
    readonly texts: readonly string[];
    readonly places: readonly number[];
    readonly head: Head | undefined;
  };
  readonly head: (release: string) => Head | undefined;
  /** The file is of the form that is written from here on: an older program refuses it then. Raises STORE_NEWER. */
  readonly lift: () => void;
  readonly insert: (release: string, sequence: number, entry: string) => void;
  readonly setHead: (release: string, sequence: number, hash: string) => void;
  readonly releases: () => readonly { readonly release: string; readonly over: string | null }[];
  /** All or nothing, alone among writers, durable when it returns. */
  readonly inTransaction: <T>(work: () => T) => T;
  readonly close: () => void;
}

/** The last entry's place and hash: without it nobody could tell that the last row was deleted. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** Opens or makes the file: WAL with synchronous=FULL, so that an acknowledged entry survives kill -9 and power loss. Raises STORE_NEWER. */
export const openStore = (folder: string, file: string): Store => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file, { timeout: 50 });
  try {
    if (refuseNewer(database, folder) === empty) create(database);
    database.exec("pragma synchronous = full");
    return statements(database, folder);
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Raises STORE_UNUSABLE when the folder, or the nearest one above it that exists, is no folder or cannot be written. Makes nothing. */
export const refuseUnwritable = (folder: string): void => {
  try {
    let nearest = folder;
    while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
    if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is not a folder`);
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(folder, error);
  }
};

/** SQLITE_BUSY and SQLITE_LOCKED. */
export const isBusy = (error: unknown): boolean => hasCode(error, 5, 6);

/** The error of a store that SQLite refuses: STORE_DAMAGED for SQLITE_CORRUPT and SQLITE_NOTADB, STORE_UNWRITABLE for SQLITE_FULL and SQLITE_IOERR, else STORE_UNUSABLE. */
export const unusable = (folder: string, cause: unknown): ReleaseError => {
  const at = { place: folder, reason: cause instanceof Error ? cause.message : String(cause) };
  if (hasCode(cause, 11, 26)) return explain("STORE_DAMAGED", at, { cause });
  return hasCode(cause, 10, 13) ? explain("STORE_UNWRITABLE", at, { cause }) : explain("STORE_UNUSABLE", at, { cause });
};

/** With its extended codes. Source: sqlite.org/rescode.html. */
const hasCode = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number" && codes.includes(error.errcode % 256);

// Inside a string of JSON a quotation mark is written with a backslash, so no text of anybody's can hold these.
const finished = '"event":{"is":"finished"';
const rolledBack = '"event":{"is":"rolled-back"';
const ends = `instr(entry, '${finished}') > 0 or instr(entry, '"event":{"is":"aborted"') > 0`;

/** The form of what is in the file. Raises STORE_NEWER. */
const refuseNewer = (database: DatabaseSync, folder: string): number => {
  const found = Number((database.prepare("pragma user_version").get() as { readonly user_version: number }).user_version);
  if (found <= journalFormat) return found;
  throw explain("STORE_NEWER", { place: folder, found: String(found), known: String(journalFormat) });
};

const create = (database: DatabaseSync): void => {
  database.exec("pragma journal_mode = wal");
  database.exec(
    `begin immediate;
     create table if not exists entry (release text not null, sequence integer not null, entry text not null, primary key (release, sequence)) strict;
     create table if not exists head (release text not null unique, sequence integer not null, hash text not null) strict;
     create index if not exists ending on entry (release, sequence) where ${ends};
     pragma user_version = ${journalFormat};
     commit`,
  );
};

const statements = (database: DatabaseSync, folder: string): Store => {
  const entries = database.prepare("select sequence, entry from entry where release = ? order by sequence");
  const oneHead = database.prepare("select sequence, hash from head where release = ?");
  const insert = database.prepare("insert into entry (release, sequence, entry) values (?, ?, ?)");
  const setHead = database.prepare(
    "insert into head (release, sequence, hash) values (?, ?, ?) on conflict (release) do update set sequence = excluded.sequence, hash = excluded.hash",
  );
  // After its end a release has few entries, and a rollback is among them or nowhere.
  const heads = database.prepare(
    `select head.release,
       case when exists (select 1 from entry where release = head.release and sequence > last.sequence and instr(entry, '${rolledBack}') > 0) then null
         when instr(last.entry, '${finished}') > 0 then 'finished'
         when last.entry is not null then 'aborted' end as over
     from head left join entry as last on last.release = head.release
       and last.sequence = (select sequence from entry where entry.release = head.release and (${ends}) order by sequence desc limit 1)
     order by head.rowid`,
  );
  const within = <T>(begin: string, work: () => T): T => {
    database.exec(begin);
    try {
      const result = work();
      database.exec("commit");
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw error;
    }
  };
  const head = (release: string): Head | undefined => oneHead.get(release) as Head | undefined;
  return {
    read: (release) =>
      within("begin", () => {
        const rows = entries.all(release) as { readonly sequence: number; readonly entry: string }[];
        return { texts: rows.map(({ entry }) => entry), places: rows.map(({ sequence }) => sequence), head: head(release) };
      }),
    head,
    lift: () => {
      // Asked each time: a newer program may have written since the file was opened.
      if (refuseNewer(database, folder) < journalFormat) database.exec(`pragma user_version = ${journalFormat}`);
    },
    insert: (release, sequence, entry) => insert.run(release, sequence, entry),
    setHead: (release, sequence, hash) => setHead.run(release, sequence, hash),
    releases: () => heads.all() as { readonly release: string; readonly over: string | null }[],
    inTransaction: (work) => within("begin immediate", work),
    close: () => database.close(),
  };
};
