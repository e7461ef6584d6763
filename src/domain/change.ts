import { type Category, type CategoryRules, categoryOf } from "./category.ts";
import { broughtBy } from "./change-parts.ts";
import { type ReadCommit, type Standing, standings } from "./change-standing.ts";
import { authorOf, type RawCommit, type Signature } from "./commit.ts";
import { type CommitMessage, readMessage } from "./commit-message.ts";

/** One commit of a release, read and judged. Plain data; texts are hostile and not escaped. */
export interface Change extends Omit<CommitMessage, "coAuthors"> {
  readonly commit: string;
  readonly subject: string;
  readonly merge: boolean;
  /** After `.mailmap`. */
  readonly author: Signature;
  readonly coAuthors: readonly Signature[];
  /** Author date, seconds since 1970. */
  readonly date: number;
  /** The merge commit that brought it. */
  readonly partOf?: string;
  /** Labels of its pull request, where a forge told them. */
  readonly labels: readonly string[];
  readonly category: Category;
  readonly standing: Standing;
}

/** Labels by pull request number, as far as known; never required. */
export type Labels = ReadonlyMap<number, readonly string[]>;

export interface ChangeRules {
  readonly categories?: Partial<CategoryRules>;
  readonly labels?: Labels;
}

/** Reads the commits of a release, given and returned newest first: one change for each, with category, and reverts settled. */
export const collectChanges = (commits: readonly RawCommit[], { categories, labels = new Map() }: ChangeRules = {}): readonly Change[] => {
  const rules: CategoryRules = { types: categories?.types ?? {}, labels: categories?.labels ?? {} };
  const owner = broughtBy(commits);
  const read = commits.map(({ id, subject, body }): ReadCommit => {
    const partOf = owner.get(id);
    return { id, subject, message: readMessage(subject, body), ...(partOf !== undefined && { partOf }) };
  });
  const standing = standings(read);
  return commits.map((commit, at) => {
    const message = read[at]?.message ?? readMessage(commit.subject, commit.body);
    const partOf = read[at]?.partOf;
    const own = (message.pull === undefined ? undefined : labels.get(message.pull)) ?? [];
    return {
      ...message,
      commit: commit.id,
      subject: commit.subject.slice(0, 1000),
      merge: commit.parents.length > 1,
      author: authorOf(commit),
      date: commit.date,
      ...(partOf !== undefined && { partOf }),
      labels: own,
      category: categoryOf(message, own, rules),
      standing: standing.get(commit.id) ?? { is: "stands" },
    };
  });
};

/**
 * The changes to tell people about, in the same order: one for each pull request, whether squashed or merged, and one for each commit
 * that came without. Left out: what was reverted inside the range, duplicates, and merges that are no pull request.
 */
export const entries = (changes: readonly Change[]): readonly Change[] => {
  const inPull = broughtByPull(changes);
  const told = new Set<number>();
  return changes.filter(({ standing, pull, merge, partOf }) => {
    if (standing.is !== "stands") return false;
    if (pull === undefined) return !merge && (partOf === undefined || !inPull.has(partOf));
    if (told.has(pull)) return false;
    told.add(pull);
    return true;
  });
};

/** The entries whose pull request carries a label such as `highlight`; none while labels are unknown. */
export const highlights = (changes: readonly Change[], label: string): readonly Change[] =>
  entries(changes).filter((change) => change.labels.includes(label));

/** Merges that are pull requests, or were brought by one however deep. Newest first means that whoever brought a merge was seen before it. */
const broughtByPull = (changes: readonly Change[]): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { commit, merge, pull, partOf } of changes)
    if (merge && (pull !== undefined || (partOf !== undefined && found.has(partOf)))) found.add(commit);
  return found;
};
