import { type EveryRule, type Parsed, parseEvery, parseFreeze, parseRelease, type ReleaseRule } from "./parse-rule.ts";
import { monthOf, type PlainDate, type PlainMonth, parsePlainDate, parsePlainMonth } from "./plain-date.ts";
import type { Cadence, Rhythm } from "./schedule.ts";
import type { Report, ScheduleProblem } from "./schedule-problem.ts";

/** The words of one rhythm, not yet read. */
export interface RhythmWords {
  /** Left out when `release` is a list. */
  readonly every?: string;
  /** A rule, a day of the month, or the release days themselves. */
  readonly release: string | number | readonly string[];
  readonly freeze: string;
  /** `YYYY-MM-DD`, or `YYYY-MM` with months: from where every second week or third month is counted, and the first captain's turn. */
  readonly starting?: string;
}

/** The rhythm that the words describe; nothing when they cannot be meant, which is then reported below `at`. */
export const parseRhythm = (
  words: RhythmWords,
  { from, reason, at, report }: Pick<Rhythm, "from" | "reason"> & { readonly at: ScheduleProblem["at"]; readonly report: Report },
): Rhythm | undefined => {
  const below: Report = (path, ...problem) => report([...at, ...path], ...problem);
  const freeze = taken(parseFreeze(words.freeze), ["freeze"], below);
  const cadence = readCadence(words, below);
  return cadence && freeze && { from, reason, cadence, freeze };
};

export const readDate = (text: string, at: ScheduleProblem["at"], report: Report): PlainDate | undefined =>
  parsePlainDate(text) ?? report(at, text, "a day that exists, as YYYY-MM-DD");

const taken = <T>(parsed: Parsed<T>, at: ScheduleProblem["at"], report: Report): T | undefined =>
  parsed.is === "rule" ? parsed.rule : report(at, parsed.found, parsed.expected, parsed.suggestions);

const readCadence = (words: RhythmWords, report: Report): Cadence | undefined => {
  if (Array.isArray(words.release)) return readList(words, words.release, report);
  const every =
    words.every === undefined
      ? report(["every"], "nothing", "month, week, …", ["month"])
      : taken(parseEvery(words.every), ["every"], report);
  const release = taken(parseRelease(String(words.release)), ["release"], report);
  if (every === undefined || release === undefined) return undefined;
  return every.is === "months" ? readMonths(every, release, words, report) : readWeeks(every, release, words, report);
};

const readList = (words: RhythmWords, listed: readonly string[], report: Report): Cadence | undefined => {
  if (words.every !== undefined) return report(["every"], words.every, "nothing, because the release days are listed");
  const days = listed.map((text, at) => readDate(text, ["release", at], report));
  if (days.length === 0) return report(["release"], "an empty list", "at least one day", ["last monday"]);
  const known = days.filter((day) => day !== undefined);
  return known.length < days.length ? undefined : { is: "list", days: [...new Set(known)].sort() };
};

const readMonths = (every: EveryRule & { is: "months" }, release: ReleaseRule, words: RhythmWords, report: Report): Cadence | undefined => {
  if (release.is === "in-week")
    return report(["release"], release.on, "which one of the month's", [
      `first ${release.on}`,
      `third ${release.on}`,
      `last ${release.on}`,
    ]);
  const starting = words.starting ?? (every.every === 1 ? "1970-01" : undefined);
  if (starting === undefined) return report(["starting"], "nothing", `the month of one release, because it is every ${every.every} months`);
  const from: PlainMonth | undefined = parsePlainMonth(starting) ?? monthOfDay(starting);
  if (from === undefined) return report(["starting"], starting, "a month as YYYY-MM or a day as YYYY-MM-DD");
  return { is: "months", every: every.every, from, on: release.on, shift: release.shift };
};

const readWeeks = (every: EveryRule & { is: "weeks" }, release: ReleaseRule, words: RhythmWords, report: Report): Cadence | undefined => {
  if (release.is === "in-month") {
    const weekday = release.on.is === "nth-weekday" ? release.on.weekday : "monday";
    return report(["release"], String(words.release), "a weekday, because it counts weeks", [weekday]);
  }
  const starting = words.starting ?? (every.round === 1 ? "1970-01-01" : undefined);
  if (starting === undefined) return report(["starting"], "nothing", `the day of one release, because it is every ${every.every} weeks`);
  const from = readDate(starting, ["starting"], report);
  return from && { ...every, on: release.on, from, shift: release.shift };
};

const monthOfDay = (text: string): PlainMonth | undefined => {
  const day = parsePlainDate(text);
  return day && monthOf(day);
};
