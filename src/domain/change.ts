import { hasBotSign } from "./bot-signs.ts";
import { type Category, type CategoryRules, categoryOf } from "./category.ts";
import { childrenFirst } from "./change-order.ts";
import { broughtBy } from "./change-parts.ts";
import { type Standing, standings } from "./change-standing.ts";
import type { RawCommit, Signature } from "./commit.ts";
import { type CommitMessage, readMessage } from "./commit-message.ts";

/** One commit of a release, read and judged. Plain data; texts are hostile and not escaped. */
export interface Change extends Omit<CommitMessage, "coAuthors"> {
  readonly commit: string;
  readonly subject: string;
  readonly merge: boolean;
  /** After `.mailmap`. */
  readonly author: Signature;
  /** The author as written in the commit, where `.mailmap` says otherwise. */
  readonly written?: Signature;
  /** Who wrote the commit that this one carries to another branch, where somebody else did. */
  readonly original?: Signature;
  readonly coAuthors: readonly Signature[];
  /** Author date, seconds since 1970. */
  readonly date: number;
  /** The merge commit that brought it. */
  readonly partOf?: string;
  /** Whether the previous release holds the same change already, under another id. */
  readonly released?: true;
  /** Labels of its pull request, where a forge told them. */
  readonly labels: readonly string[];
  readonly category: Category;
  readonly standing: Standing;
}

/** Labels by pull request number, as far as known; never required. */
export type Labels = ReadonlyMap<number, readonly string[]>;

/** What is known of commits beyond their own text, by id; each is only an improvement. */
export interface Comparison {
  /** What a commit changes, fit to be compared. */
  readonly patches?: ReadonlyMap<string, string>;
  /** Author of the commit that this one was picked from. */
  readonly originals?: ReadonlyMap<string, Signature>;
  /** Commits whose change the previous release holds already. */
  readonly released?: ReadonlySet<string>;
  /** Co-authors after `.mailmap`. */
  readonly mapped?: (who: Signature) => Signature;
}

export interface ChangeRules {
  readonly categories?: Partial<CategoryRules>;
  readonly labels?: Labels;
  readonly compared?: Comparison;
}

/** A commit without its body, whose text has been read: small enough to keep many. */
export interface KeptCommit extends Pick<RawCommit, "id" | "parents" | "author" | "mapped" | "date" | "subject"> {
  readonly message: CommitMessage;
}

export const keepCommit = ({ id, parents, author, mapped, date, subject, body }: RawCommit): KeptCommit => ({
  id,
  parents,
  author,
  ...(mapped !== undefined && { mapped }),
  date,
  subject: subject.slice(0, 4096),
  message: readMessage(subject, body),
});

/** Reads the commits of a release, given and returned newest first: one change for each, with category, and reverts settled. */
export const collectChanges = (commits: readonly RawCommit[], rules: ChangeRules = {}): readonly Change[] =>
  judgeChanges(commits.map(keepCommit), rules);

/** As `collectChanges`, of commits whose texts have been read. */
export const judgeChanges = (
  given: readonly KeptCommit[],
  { categories, labels = new Map(), compared = {} }: ChangeRules = {},
): readonly Change[] => {
  const rules: CategoryRules = { types: categories?.types ?? {}, labels: categories?.labels ?? {} };
  const { patches, originals, released, mapped = same } = compared;
  const commits = childrenFirst(given);
  const owner = broughtBy(commits);
  const standing = standings(
    commits.map(({ id, subject, message }) => {
      const [partOf, patch] = [owner.get(id), patches?.get(id)];
      return { id, subject, message, ...(partOf !== undefined && { partOf }), ...(patch !== undefined && { patch }) };
    }),
  );
  return commits.map((commit) => {
    const { id, message } = commit;
    const [partOf, original] = [owner.get(id), originals?.get(id)];
    const own = (message.pull === undefined ? undefined : labels.get(message.pull)) ?? [];
    return {
      ...message,
      commit: id,
      subject: commit.subject.slice(0, 1000),
      merge: commit.parents.length > 1,
      author: commit.mapped ?? commit.author,
      ...(commit.mapped !== undefined && { written: commit.author }),
      ...(original !== undefined && { original }),
      coAuthors: message.coAuthors.map(mapped),
      date: commit.date,
      ...(partOf !== undefined && { partOf }),
      ...(released?.has(id) === true && { released: true }),
      labels: own,
      category: categoryOf({ ...message, byMachine: isMachines(commit) }, own, rules),
      standing: standing.get(id) ?? { is: "stands" },
    };
  });
};

/** What a bot picked, brought back or merged is not its own. */
const isMachines = ({ parents, author, mapped, message }: KeptCommit): boolean =>
  parents.length < 2 && message.pickedFrom.length === 0 && message.backportOf === undefined && hasBotSign(mapped ?? author);

const same = (who: Signature): Signature => who;

/**
 * The changes to tell people about, in the same order: one for each pull request, whether squashed or merged, and one for each commit
 * that came without. Left out: what was reverted inside the range, duplicates, and merges that are no pull request.
 */
export const entries = (changes: readonly Change[]): readonly Change[] => oneForEach(changes, ({ is }) => is === "stands");

/** What came and went inside the range, in the same order and one for each in the same way: what was reverted, and what reverted it. */
export const takenBack = (changes: readonly Change[]): readonly Change[] =>
  oneForEach(changes, ({ is }) => is === "reverted" || is === "reverts");

const oneForEach = (changes: readonly Change[], isWanted: (standing: Standing) => boolean): readonly Change[] => {
  const inPull = broughtByPull(changes);
  const told = new Set<number>();
  return changes.filter(({ standing, pull, merge, partOf }) => {
    if (!isWanted(standing)) return false;
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
