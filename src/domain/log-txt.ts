import type { RawCommit } from "./commit.ts";

/**
 * The bytes of `git log --pretty=format:"%s %ae"` over these commits in this order: one line each, no newline at the end,
 * the author's e-mail as recorded (without `.mailmap`), texts that are not UTF-8 as they are.
 */
export const logTxt = (commits: readonly RawCommit[]): Uint8Array =>
  Buffer.concat(commits.flatMap((commit, at) => (at === 0 ? [lineOf(commit)] : [newline, lineOf(commit)])));

const newline = Buffer.from("\n");

const lineOf = ({ subject, author, bytes }: RawCommit): Buffer =>
  bytes === undefined ? Buffer.from(`${subject} ${author.email}`) : Buffer.from(`${bytes.subject} ${bytes.email}`, "latin1");
