import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plainGit } from "./git-world.ts";

/** A clone that a test grows commit by commit, an hour apart, beginning in September 2020. */
export interface MadeClone {
  readonly path: string;
  readonly git: (...argv: readonly string[]) => string;
  /** Commits to what is checked out and gives the commit's id. */
  readonly commit: (message: string, more?: CommitDetails) => string;
  readonly tag: (name: string, at?: string) => void;
  /** Checks out a branch, a new one where `from` is given. */
  readonly on: (branch: string, from?: string) => void;
  readonly merge: (branch: string, message?: string) => string;
}

export interface CommitDetails {
  readonly author?: readonly [name: string, email: string];
  readonly files?: Readonly<Record<string, string>>;
  /** Seconds since 1970 instead of the next hour. */
  readonly date?: number;
}

export const makeClone = (folder: string): MadeClone => {
  const path = join(mkdtempSync(join(folder, "made-")), "clone");
  let seconds = 1_600_000_000;
  plainGit(["init", "--quiet", "--initial-branch=main", path]);
  const at = (date: number, [name, email] = ["Ana Example", "ana@example.com"] as readonly [string, string]) => ({
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: `@${date} +0000`,
    GIT_COMMITTER_DATE: `@${date} +0000`,
  });
  const run = (argv: readonly string[], date?: number, author?: readonly [string, string]): string => {
    seconds += 3600;
    return plainGit(["-C", path, ...argv], { env: at(date ?? seconds, author) });
  };
  const git = (...argv: readonly string[]): string => plainGit(["-C", path, ...argv]);
  return {
    path,
    git,
    commit: (message, { author, files = {}, date } = {}) => {
      for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
      if (Object.keys(files).length > 0) git("add", "--", ...Object.keys(files));
      run(["commit", "--quiet", "--allow-empty", "--message", message], date, author);
      return git("rev-parse", "HEAD");
    },
    tag: (name, where = "HEAD") => void run(["tag", "--annotate", `--message=${name}`, name, where]),
    on: (branch, from) => void git("checkout", "--quiet", ...(from === undefined ? [branch] : ["-b", branch, from])),
    merge: (branch, message = `Merge branch '${branch}'`) => {
      run(["merge", "--quiet", "--no-ff", "--message", message, branch]);
      return git("rev-parse", "HEAD");
    },
  };
};
