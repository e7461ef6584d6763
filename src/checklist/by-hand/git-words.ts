import { shellWord } from "../../domain/shell-word.ts";

/** git in the clone of a repository that the runbook has people make, `OWNER/NAME` below their folder. */
export const gitIn = (repository: string, ...words: readonly string[]): string =>
  ["git", "-C", repository, ...words].map(shellWord).join(" ");

/** Pushes exactly one ref, and only where it still is where it was: `from` is empty for one that must not be there. */
export const pushRef = (repository: string, ref: string, { from, to }: { readonly from: string; readonly to: string }): string =>
  gitIn(repository, "push", `--force-with-lease=${ref}:${from}`, "origin", `${to}:${ref}`);

/** Fetches what the next commands name. */
export const fetchAll = (repository: string): string => gitIn(repository, "fetch", "--quiet", "origin");

/** Where a remote's branch is. */
export const branchHead = (repository: string, branch: string): string =>
  `${gitIn(repository, "ls-remote", "origin", `refs/heads/${branch}`)} | cut -f1`;

/** Keeps the output of a command in a variable, where a later command reads it. */
export const kept = (name: string | undefined, command: string): readonly string[] => (name === undefined ? [] : [`${name}=$(${command})`]);

/** Keeps a word in a variable, where a later command reads it. */
export const keptWord = (name: string | undefined, word: string): readonly string[] =>
  name === undefined ? [] : [`${name}=${shellWord(word)}`];
