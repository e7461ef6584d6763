import { type Change, collectChanges, highlights, type Labels } from "../domain/change.ts";
import type { RawCommit } from "../domain/commit.ts";
import { ReleaseError } from "../domain/errors.ts";
import { peopleOf } from "../domain/head-count.ts";
import type { KnownAuthors, Person } from "../domain/person.ts";
import type { Members } from "../domain/ports/forge.ts";
import type { ObjectId } from "../domain/ports/git.ts";
import type { AppParts } from "./parts.ts";

/** What changed and who did it, and what could not be known about it. */
export interface Contributions {
  readonly changes: readonly Change[];
  readonly people: readonly Person[];
  readonly notes: readonly string[];
}

/** Judges the commits of a release, with what the forge tells of labels and of the staff, and everybody who committed before. */
export const contributionsOf = async (parts: AppParts, commits: readonly RawCommit[], previous: ObjectId): Promise<Contributions> => {
  const { train, ports } = parts;
  const [marked, known] = await Promise.all([highlighted(parts), ports.history.authors(train.repository.name, previous)]);
  const changes = collectChanges(commits, { labels: marked.labels });
  const judged = await withMembers(parts, peopleOf(changes, train.contributors, known satisfies KnownAuthors));
  const highlightNotes = marked.unknown === undefined ? noHighlights(changes, train.post?.highlight) : [marked.unknown];
  return { changes, people: judged.people, notes: [...highlightNotes, ...judged.notes] };
};

interface Marked {
  /** Of the pull requests that carry the highlight label; none when the train has no such label. */
  readonly labels: Labels;
  /** Why labels are not known. */
  readonly unknown?: string;
}

/** A forge that will not tell labels costs the highlights and nothing else. */
const highlighted = async ({ train, ports, onReading }: AppParts): Promise<Marked> => {
  const label = train.post?.highlight;
  if (label === undefined) return { labels: new Map() };
  onReading(`pull requests labelled ${label}`);
  const answer = await unlessRefused(ports.labels.carrying(train.repository.name, label));
  if (answer.is === "refused")
    return { labels: new Map(), unknown: `Labels are not known, so the texts have no highlights: ${answer.what}` };
  return { labels: new Map(answer.told.map((number) => [Number(number), [label]])) };
};

const noHighlights = (changes: readonly Change[], label: string | undefined): readonly string[] =>
  label === undefined || highlights(changes, label).length > 0
    ? []
    : [`No pull request of this release carries the label ${label}, so the texts have no highlights.`];

/** More accounts of one release than this are not asked about, and so many at once. */
const mostAsked = 200;
const atOnce = 8;

/** People from outside whose account belongs to the train's organisation are staff. What the forge will not tell leaves everybody as they are. */
const withMembers = async (
  { train, ports, onReading }: AppParts,
  people: readonly Person[],
): Promise<Pick<Contributions, "people" | "notes">> => {
  const organisation = train.contributors.githubOrganisation;
  const accounts = [...new Set(people.flatMap((each) => outsideAccount(each) ?? []))];
  if (organisation === undefined || accounts.length === 0) return { people, notes: [] };
  onReading(`members of ${organisation}`);
  const asked = accounts.slice(0, mostAsked);
  const answer = await unlessRefused(membersOf(ports.members, organisation, asked));
  if (answer.is === "refused")
    return {
      people,
      notes: [`Who belongs to ${organisation} is not known, so its members may be thanked as from outside: ${answer.what}`],
    };
  const { told } = answer;
  if (told === undefined)
    return { people, notes: [`There is no organisation ${organisation} at GitHub, so its members may be thanked as from outside.`] };
  const isMember = (each: Person): boolean => told.has(outsideAccount(each) ?? "");
  const left = accounts.length - asked.length;
  return {
    people: people.map((each) => (isMember(each) ? { ...each, kind: "staff" } : each)),
    notes: left === 0 ? [] : [`${left} accounts were not looked up in ${organisation}, which is done for ${mostAsked} of a release.`],
  };
};

const outsideAccount = ({ kind, handle }: Person): string | undefined => (kind === "external" ? handle?.toLowerCase() : undefined);

/** Nothing where there is no such organisation: nobody belongs to one that is misspelt, which says nothing about anybody. */
const membersOf = async (members: Members, organisation: string, accounts: readonly string[]): Promise<ReadonlySet<string> | undefined> => {
  const found = await membersAmong(accounts, (account) => members.isMember(organisation, account));
  return found.size > 0 || (await members.exists(organisation)) ? found : undefined;
};

const membersAmong = async (accounts: readonly string[], ask: (account: string) => Promise<boolean>): Promise<ReadonlySet<string>> => {
  const members = new Set<string>();
  // The first is asked alone: a credential that is not told of one is told of none.
  for (let from = 0; from < accounts.length; from += from === 0 ? 1 : atOnce) {
    const some = accounts.slice(from, from === 0 ? 1 : from + atOnce);
    const answers = await Promise.all(some.map(ask));
    for (const [at, account] of some.entries()) if (answers[at] === true) members.add(account);
  }
  return members;
};

type Told<Answer> = { readonly is: "told"; readonly told: Answer } | { readonly is: "refused"; readonly what: string };

/** What the forge tells, or why it will not, now or later; a forge that is only down is waited for. */
const unlessRefused = async <Answer>(asking: Promise<Answer>): Promise<Told<Answer>> => {
  try {
    return { is: "told", told: await asking };
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.explanation.retry !== "never" || error.explanation.fault !== "world") throw error;
    return { is: "refused", what: error.explanation.what };
  }
};
