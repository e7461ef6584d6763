import type { ChangeList, ListedRepository } from "../app/changes/list-changes.ts";
import type { Change } from "../domain/change.ts";
import type { Signature } from "../domain/commit.ts";
import { botTest, creditsOf } from "../domain/person.ts";
import type { ListedChanges } from "./surroundings.ts";

/** The document of `changes --json`; docs/changes.md says what each field means, and none goes away or changes its meaning. Texts are as they came. */
export const changesJson = (list: ChangeList, log: ListedChanges["log"]): Readonly<Record<string, unknown>> => ({
  counts: list.counts,
  repositories: list.repositories.map((each) => repositoryJson(each, botTest(list.rules.bots))),
  people: list.contributors,
  authors: list.people,
  ...(log !== undefined && { log }),
});

type IsBot = (who: Signature) => boolean;

const repositoryJson = (repository: ListedRepository, isBot: IsBot) => {
  const { place, name, from, to, next, branchPoint, commits, merges, changes, told, notes } = repository;
  const listed = new Set(told.map((each) => each.commit));
  return {
    place,
    name,
    from: from ?? null,
    to,
    next: next ?? null,
    branchPoint: branchPoint ?? null,
    commits,
    merges,
    changes: changes.map((change) => changeJson(change, listed.has(change.commit), isBot)),
    notes,
  };
};

const changeJson = (change: Change, told: boolean, isBot: IsBot) => {
  const { commit, subject, summary, category, type, scope, breaking, breakingNote, pull, backportOf, issues, references } = change;
  const { labels, author, coAuthors, date, merge, partOf, standing, released } = change;
  return {
    commit,
    told,
    subject,
    summary,
    category,
    type: type ?? null,
    scope: scope ?? null,
    breaking,
    breakingNote: breakingNote ?? null,
    pull: pull ?? null,
    backportOf: backportOf ?? null,
    issues,
    references,
    labels,
    author,
    coAuthors,
    credits: creditsOf(change, isBot),
    date,
    merge,
    partOf: partOf ?? null,
    standing,
    released: released === true,
  };
};
