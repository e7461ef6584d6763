import { type Change, type Comparison, judgeChanges, type Labels } from "../../domain/change.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { HeadCount } from "../../domain/head-count.ts";
import type { KnownAuthors, PeopleRules } from "../../domain/person.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneLook, LocalClone } from "../../domain/ports/local-clone.ts";
import type { Train } from "../../domain/train.ts";
import { formatVersion, nextVersion, releasesIn, type TaggedVersion } from "../../domain/version.ts";
import { beginRange, type ChosenRange, earlierRange, type RangeEnds, type RangeWish } from "./choose-range.ts";
import { compareCommits } from "./compare-commits.ts";
import { guessedNames, guessedPeople, rulesOfTrain } from "./list-rules.ts";
import { mainCommit } from "./main-commit.ts";
import { type ReadRange, readRange } from "./read-range.ts";

/** One repository of a release, and what of it is asked for. */
export interface RepositoryWish extends RangeWish {
  readonly clone: LocalClone;
  /** Its configuration; without one it is as `init` would guess it. */
  readonly train?: Train | undefined;
  /** Tag pattern instead of the configured or guessed one. */
  readonly tag?: string;
  /** Asks a forge for labels by pull request, given the repository's name there. */
  readonly labels?: (repository: string) => Promise<Labels>;
  /** Whether to find out who is new, which takes a look at everybody who committed before. */
  readonly newcomers: boolean;
}

/** What is new in one repository. */
export interface RepositoryChanges extends ChosenRange {
  readonly place: string;
  /** `owner/name` at the forge, or the folder's name. */
  readonly name: string;
  /** For a release's tag or branch, where it left the main branch: the tag itself where it is on it. */
  readonly branchPoint: ObjectId | undefined;
  /** What the train would call it, where it is not out and nobody named it. */
  readonly next: string | undefined;
  /** Newest first. */
  readonly changes: readonly Change[];
  readonly commits: number;
  readonly merges: number;
  readonly people: PeopleRules;
  /** Everybody who took part, to be judged by the rules of all repositories together. */
  readonly heads: HeadCount;
  readonly known: KnownAuthors | undefined;
}

/** Reads what is new in one repository: the same for the same commits, whatever is checked out elsewhere. */
export const readChanges = async (wish: RepositoryWish, tell: (commits: number) => void): Promise<RepositoryChanges> => {
  const { clone, train } = wish;
  const look = await clone.refs.look();
  const names = train === undefined ? guessedNames(look) : rulesOfTrain(train);
  const pattern = wish.tag ?? names.tag;
  const choice = await beginRange(clone, look, { tag: pattern, branch: () => names.branch }, wish);
  const read = (range: RangeEnds): Promise<ReadBetween> => readBetween(wish, look, range, tell);
  const [early, chosen] = await Promise.all([choice.likely === undefined ? undefined : read(choice.likely), choice.settled]);
  const isEarly = early !== undefined && choice.likely?.from?.commit === chosen.from?.commit;
  const found = within(
    chosen,
    isEarly ? early : await read(chosen),
    nextAfter(wish, chosen, () => releasesIn(look.tags, pattern)),
  );
  const isChosen = wish.from === undefined && chosen.from !== undefined && chosen.from.commit !== chosen.to.commit;
  if (found.commits > 0 || !isChosen) return found;
  const earlier = await earlierRange(clone, look, pattern, chosen);
  return earlier.from === chosen.from ? found : within(earlier, await read(earlier), undefined);
};

const within = (range: ChosenRange, { remarks, ...read }: ReadBetween, next: string | undefined): RepositoryChanges => ({
  ...range,
  ...read,
  next,
  notes: [...range.notes, ...remarks],
});

/** After the newest release comes the train's next one; what came after an older one may be a patch of it, or be out already. */
const nextAfter = (wish: RepositoryWish, { from, to }: RangeEnds, releases: () => readonly TaggedVersion[]): string | undefined => {
  const isNamed = wish.version !== undefined || wish.from !== undefined || to.version !== undefined;
  if (wish.train === undefined || isNamed) return undefined;
  const [newest] = releases();
  const isAfterNewest = newest !== undefined && from?.version === formatVersion(newest.version);
  return isAfterNewest ? formatVersion(nextVersion(newest.version, wish.train.version.bump)) : undefined;
};

/** What lies between two commits, however they were chosen. */
interface ReadBetween extends Omit<RepositoryChanges, keyof ChosenRange | "next"> {
  readonly remarks: readonly string[];
}

const readBetween = async (
  wish: RepositoryWish,
  look: CloneLook,
  { from, to }: RangeEnds,
  tell: (commits: number) => void,
): Promise<ReadBetween> => {
  const { clone, train, newcomers } = wish;
  const main = await mainCommit(clone, look);
  // git counts the commits while we find out about people, and compares while it looks where the branch began.
  const asked = {
    known: from === undefined || !newcomers ? undefined : clone.history.authors(from.commit),
    branchPoint: main === undefined || to.version === undefined ? undefined : clone.lines.branchPoint(to.commit, main),
    labels: labelsOf(wish, look),
  };
  const compared = async (): Promise<Compared> => {
    const [read, people] = await Promise.all([
      readRange(clone.history, { to: to.commit, from: from?.commit }, tell),
      train === undefined ? guessPeople(clone, look, main) : rulesOfTrain(train).people,
    ]);
    return {
      read,
      people,
      comparison: await compareCommits({ clone, kept: read.kept, previous: read.previous, to: to.commit, main, people }),
    };
  };
  const [{ read, people, comparison }, known, branchPoint, told] = await Promise.all([
    compared(),
    asked.known,
    asked.branchPoint,
    asked.labels,
  ]);
  const changes = judgeChanges(read.kept, { labels: told.labels, compared: comparison });
  return {
    remarks: [...told.notes, ...notesOf(look, read)],
    place: look.place,
    name: look.origin ?? look.folder,
    branchPoint,
    changes,
    commits: read.commits,
    merges: read.merges,
    people,
    heads: headsOf(read, changes),
    known,
  };
};

interface Compared {
  readonly read: ReadRange;
  readonly people: PeopleRules;
  readonly comparison: Comparison;
}

/** Labels are never required: a forge that does not answer is told, and nothing else. */
const labelsOf = async (
  { labels }: RepositoryWish,
  { origin }: CloneLook,
): Promise<{ readonly labels: Labels; readonly notes: readonly string[] }> => {
  if (labels === undefined || origin === undefined) return { labels: new Map(), notes: [] };
  try {
    return { labels: await labels(origin), notes: [] };
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.explanation.fault !== "world") throw error;
    return { labels: new Map(), notes: [`labels are not known: ${error.explanation.what}`] };
  }
};

const guessPeople = async (clone: LocalClone, look: CloneLook, main: ObjectId | undefined): Promise<PeopleRules> =>
  guessedPeople(look, main === undefined ? [] : await clone.history.lately(main));

const headsOf = ({ others }: ReadRange, changes: readonly Change[]): HeadCount => {
  for (const change of changes) others.add(change);
  return others;
};

const notesOf = ({ altered }: CloneLook, { commits, kept }: ReadRange): readonly string[] => [
  ...(altered ? ["this clone has grafts or replacements, which only it knows of; the history everybody else has is what counts"] : []),
  ...(commits > kept.length ? [`only the newest ${kept.length} of ${commits} commits are told one by one; all are counted`] : []),
];
