import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { explain, ReleaseError } from "../domain/errors.ts";
import type { KeptRelease } from "../domain/ports/journal.ts";
import { openSqliteJournal } from "./sqlite-journal.ts";

/** A copy of a journal that was read back and holds. */
export interface Backup {
  readonly file: string;
  /** Of the file. */
  readonly sha256: string;
  readonly releases: readonly (KeptRelease & { readonly entries: number })[];
}

const journalFile = "journal.sqlite";

/**
 * Copies the journal of a state folder into a new file, as it is at one moment, while others go on writing to it. The copy is read back whole before it
 * has its name. Raises STORE_UNUSABLE when there is no journal or the file cannot be written, BACKUP_EXISTS, JOURNAL_BROKEN.
 */
export const backUp = async (folder: string, to: string): Promise<Backup> => {
  const [from, file] = [join(folder, journalFile), resolve(to)];
  if (!existsSync(from)) throw explain("STORE_UNUSABLE", { place: folder, reason: "there is no journal in it" });
  if (existsSync(file)) throw explain("BACKUP_EXISTS", { file });
  return usable(dirname(file), () =>
    aside(dirname(file), async (copy) => {
      const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
      try {
        await backup(source, copy);
      } finally {
        source.close();
      }
      const releases = await readBack(dirname(copy));
      await rename(copy, file);
      return { file, releases, sha256: await hashOf(file) };
    }),
  );
};

/**
 * Puts a backup in the place of a folder's journal; one that is there is kept beside it, under a name that is given back. Raises what `backUp` raises
 * for a file that is no backup or does not hold.
 */
export const restoreFrom = async (from: string, folder: string): Promise<Backup & { readonly replaced: string | undefined }> => {
  const file = resolve(from);
  if (!existsSync(file)) throw explain("STORE_UNUSABLE", { place: file, reason: "there is no such file" });
  return usable(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return aside(folder, async (copy) => {
      await copyFile(file, copy);
      const releases = await readBack(dirname(copy));
      const replaced = await setAside(folder);
      await rename(copy, join(folder, journalFile));
      return { file, releases, replaced, sha256: await hashOf(file) };
    });
  });
};

/** Works on a file of that folder's disk that has no name anybody looks for. */
const aside = async <T>(folder: string, work: (file: string) => Promise<T>): Promise<T> => {
  const own = await mkdtemp(join(folder, ".signalbox-copy-"));
  try {
    return await work(join(own, journalFile));
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};

/** Reads every entry of every release, and leaves the file complete on the disk. */
const readBack = async (folder: string): Promise<Backup["releases"]> => {
  const journal = openSqliteJournal(folder, async () => {});
  try {
    return await Promise.all(
      (await journal.releases()).map(async (kept) => ({ ...kept, entries: (await journal.read(kept.release)).length })),
    );
  } finally {
    journal.close();
    const handle = await open(join(folder, journalFile), "r+");
    await handle.sync();
    await handle.close();
  }
};

const setAside = async (folder: string): Promise<string | undefined> => {
  const file = join(folder, journalFile);
  if (!existsSync(file)) return undefined;
  let number = 1;
  while (existsSync(`${file}.replaced-${number}`)) number += 1;
  const name = `${file}.replaced-${number}`;
  // What stands in the log beside the file belongs to it, and must not be taken for the new one's.
  for (const part of ["", "-wal", "-shm"]) if (existsSync(`${file}${part}`)) await rename(`${file}${part}`, `${name}${part}`);
  return basename(name);
};

const hashOf = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

const usable = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    throw explain("STORE_UNUSABLE", { place, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
};
