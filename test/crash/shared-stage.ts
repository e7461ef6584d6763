import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runbookFile } from "../../src/app/own-files.ts";
import { pause } from "../../src/host/clock.ts";
import { openSqliteJournal } from "../../src/store/sqlite-journal.ts";
import { openGitStore } from "../../src/testing/git-store.ts";
import { mustGit } from "../../src/twins/git/run-git.ts";
import { versions } from "./ground.ts";

/** The repository that keeps the journal of a shared stage: in the world, so that it is copied with it. */
export const storeIn = (folder: string): string => join(folder, "world", "store.git");

/** Moves the record of a stage at rest from its file to a ref, as it is: the same entries, and what was left beside them. */
export const share = async (folder: string): Promise<void> => {
  await mustGit({ path: process.env["PATH"] ?? "", argv: ["init", "--quiet", "--bare", storeIn(folder)] });
  const state = join(folder, "state");
  const [from, to] = [
    openSqliteJournal(state, pause),
    openGitStore(storeIn(folder), join(state, "journal.git"), { ref: "refs/signalbox/crash" }),
  ];
  try {
    for (const { release } of await from.releases()) await to.append(release, 0, await from.read(release));
    const files = join(state, "releases", versions.released);
    for (const name of namesIn(files)) await to.artifacts.write(versions.released, name, readFileSync(join(files, name)));
  } finally {
    from.close();
    to.close();
  }
  for (const part of ["", "-wal", "-shm"]) rmSync(join(state, `journal.sqlite${part}`), { force: true });
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter((name) => name !== runbookFile);
  } catch {
    return [];
  }
};
