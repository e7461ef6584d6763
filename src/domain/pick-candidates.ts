import type { KeptCommit } from "./change.ts";

/** Two commits of which one may be a pick of the other; what they change decides. */
export type PickCandidate = readonly [commit: string, other: string];

/**
 * Pairs that look like a pick and its original, each of a commit and one of the others: a pick keeps the author's date, and a squashed one the title or
 * the number of its original. Merges and reverts are neither. At most `most` pairs, so that a history of equal titles costs no more.
 */
export const pickCandidates = (commits: readonly KeptCommit[], others: readonly KeptCommit[], most = 200): readonly PickCandidate[] => {
  const met = bySigns((commit) => [...signsOf(commit), ...commit.message.references.slice(0, 8).map(numbered)]);
  for (const other of others.filter(isPlain)) met.add(other);
  return commits.filter(isPlain).flatMap(met.like).slice(0, most);
};

/** The same among commits of one list. */
export const pickCandidatesWithin = (commits: readonly KeptCommit[], most = 200): readonly PickCandidate[] => {
  const met = bySigns(signsOf);
  const found = commits.filter(isPlain).flatMap((commit) => {
    const like = met.like(commit);
    met.add(commit);
    return like;
  });
  return found.slice(0, most);
};

/** Commits by what picks have in common with their originals; a few of each, for some titles are everybody's. */
const bySigns = (signsOf: (commit: KeptCommit) => readonly string[]) => {
  const met = new Map<string, string[]>();
  return {
    add: (commit: KeptCommit): void => {
      for (const sign of signsOf(commit)) {
        const own = met.get(sign);
        if (own === undefined) met.set(sign, [commit.id]);
        else if (own.length < 4) own.push(commit.id);
      }
    },
    like: (commit: KeptCommit): readonly PickCandidate[] =>
      [...new Set(signsOf(commit).flatMap((sign) => met.get(sign) ?? []))].map((other) => [commit.id, other] as const),
  };
};

const isPlain = ({ parents, message }: KeptCommit): boolean => parents.length < 2 && message.reverts === undefined;

const signsOf = ({ author, date, message }: KeptCommit): readonly string[] => [
  `${author.email.toLowerCase()} ${date}`,
  titleOf(message.summary),
  ...(message.pull === undefined ? [] : [numbered(message.pull)]),
  ...(message.backportOf === undefined ? [] : [numbered(message.backportOf)]),
];

const numbered = (number: number): string => `#${number}`;

/** Without what tools add to the title of a pick. */
const titleOf = (summary: string): string =>
  summary
    .slice(0, 200)
    .toLowerCase()
    .replace(/^\[[^\]]{0,40}\] ?/, "")
    .replace(/^[a-z][\w-]{0,39}(?:\([^()]{0,80}\))?!?: /, "")
    .replace(/(?: \((?:#\d{1,9}|(?:cherry[- ]?pick|backport)[^()]{0,40})\)){1,4}$/, "");
