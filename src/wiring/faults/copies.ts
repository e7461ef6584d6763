import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Copies a folder in this process: a cell pays less for that than for the start of a program. What is named by its contents, git's objects and a registry's,
 * is never written to in place, so the copy shares those files.
 */
export const copyTree = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [here, there] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(here, there);
    else if (namedByContents.test(here)) linkSync(here, there);
    else copyFileSync(here, there);
  }
};

const namedByContents =
  /\.git\/objects\/(?:[0-9a-f]{2}\/[0-9a-f]{38}|pack\/pack-[0-9a-f]{40}\.(?:pack|idx|rev))$|\/registry\/content\/[0-9a-f]{64}$/;

/** Copies everything of a stage at rest that outlives a process: the world, the state folder and the clock. */
export const copyStage = (from: string, to: string): void => {
  for (const each of ["world", "state"]) copyTree(join(from, each), join(to, each));
  copyFileSync(join(from, "clock"), join(to, "clock"));
};

export const dropTree = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Puts what a journal's log of changes holds into its file, as a process does that ends in peace: each copy is then small and opened at once. */
export const settleJournal = (state: string): void => {
  const file = join(state, "journal.sqlite");
  if (!existsSync(file)) return;
  const journal = new DatabaseSync(file);
  journal.exec("pragma wal_checkpoint(truncate)");
  journal.close();
};
