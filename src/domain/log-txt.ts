import { createHash } from "node:crypto";
import type { RawCommit } from "./commit.ts";

/**
 * The bytes of `git log --pretty=format:"%s %ae"` over these commits in this order: one line each, no newline at the end,
 * the author's e-mail as recorded (without `.mailmap`), texts that are not UTF-8 as they are.
 */
export const logTxt = (commits: readonly RawCommit[]): Uint8Array =>
  Buffer.concat(commits.flatMap((commit, at) => (at === 0 ? [lineOf(commit)] : [newline, lineOf(commit)])));

/** What a plan keeps of the list, taken piece by piece: the hash of its bytes and its number of lines. */
export const logDigest = () => {
  const hash = createHash("sha256");
  let [bytes, breaks] = [0, 0];
  return {
    take: (some: Uint8Array): void => {
      hash.update(some);
      bytes += some.length;
      for (let at = some.indexOf(10); at >= 0; at = some.indexOf(10, at + 1)) breaks += 1;
    },
    end: () => ({ sha256: hash.digest("hex"), lines: bytes === 0 ? 0 : breaks + 1 }),
  };
};

const newline = Buffer.from("\n");

const lineOf = ({ subject, author, bytes }: RawCommit): Buffer =>
  bytes === undefined ? Buffer.from(`${subject} ${author.email}`) : Buffer.from(`${bytes.subject} ${bytes.email}`, "latin1");
