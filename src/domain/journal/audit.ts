import type { Entry } from "./event.ts";

/** The last entry of a release as somebody keeps it outside of the store: whoever forges the store cannot change it. */
export interface Head {
  readonly release: string;
  readonly sequence: number;
  readonly hash: string;
}

/** What a look at one release's record found. */
export interface Audited {
  readonly release: string;
  readonly entries: number;
  /** Hash of the last entry. */
  readonly head: string | undefined;
  /** What is wrong with it, in words; nothing where it holds. */
  readonly wrong: string | undefined;
}

/** Holds a record whose chain was found good against heads kept outside: only they show a chain that was made anew. */
export const auditOf = (release: string, entries: readonly Entry[], heads: readonly Head[]): Audited => ({
  release,
  entries: entries.length,
  head: entries.at(-1)?.hash,
  wrong: heads
    .filter((head) => head.release === release)
    .map((head) => differs(entries, head))
    .find((each) => each !== undefined),
});

const differs = (entries: readonly Entry[], { sequence, hash }: Head): string | undefined => {
  const there = entries[sequence - 1];
  if (there === undefined) return `it ends at entry ${entries.length}, and entry ${sequence} is known`;
  return there.hash === hash ? undefined : `entry ${sequence} is not the one that is known: the chain was made anew`;
};

/** One line for each release, to be kept where nobody who can write to the store can change it. */
export const headLine = ({ release, sequence, hash }: Head): string => `${release} ${sequence} ${hash}`;

/** Heads from lines, and the lines that are none. */
export const readHeads = (text: string): { readonly heads: readonly Head[]; readonly strange: readonly string[] } => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const heads = lines.map(headOf);
  return { heads: heads.filter((each) => each !== undefined), strange: lines.filter((_, at) => heads[at] === undefined) };
};

const headOf = (line: string): Head | undefined => {
  const found = /^(\S{1,200}) (\d{1,9}) ([0-9a-f]{64})$/.exec(line.trim());
  return found === null ? undefined : { release: found[1] ?? "", sequence: Number(found[2]), hash: found[3] ?? "" };
};
