import type { KeptCommit } from "./change.ts";

/** Two commits of which one may be a pick of the other; what they change decides. */
export type PickCandidate = readonly [commit: string, other: string];

/**
 * Pairs that look like a pick and its original, each of a commit and one of the others: a pick keeps the author's date, and a squashed one the title of
 * its original or a word of it. Merges and reverts are neither. At most `most` pairs, so that a history of equal titles costs no more.
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

/** Commits that carry the same pull request as one of the others, by its number or by the number that a backport names. */
export const carriedToo = (commits: readonly KeptCommit[], others: readonly KeptCommit[]): ReadonlySet<string> => {
  const carried = new Set(others.filter(isPlain).flatMap(({ message }) => [message.pull ?? [], message.backportOf ?? []].flat()));
  const isCarried = ({ message: { pull, backportOf } }: KeptCommit): boolean =>
    (pull !== undefined && carried.has(pull)) || (backportOf !== undefined && carried.has(backportOf));
  return new Set(commits.filter((commit) => isPlain(commit) && isCarried(commit)).map(({ id }) => id));
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
];

const numbered = (number: number): string => `#${number}`;

/** Without what tools put around the title of a pick: a branch in front, a type, numbers and the word behind. */
const titleOf = (summary: string): string => {
  let title = summary.slice(0, 200).toLowerCase();
  if (title.startsWith("[")) title = title.slice(title.indexOf("]") + 1).trimStart();
  title = title.replace(/^[a-z][\w-]*(?:\([^()]*\))?!?: /, "");
  for (let open = title.lastIndexOf(" ("); title.endsWith(")") && open > 0; open = title.lastIndexOf(" (")) {
    if (!/^(?:#\d+|cherry[- ]?pick|backport)/.test(title.slice(open + 2))) break;
    title = title.slice(0, open);
  }
  return title;
};
