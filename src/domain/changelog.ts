import { categories, isUsualType } from "./category.ts";
import type { Change } from "./change.ts";
import { type ChangelogForm, groupFor, ownFileForm, quietCategories } from "./changelog-form.ts";
import { formatDate } from "./date-form.ts";
import { fillEntry, linkNumbers } from "./entry-template.ts";
import { mergeDraft } from "./merge-draft.ts";
import { type PastChangelog, preReleasesOf, readChangelog } from "./past-sections.ts";
import { keepsPreReleases, type Pending, pendingAgain, pendingFor } from "./pending-section.ts";
import { handleOf, type Person } from "./person.ts";
import type { PlainDate } from "./plain-date.ts";
import { preReleaseCut } from "./pre-release-cut.ts";
import { type RankedEntry, rankEntries } from "./rank-entries.ts";
import { modelAmong, readForm } from "./read-form.ts";
import { underlineLike } from "./underline.ts";
import { compareVersions, formatVersion, type Version } from "./version.ts";

/** A section that was drafted before and may have been edited since. */
export interface EarlierDraft {
  /** As it stands now, heading included. */
  readonly section: string;
  /** The parts of the changelog that became it. */
  readonly takes: readonly string[];
  /** Ids of the commits that boarded since the branch was cut. */
  readonly boarded: ReadonlySet<string>;
}

export interface ChangelogFacts {
  readonly changes: readonly Change[];
  readonly people: readonly Person[];
  readonly version: Version;
  readonly previous: Version | undefined;
  /** The day in the heading; none where the project gives none. */
  readonly date: PlainDate | undefined;
  /** The changelog as it stands; a section of this version in it is passed over. Undefined for a project without one. */
  readonly changelog: string | undefined;
  /** The changelog of the version before, where each has a file of its own: the form to follow. */
  readonly model?: string;
  /** What an earlier draft of this version came to; absent the first time. */
  readonly earlier?: EarlierDraft;
  /** `https://github.com/owner/name`, for links. */
  readonly repositoryUrl: string;
  /** Makes hostile text plain text of the changelog's markup; every subject goes through it. */
  readonly escape: (text: string) => string;
}

/** What a new version's section could be. */
export interface ChangelogDraft {
  /** Heading line, entries, one newline at the end, in the project's own form. */
  readonly section: string;
  /** Every entry that could be told, the most probable first. */
  readonly ranked: readonly RankedEntry[];
  /** Those that the section leaves out, in the same order. */
  readonly aside: readonly RankedEntry[];
  /** Parts of the changelog that become this section: `unreleased`, and versions of pre-releases. */
  readonly takes: readonly string[];
}

/**
 * Drafts the section of a new version in the form of those before it. What people began below `Unreleased` or for a pre-release is the
 * section, and what they did not mention is left aside; where they began nothing, a list of everything gets everything, and a list written by hand
 * gets what people usually write about.
 */
export const draftChangelog = (facts: ChangelogFacts): ChangelogDraft => {
  const past = facts.changelog === undefined ? undefined : withoutVersion(readChangelog(facts.changelog), facts.version);
  const model = past !== undefined && past.sections.length > 0 ? past : facts.model === undefined ? past : readChangelog(facts.model);
  const read = model === undefined ? ownFileForm : readForm(model.sections, facts.version);
  const form = model !== undefined && comparesWithPreRelease(read, model, facts.version) ? comparing(read) : read;
  const begunBefore = facts.earlier !== undefined && facts.earlier.takes.length > 0;
  const pending = begunBefore ? pendingAgain(facts.earlier) : past === undefined ? undefined : pendingFor(past, facts.version);
  const ranked = rankEntries(facts.changes, {
    past: model?.sections ?? [],
    preReleases: model?.preReleases ?? [],
    referred: form.referred,
    begun: pending?.numbers ?? [],
  });
  const listed = listedOf(ranked, form, {
    pending,
    boarded: facts.earlier?.boarded ?? new Set(),
    onlyFresh: (past !== undefined && keepsPreReleases(past)) || form.heading.includes("{before}"),
  });
  const section = pending === undefined ? sectionOf(listed, form, facts) : pendingSection(pending, listed, { form, facts });
  const told = new Set(pending?.numbers);
  return {
    section,
    ranked,
    aside: ranked.filter((entry) => !listed.includes(entry) && !entry.numbers.some((number) => told.has(number))),
    takes: pending?.takes ?? [],
  };
};

/**
 * A project that keeps sections of pre-releases tells in a release what is newer than the last of them, and so that is what it is compared with; unless
 * the section that is followed had pre-releases too and does otherwise. Where no release of its kind is known, the tag before is what tools compare with.
 */
const comparesWithPreRelease = ({ heading }: ChangelogForm, past: PastChangelog, version: Version): boolean => {
  const followed = modelAmong(past.sections, version)?.version;
  if (!heading.includes("{previous}...") || followed === undefined) return false;
  const isOfItsKind = past.sections.some((each) => (each.version.patch === 0) === (version.patch === 0));
  return !isOfItsKind || (keepsPreReleases(past) && preReleasesOf(past, followed).length === 0);
};

const comparing = (form: ChangelogForm): ChangelogForm => ({ ...form, heading: form.heading.replace("{previous}...", "{before}...") });

const withoutVersion = (past: PastChangelog, version: Version): PastChangelog => ({
  ...past,
  sections: past.sections.filter((each) => compareVersions(each.version, version) !== 0),
});

interface Choosing {
  readonly pending: Pending | undefined;
  readonly boarded: ReadonlySet<string>;
  readonly onlyFresh: boolean;
}

/** The entries that the draft itself puts in, in the order of the changes. Where people choose, only what boarded after they chose is added. */
const listedOf = (
  ranked: readonly RankedEntry[],
  form: ChangelogForm,
  { pending, boarded, onlyFresh }: Choosing,
): readonly RankedEntry[] => {
  const told = new Set(pending?.numbers);
  const isChosen = pending !== undefined && form.quiet.length === 0;
  return ranked
    .filter(
      (entry) => !entry.isTakenBack && !entry.isTold && (entry.isFresh || !onlyFresh) && !entry.numbers.some((number) => told.has(number)),
    )
    .filter(({ change }) => !isChosen || boarded.has(change.commit))
    .filter(({ change, closes }) => !form.referred || change.pull !== undefined || closes !== undefined)
    .filter((entry) =>
      quietCategories.includes(entry.category) ? form.quiet.includes(entry.category) : form.quiet.length > 0 || isNotable(entry),
    )
    .toSorted((a, b) => a.at - b.at);
};

/** What its author gave a type is what the type says; of plain sentences some are noise. */
const isNotable = ({ change, score }: RankedEntry): boolean => score > 0 || (change.type !== undefined && isUsualType(change.type));

const sectionOf = (listed: readonly RankedEntry[], form: ChangelogForm, facts: ChangelogFacts): string => {
  const gap = "\n".repeat(1 + form.gap);
  const heading = headingOf(form, facts);
  const lines = (some: readonly RankedEntry[]): string => some.map((entry) => lineOf(entry, form, facts)).join("\n");
  const blocks = blocksOf(listed, form).map(({ title, entries }) => [title, lines(entries)].filter((text) => text !== "").join(gap));
  const all = form.everything === undefined || listed.length === 0 ? [] : [everything(form.everything, listed.length, lines(listed))];
  return `${[[heading, blocks[0] ?? ""].filter((text) => text !== "").join(gap), ...blocks.slice(1), ...all].join("\n\n")}\n`;
};

/** What people began, under the version's heading; a list of everything gets what they have not named yet. */
const pendingSection = (
  { body }: Pending,
  listed: readonly RankedEntry[],
  { form, facts }: { readonly form: ChangelogForm; readonly facts: ChangelogFacts },
): string => {
  const begun = `${headingOf(form, facts)}\n${form.emptyGroups ? body : withoutEmptyGroups(body)}`.trimEnd();
  return listed.length === 0
    ? `${begun}\n`
    : mergeDraft({ previousDraft: "", edited: `${begun}\n`, newDraft: sectionOf(listed, form, facts) });
};

const withoutEmptyGroups = (body: string): string => {
  const blocks = body.split(/^(?=#{2,6} )/m);
  return blocks.filter((block, at) => !/^#{2,6} [^\n]*\s*$/.test(block) || isParent(block, blocks[at + 1])).join("");
};

const isParent = (block: string, next: string | undefined): boolean =>
  next !== undefined && (/^#+/.exec(next)?.[0].length ?? 0) > (/^#+/.exec(block)?.[0].length ?? 0);

const everything = ({ open, close }: { readonly open: string; readonly close: string }, count: number, lines: string): string =>
  `${open.replace("{count}", `${count} change${count === 1 ? "" : "s"}`)}${lines}${close}`;

const headingOf = (form: ChangelogForm, { changes, version, previous, date }: ChangelogFacts): string => {
  const spelt = (some: Version | undefined): string => (some === undefined ? "" : formatVersion(some));
  const heading = fill(date === undefined ? form.undated : form.heading, {
    version: formatVersion(version),
    minor: `${version.major}.${version.minor}`,
    previous: spelt(previous),
    before: spelt(lastPreRelease(changes, version) ?? previous),
    date: date === undefined ? "" : formatDate(date, form.date),
  });
  return form.underlined === undefined ? heading : `${heading}\n${underlineLike(form.underlined, heading)}`;
};

/** The newest pre-release of a version that a commit of the range cuts. */
const lastPreRelease = (changes: readonly Change[], version: Version): Version | undefined =>
  changes
    .map(({ subject }) => preReleaseCut(subject))
    .find((cut) => cut !== undefined && compareVersions({ ...cut, pre: [] }, { ...version, pre: [] }) === 0);

interface Block {
  /** Heading line of a group; empty for a list without. */
  readonly title: string;
  readonly entries: readonly RankedEntry[];
}

const blocksOf = (listed: readonly RankedEntry[], form: ChangelogForm): readonly Block[] => {
  const { grouping } = form;
  if (grouping.is === "flat") return [{ title: "", entries: listed }];
  const groups = inGroups(listed, form);
  if (grouping.is === "words") return [{ title: "", entries: groups.flatMap(({ entries }) => entries) }];
  return groups.map(({ name, entries }) => ({ title: grouping.template.replace("{category}", () => name), entries }));
};

const inGroups = (
  listed: readonly RankedEntry[],
  form: ChangelogForm,
): readonly { readonly name: string; readonly entries: readonly RankedEntry[] }[] => {
  const groups = form.groups.map((group) => ({ ...group, entries: [] as RankedEntry[] }));
  for (const entry of listed) {
    const group = groupFor(entry.category, form.groups) ?? { name: "Other changes", category: "other" };
    const found = groups.find(({ name }) => name === group.name);
    if (found !== undefined) found.entries.push(entry);
    else {
      const later = groups.findIndex(({ category }) => categories.indexOf(category) > categories.indexOf(group.category));
      groups.splice(later < 0 ? groups.length : later, 0, { ...group, entries: [entry] });
    }
  }
  return groups.filter(({ entries }) => entries.length > 0 || form.emptyGroups);
};

const lineOf = (entry: RankedEntry, form: ChangelogForm, facts: ChangelogFacts): string => {
  const { change, closes } = entry;
  const word =
    form.grouping.is === "words" ? fill(form.grouping.template, { category: groupFor(entry.category, form.groups)?.name ?? "Other" }) : "";
  const handle = handleFor(change, facts.people);
  const line = fillEntry(form.entries, {
    text: linkNumbers(facts.escape(textOf(entry, form)), form.entries, facts.repositoryUrl),
    commit: change.commit,
    repository: facts.repositoryUrl,
    ...(change.pull !== undefined && { number: String(change.pull) }),
    ...(closes !== undefined && { issue: String(closes) }),
    ...(handle !== undefined && { handle }),
  });
  return `${form.bullet}${word}${line}`;
};

const textOf = ({ summary, title }: RankedEntry, form: ChangelogForm): string => {
  if (form.text === "subject") return title;
  return form.capital ? summary.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : summary;
};

const handleFor = ({ author }: Change, people: readonly Person[]): string | undefined => {
  const email = author.email.toLowerCase();
  return (people.find((person) => person.email === email)?.handle ?? handleOf(email))?.replace(/\[bot\]$/i, "");
};

/** Fills each `{name}` once over the whole template, so that braces inside a value stay as they are. */
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole));
