import type { BranchFacts } from "../domain/backtest/judge-branch.ts";
import type { ChangelogFacts } from "../domain/backtest/judge-changelog.ts";
import type { DateFacts } from "../domain/backtest/judge-date.ts";
import type { FilesFacts } from "../domain/backtest/judge-files.ts";
import type { PeopleFacts } from "../domain/backtest/judge-people.ts";
import type { RangeFacts } from "../domain/backtest/judge-range.ts";
import { listed, type Match } from "../domain/backtest/judged.ts";
import { dayText, lateText } from "./forecast-words.ts";

/** A sign for each way in which a part can stand, for places where a word is too long. */
export const matchSigns: Readonly<Record<Match, string>> = { same: "✓", differs: "≠", unknown: "?", none: "–" };

export const matchWords: Readonly<Record<Match, string>> = {
  same: "as people did it",
  differs: "differs",
  unknown: "not known",
  none: "nothing to compare",
};

/** Names of the parts, as columns and as headings. */
export const partNames = {
  range: { column: "range", title: "Range" },
  people: { column: "people", title: "People" },
  files: { column: "files", title: "Version files" },
  changelog: { column: "log", title: "Changelog" },
  branch: { column: "branch", title: "Branch point" },
  date: { column: "date", title: "Date" },
} as const;

/** What to know of a configuration that init would write. */
export const guessedNote = "The schedule is a guess, because nothing in a repository tells it: what differs in dates says little.";

/** What was found of each part, a sentence without its full stop; everything in it that was read is hostile. */
export const partTexts = {
  range: ({ previous, commits, merges, pulls, changes, references }: RangeFacts): string => {
    const since = previous === null ? "from the beginning" : `since ${previous.tag}`;
    const told = references === null ? "" : `; the section refers to ${count(references.listed, "number")}`;
    const merged = merges === 0 ? "" : ` (${count(merges, "merge")})`;
    return `${since}: ${count(commits, "commit")}${merged}, ${count(pulls, "pull request")}, ${count(changes, "change")} to tell${told}`;
  },
  people: ({ authors, external, staff, bots, firstTime, doubtful, thanked }: PeopleFacts): string => {
    const fresh = firstTime === null ? "" : `, ${firstTime} for the first time`;
    const doubt = doubtful === null || doubtful === 0 ? "" : `, ${doubtful} perhaps`;
    const named = thanked === null ? "" : `; the section names ${count(thanked.accounts, "account")}`;
    return `${count(authors, "author")} by e-mail; ${external} from outside, ${staff} staff, ${count(bots, "bot")}${fresh}${doubt}${named}`;
  },
  files: ({ files }: FilesFacts): string =>
    files.length === 0 ? "no version files are configured" : `${listed(files.map(({ path }) => path))}`,
  changelog: ({ file, heading }: ChangelogFacts): string => (heading === null ? file : `${file}: ${heading.theirs}`),
  branch: ({ leftAt, configured, branches }: BranchFacts): string =>
    `left the main branch at ${leftAt.slice(0, 12)}${branches.length === 0 ? "" : `, on ${listed(branches, 3)}`}; configured as ${configured}`,
  date: ({ actual, planned, moved, late }: DateFacts): string => {
    if (planned === null) return `left on ${dayText(actual)}`;
    const then = moved === null ? "" : `, moved to ${dayText(moved)}`;
    return `planned for ${dayText(planned)}${then}, left on ${dayText(actual)}, ${lateText(late ?? 0)}`;
  },
} as const;

export const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
