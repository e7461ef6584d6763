import { type Change, entries, highlights } from "./change.ts";
import { type Credited, creditedPeople, newcomers, outsiders } from "./credited.ts";
import type { Survey } from "./survey.ts";

/** A change as every text tells it. Hostile, and escaped for no sink yet. */
export interface Told {
  /** The change, its pull request, and whom from outside it is owed to. */
  readonly line: string;
  /** What else its author says about a change that breaks something. */
  readonly note?: string;
}

/** The one set of facts from which all texts of a release are told: nothing here knows a sink, so nothing differs between them but escaping. */
export interface StoryFacts {
  readonly version: string;
  readonly previous: string;
  /** The day that texts name. */
  readonly day: string;
  readonly changes: readonly Told[];
  /** Changes that carry the highlight label; none while labels are unknown. */
  readonly highlights: readonly Told[];
  readonly breaking: readonly Told[];
  /** Everybody from outside, each with one spelling. */
  readonly contributors: readonly string[];
  readonly firstTimers: readonly string[];
  readonly links: Links;
}

/** Addresses that texts lead to; never one that leads nowhere. */
export interface Links {
  /** Where people read what is new. */
  readonly post: string;
  readonly notes: string;
  /** Every commit since the version before. */
  readonly compare: string;
}

export interface FactsRequest {
  readonly survey: Pick<Survey, "changes" | "people" | "previous">;
  readonly version: string;
  readonly day: string;
  readonly highlight: string | undefined;
  readonly links: Links;
}

/** The facts of a release, from what changed and who did it. */
export const storyFacts = ({ survey, version, day, highlight, links }: FactsRequest): StoryFacts => {
  const credited = creditedPeople(survey.people);
  const told = entries(survey.changes);
  const marked = highlight === undefined ? [] : highlights(survey.changes, highlight);
  const tell = teller(credited);
  return {
    version,
    previous: survey.previous.version,
    day,
    changes: told.map(tell),
    highlights: marked.map(tell),
    breaking: told.filter((each) => each.breaking).map(tell),
    contributors: outsiders(credited).map((each) => each.spelled),
    firstTimers: newcomers(credited).map((each) => each.spelled),
    links,
  };
};

const teller = (credited: readonly Credited[]): ((change: Change) => Told) => {
  const byEmail = new Map(outsiders(credited).flatMap((each) => each.emails.map((email) => [email, each.spelled] as const)));
  return ({ summary, pull, author, coAuthors, breakingNote }) => {
    const owed = [...new Set([author, ...coAuthors].flatMap(({ email }) => byEmail.get(email.toLowerCase()) ?? []))];
    return {
      line: `${oneLine(summary)}${pull === undefined ? "" : ` (#${pull})`}${owed.length === 0 ? "" : `, by ${listed(owed)}`}`,
      ...(breakingNote === undefined ? {} : { note: oneLine(breakingNote) }),
    };
  };
};

/** A name or a summary that brings its own line breaks must not begin a line of its own in any text. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const listed = (names: readonly string[]): string => {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
};
