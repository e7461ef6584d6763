import { type Change, entries } from "../../domain/change.ts";
import { type Contributor, contributorsOf } from "../../domain/contributor.ts";
import { headCount } from "../../domain/head-count.ts";
import type { KnownAuthors, PeopleRules, Person } from "../../domain/person.ts";
import { joinedPeople } from "./list-rules.ts";
import { type RepositoryChanges, type RepositoryWish, readChanges } from "./read-changes.ts";

/** What is new in a release, over all its repositories. */
export interface ChangeList {
  readonly repositories: readonly ListedRepository[];
  readonly rules: PeopleRules;
  /** One for each e-mail, as `git shortlog` counts. */
  readonly people: readonly Person[];
  /** One for each human being or bot. */
  readonly contributors: readonly Contributor[];
  readonly counts: Counts;
}

export interface ListedRepository extends Omit<RepositoryChanges, "heads" | "known" | "people"> {
  /** The changes to tell people about. */
  readonly told: readonly Change[];
}

export interface Counts {
  readonly commits: number;
  readonly merges: number;
  /** Changes to tell people about. */
  readonly changes: number;
  /** E-mails of authors after `.mailmap`, bots included. */
  readonly authors: number;
  readonly bots: number;
  /** Authors who are no bots and new by e-mail and name; undefined where nobody could be known before. */
  readonly firstTime: number | undefined;
  readonly doubtful: number | undefined;
}

/** Lists what is new. A person who took part in two repositories is one, and new only where they are new in all. */
export const listChanges = async (wishes: readonly RepositoryWish[], tell: (commits: number) => void = () => {}): Promise<ChangeList> => {
  const told = wishes.map(() => 0);
  const read = await Promise.all(
    wishes.map((wish, at) =>
      readChanges(wish, (commits) => {
        told[at] = commits;
        tell(told.reduce((sum, each) => sum + each, 0));
      }),
    ),
  );
  const rules = joinedPeople(read.map((each) => each.people));
  const heads = headCount();
  for (const each of read) heads.join(each.heads);
  const known = joinedAuthors(read.flatMap((each) => each.known ?? []));
  const people = heads.people(rules, known);
  const repositories = read.map(({ heads: _, known: __, people: ___, ...each }) => ({ ...each, told: entries(each.changes) }));
  return { repositories, rules, people, contributors: contributorsOf(people), counts: countsOf(repositories, people, known !== undefined) };
};

const joinedAuthors = (all: readonly KnownAuthors[]): KnownAuthors | undefined =>
  all.length === 0
    ? undefined
    : { emails: new Set(all.flatMap(({ emails }) => [...emails])), names: new Set(all.flatMap(({ names }) => [...names])) };

const countsOf = (repositories: readonly ListedRepository[], people: readonly Person[], isKnown: boolean): Counts => {
  const authors = people.filter((each) => each.commits > 0);
  const ofNewcomer = (newcomer: Person["newcomer"]): number | undefined =>
    isKnown ? authors.filter((each) => each.newcomer === newcomer).length : undefined;
  const sum = (of: (each: ListedRepository) => number): number => repositories.reduce((total, each) => total + of(each), 0);
  return {
    commits: sum((each) => each.commits),
    merges: sum((each) => each.merges),
    changes: sum((each) => each.told.length),
    authors: authors.length,
    bots: authors.filter((each) => each.kind === "bot").length,
    firstTime: ofNewcomer("first-time"),
    doubtful: ofNewcomer("doubtful"),
  };
};
