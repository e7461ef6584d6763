import type { Category } from "./category.ts";
import type { Change } from "./change.ts";
import { type ChangelogEntry, changelogEntries, entriesTakenBack } from "./changelog-entry.ts";
import type { PastSection } from "./past-sections.ts";
import { cutsPreRelease } from "./pre-release-cut.ts";
import { bulletsOf } from "./read-entry-form.ts";
import { toldSentences } from "./told-sentences.ts";
import { toldUpgrades } from "./told-upgrades.ts";
import { numbersNamed } from "./written-entries.ts";

/** An entry with how likely the project's people would tell of it; only the order of scores means something. */
export interface RankedEntry extends ChangelogEntry {
  readonly score: number;
  /** Its place among the entries as the changes have them. */
  readonly at: number;
  /** Newer than the last pre-release; all are where none was cut. */
  readonly isFresh: boolean;
  /** A section before names it already. */
  readonly isTold: boolean;
  /** It came and went inside the release. */
  readonly isTakenBack: boolean;
}

/** What people have written about already. */
export interface Telling {
  readonly past: readonly PastSection[];
  /** Sections of pre-releases: nothing in them is out, but they show what people tell, and how. */
  readonly preReleases?: readonly PastSection[];
  /** Whether every entry that they wrote refers to a number. */
  readonly referred?: boolean;
  /** Numbers that the section which they began for this version names. */
  readonly begun: readonly number[];
}

/**
 * The entries of a release, those first that people would most probably write about: what they began to tell, what came after the last pre-release, then by
 * kind of change, by what its author did about the changelog, and by how much it speaks like the entries of sections before: in the same words it is
 * told again. What a section before already tells comes late, then what has no number where every entry has one, and last what was taken back: nobody
 * got it, and some lists of everything name it all the same.
 */
export const rankEntries = (
  changes: readonly Change[],
  { past, preReleases = [], referred = false, begun }: Telling,
): readonly RankedEntry[] => {
  const standing = changelogEntries(changes);
  const all = [...standing, ...entriesTakenBack(changes)];
  const told = new Set(past.flatMap(({ text }) => numbersNamed(text)));
  const named = new Set(begun);
  const written = [...past.slice(0, 40), ...preReleases.slice(0, 40)];
  const likeness = likenessTo(written, standing);
  const fresh = sincePreRelease(changes);
  const isToldUpgrade = toldUpgrades(written);
  const isToldAgain = toldSentences(written);
  return all
    .map((entry, at) => ({
      ...entry,
      at,
      score: scoreOf(entry, likeness(entry), isToldAgain(entry.summary) || (!entry.change.dependency && isToldUpgrade(entry.summary))),
      isFresh: fresh.has(entry.change.commit),
      isTold: entry.change.pull !== undefined && told.has(entry.change.pull),
      isTakenBack: at >= standing.length,
    }))
    .toSorted((a, b) => rankOf(a, named, referred) - rankOf(b, named, referred) || b.score - a.score || a.at - b.at);
};

const rankOf = (
  { isFresh, isTold, isTakenBack, numbers, category }: RankedEntry,
  named: ReadonlySet<number>,
  referred: boolean,
): number => {
  if (isTakenBack) return 6;
  if (referred && numbers.length === 0 && !urgent.has(category)) return 5;
  return numbers.some((number) => named.has(number)) ? 0 : (isTold ? 3 : 1) + (isFresh ? 0 : 1);
};

/** What somebody has to see, also where no pull request brought it: an embargoed mend has none. */
const urgent: ReadonlySet<Category> = new Set(["breaking", "security"]);

/** Commits newer than the newest that cuts a pre-release; all of them where none was cut. */
const sincePreRelease = (changes: readonly Change[]): ReadonlySet<string> => {
  const cut = changes.findIndex(({ subject }) => cutsPreRelease(subject));
  return new Set((cut < 0 ? changes : changes.slice(0, cut)).map(({ commit }) => commit));
};

const scoreOf = (entry: ChangelogEntry, likeness: number, isToldUpgrade: boolean): number =>
  (isToldUpgrade ? weights.improvement : weights[entry.category] - noiseOf(entry)) +
  likeness +
  (writesChangelog(entry) ? 2.5 : 0) +
  Math.min(0.6, 0.2 * Math.log2(1 + entry.parts.length));

const weights: Readonly<Record<Category, number>> = {
  breaking: 4,
  security: 3.5,
  feature: 2.5,
  fix: 2,
  performance: 2,
  deprecation: 2,
  removal: 1.5,
  improvement: 1.5,
  other: 1,
  docs: -1.5,
  internal: -1.5,
  dependency: -3,
};

/** Its author wrote the entry in the pull request itself. */
const writesChangelog = ({ parts }: ChangelogEntry): boolean => parts.some(({ subject }) => /\bchange-?log\b/i.test(subject));

const noise: readonly (readonly [RegExp, number])[] = [
  [
    /^(?:cut|prepare|release|bump version|version bump)\b|\bmark\b.{0,40}\d\.\d|\bprepare(?: for)? release\b|\brelease candidate\b|\bin progress\b|\bchange-?log\b/i,
    4,
  ],
  [
    /^merge (?:branch|remote|tag|back)\b|^merge\b.*\b(?:release\b|(?:in)?to (?:main|master|release)\b)|\bmerge[-_/](?:back|main|master|rel|v?\d)|\bsync\b.*\bmain\b/i,
    4,
  ],
  [
    /\b(?:tests?|testing|flak[ey]+|benchmarks?|e2e|lint(?:er|ing)?|golangci|codecov|workflows?|ci|circleci|makefile|devcontainer|dependabot|renovate|docker ?file)\b/i,
    3,
  ],
  [
    /\b(?:typos?|docs?|documentation|readme|comments?|grammar|affiliation|e-?mail address|maintainers?|translations?|copyright|logos?|website|adopters?|partners?|triagers?|commercial support|trademark|tutorial|links?)\b|\.md\b/i,
    3,
  ],
  [/\b(?:refactor(?:ing)?|clean ?up|rename|simplify|unused|nits?|internal)\b/i, 1],
  [/^(?:bump|update|upgrade)s?\b.*\b(?:from|to|deps|dependenc(?:y|ies)|modules?|packages?|strings|sha)\b/i, 2],
];

const noiseOf = ({ summary, change }: ChangelogEntry): number =>
  noise.reduce(
    (sum, [pattern, cost]) => sum + (pattern.test(summary.slice(0, 300)) || pattern.test(change.summary.slice(0, 300)) ? cost : 0),
    0,
  );

/** How much more an entry's words are those of entries before than those of this release's other changes: mean log ratio, in -1.5 to 1.5. */
const likenessTo = (past: readonly PastSection[], all: readonly ChangelogEntry[]): ((entry: ChangelogEntry) => number) => {
  const before = counted(past.flatMap(({ text }) => bulletsOf(text).map((bullet) => wordsOf(bullet.text))));
  const now = counted(all.map((entry) => wordsOf(wordingOf(entry))));
  if (before.lists === 0) return () => 0;
  return (entry) => {
    const words = wordsOf(wordingOf(entry));
    if (words.length === 0) return 0;
    const ratio = (word: string): number => Math.log(share(before, word) / share(now, word));
    const mean = words.reduce((sum, word) => sum + Math.max(-2, Math.min(2, ratio(word))), 0) / (words.length + 2);
    return Math.max(-1.5, Math.min(1.5, mean));
  };
};

const wordingOf = ({ summary, parts }: ChangelogEntry): string => [summary, ...parts.slice(-3).map((each) => each.summary)].join(" ");

interface Counted {
  readonly counts: ReadonlyMap<string, number>;
  readonly lists: number;
}

const counted = (lists: readonly (readonly string[])[]): Counted => {
  const counts = new Map<string, number>();
  for (const list of lists) for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, lists: lists.length };
};

const share = ({ counts, lists }: Counted, word: string): number => ((counts.get(word) ?? 0) + 0.5) / (lists + 5);

/** Words of three letters and more, each once. */
const wordsOf = (text: string): readonly string[] => [
  ...new Set(
    (
      text
        .slice(0, 1000)
        .toLowerCase()
        .match(/[\p{L}][\p{L}\d]{2,30}/gu) ?? []
    ).slice(0, 60),
  ),
];
