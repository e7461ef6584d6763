import type { questions } from "./errors/catalogue-questions.ts";

/** What a guard makes of what it saw: it is right · it is wrong, as said in words · nobody can know yet, and which step will tell. */
export type Judged =
  | { readonly is: "ok"; readonly evidence: string }
  | { readonly is: "violated"; readonly found: string }
  | { readonly is: "unknown"; readonly until: string; readonly why: string };

export const ok = (evidence: string): Judged => ({ is: "ok", evidence });
export const violated = (found: string): Judged => ({ is: "violated", found });
export const unknownUntil = (until: string, why: string): Judged => ({ is: "unknown", until, why });

/** One guard as people know it. */
export interface GuardEntry {
  readonly title: string;
  /** Of the question that it asks when it is violated. */
  readonly code: keyof typeof questions;
  /** What it makes sure of. */
  readonly sure: string;
  /** What a finished release looked like without it. */
  readonly lacked: string;
  /** Whether a named person may answer for a violation with `accept`; everything else is mended first. */
  readonly acceptable: boolean;
  /** Whether it must hold for ever, so that `verify` looks again after the release; the others are about one moment. */
  readonly lasts: boolean;
}

/** Every guard, by the name of its kind of step, in the order in which people read them. `src/checklist/guards` has one file for each. */
export const guardTable = {
  "guard-version": {
    title: "the version in the tagged commit",
    code: "VERSION_NOT_TAG",
    sure: "every version file says the release's version at the very commit that is tagged, and so does a VERSION file that said the previous one",
    lacked: "The version file at the tagged commit named another version than the tag.",
    acceptable: false,
    lasts: true,
  },
  "guard-changelog": {
    title: "the changelog's section",
    code: "CHANGELOG_UNWRITTEN",
    sure: "the changelog at the tagged commit has a section of the release, with something in it and nothing left to be written",
    lacked: "The tag's changelog had no section of its version, or one that was never filled in.",
    acceptable: true,
    lasts: true,
  },
  "guard-tags": {
    title: "one tag for the release",
    code: "TAG_TWICE",
    sure: "no other tag names the same version in another spelling",
    lacked: "A release had two tags, one with a v and one without, and tools followed either.",
    acceptable: true,
    lasts: true,
  },
  "guard-latest": {
    title: "latest goes forward",
    code: "LATEST_BACKWARDS",
    sure: "no tag that moves with every release names a higher version than the one to be launched",
    lacked: "A patch of an older line moved the latest tag back, and its followers with it.",
    acceptable: true,
    lasts: false,
  },
  "guard-chart-image": {
    title: "the image that the chart names",
    code: "IMAGE_UNPUBLISHED",
    sure: "every image of this release that the chart names is there, or is published by this release before the chart is merged",
    lacked: "The chart named an image of which only the -unstable build existed.",
    acceptable: false,
    lasts: true,
  },
  "guard-label": {
    title: "the label of the chart's pull request",
    code: "LABEL_MISSPELT",
    sure: "the chart's repository has the label, spelt as its workflows compare it, and the pull request carries it",
    lacked: "The label was written with a dash where the workflow compared it with a blank, so the chart's version did not move.",
    acceptable: true,
    lasts: false,
  },
  "guard-feed-date": {
    title: "the date in the feed",
    code: "FEED_MISDATED",
    sure: "wherever the feed tells of the version already, its date is the day of the launch",
    lacked: "The feed dated the release by the day of the freeze.",
    acceptable: false,
    lasts: false,
  },
  "guard-pull-requests": {
    title: "one pull request for each purpose",
    code: "PULL_REQUEST_TWICE",
    sure: "nobody else has opened a pull request for the chart, the post or the sync of this version, and nobody has merged one",
    lacked: "The same bump was opened twice, by hand and by an earlier attempt, and the second merge notified everybody again.",
    acceptable: true,
    lasts: false,
  },
  "guard-preflight": {
    title: "what comes after the tag",
    code: "PREFLIGHT_FAILED",
    sure: "no system outside is seen to refuse what comes after the tag: the token lives on, the tag may be pushed, the feed answers, the channels, the CDN and the last newsletter are there",
    lacked:
      "Not seen in a finished release, which would not show it: a credential that ends between the tag and the last announcement leaves a release out and untold.",
    acceptable: true,
    lasts: false,
  },
} as const satisfies Readonly<Record<string, GuardEntry>>;

export type GuardName = keyof typeof guardTable;

/** The entry of a kind of step that is a guard. */
export const guardEntry = (kind: string): GuardEntry | undefined =>
  Object.hasOwn(guardTable, kind) ? guardTable[kind as GuardName] : undefined;
