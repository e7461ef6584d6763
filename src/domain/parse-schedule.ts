import { departureOf, departures } from "./calendar.ts";
import { type EveryRule, type Parsed, parseEvery, parseFreeze, parseRelease, type ReleaseRule } from "./parse-rule.ts";
import { daysBetween, monthOf, type PlainDate, type PlainMonth, parsePlainDate, parsePlainMonth, plainDate } from "./plain-date.ts";
import type { Cadence, Move, Schedule, Skip } from "./schedule.ts";

/** The `schedule` section of a configuration with its captains, shape already checked, words not yet read. */
export interface ScheduleWords {
  /** Left out when `release` is a list. */
  readonly every?: string;
  /** A rule, a day of the month, or the release days themselves. */
  readonly release: string | number | readonly string[];
  readonly freeze: string;
  /** `YYYY-MM-DD`, or `YYYY-MM` with months: from where every second week or third month is counted, and the first captain's turn. */
  readonly starting?: string;
  readonly holidays?: readonly string[];
  /** `YYYY-MM` or `YYYY-MM-DD` to reason. */
  readonly skip?: Readonly<Record<string, string>>;
  readonly move?: Readonly<Record<string, { readonly to: string; readonly freeze?: string; readonly reason: string }>>;
  readonly captains?: readonly string[];
}

/** One thing that cannot be meant. `at` is the path inside the section: `["move", "2021-11-29", "to"]`. */
export interface ScheduleProblem {
  readonly at: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
  readonly suggestions: readonly string[];
}

export type ParsedSchedule =
  | { readonly is: "schedule"; readonly schedule: Schedule }
  | { readonly is: "refused"; readonly problems: readonly ScheduleProblem[] };

/** All problems together; entries under `skip` and `move` that meet no departure are problems too, because they silently do nothing. */
export const parseSchedule = (words: ScheduleWords): ParsedSchedule => {
  const problems: ScheduleProblem[] = [];
  const report: Report = (at, found, expected, suggestions = []) => {
    problems.push({ at, found: found.slice(0, 80), expected, suggestions });
    return undefined;
  };
  const holidays = (words.holidays ?? []).flatMap((text, at) => readDate(text, ["holidays", at], report) ?? []);
  const skips = Object.entries(words.skip ?? {}).flatMap(([when, reason]) => readSkip(when, reason, report) ?? []);
  const moves = Object.entries(words.move ?? {}).flatMap(([from, move]) => readMove(from, move, report) ?? []);
  const freeze = taken(parseFreeze(words.freeze), ["freeze"], report);
  const cadence = readCadence(words, report);
  if (cadence === undefined || freeze === undefined) return { is: "refused", problems };
  const rota = { captains: words.captains ?? [], from: startOf(cadence) };
  const schedule: Schedule = { cadence, freeze, holidays: [...new Set(holidays)].sort(), skips, moves, rota };
  reportIdle(schedule, report);
  return problems.length === 0 ? { is: "schedule", schedule } : { is: "refused", problems };
};

type Report = (at: ScheduleProblem["at"], found: string, expected: string, suggestions?: readonly string[]) => undefined;

const taken = <T>(parsed: Parsed<T>, at: ScheduleProblem["at"], report: Report): T | undefined =>
  parsed.is === "rule" ? parsed.rule : report(at, parsed.found, parsed.expected, parsed.suggestions);

const readDate = (text: string, at: ScheduleProblem["at"], report: Report): PlainDate | undefined =>
  parsePlainDate(text) ?? report(at, text, "a day that exists, as YYYY-MM-DD");

const readSkip = (text: string, reason: string, report: Report): Skip | undefined => {
  const when = parsePlainMonth(text) ?? parsePlainDate(text);
  return when === undefined ? report(["skip", text], text, "a month as YYYY-MM or a planned release day as YYYY-MM-DD") : { when, reason };
};

const readMove = (key: string, move: { to: string; freeze?: string; reason: string }, report: Report): Move | undefined => {
  const from = readDate(key, ["move", key], report);
  const to = readDate(move.to, ["move", key, "to"], report);
  const freeze = move.freeze === undefined ? undefined : readDate(move.freeze, ["move", key, "freeze"], report);
  if (from === undefined || to === undefined) return undefined;
  if (Math.abs(daysBetween(from, to)) > 366) return report(["move", key, "to"], to, "a day within a year of the planned one");
  if (freeze !== undefined && freeze > to) return report(["move", key, "freeze"], freeze, `a day not after the release on ${to}`);
  return { from, to, reason: move.reason, ...(freeze === undefined ? {} : { freeze }) };
};

const readCadence = (words: ScheduleWords, report: Report): Cadence | undefined => {
  if (Array.isArray(words.release)) return readList(words, words.release, report);
  const every =
    words.every === undefined
      ? report(["every"], "nothing", "month, week, …", ["month"])
      : taken(parseEvery(words.every), ["every"], report);
  const release = taken(parseRelease(String(words.release)), ["release"], report);
  if (every === undefined || release === undefined) return undefined;
  return every.is === "months" ? readMonths(every, release, words, report) : readWeeks(every, release, words, report);
};

const readList = (words: ScheduleWords, listed: readonly string[], report: Report): Cadence | undefined => {
  if (words.every !== undefined) return report(["every"], words.every, "nothing, because the release days are listed");
  const days = listed.map((text, at) => readDate(text, ["release", at], report));
  if (days.length === 0) return report(["release"], "an empty list", "at least one day", ["last monday"]);
  const known = days.filter((day) => day !== undefined);
  return known.length < days.length ? undefined : { is: "list", days: [...new Set(known)].sort() };
};

const readMonths = (
  every: EveryRule & { is: "months" },
  release: ReleaseRule,
  words: ScheduleWords,
  report: Report,
): Cadence | undefined => {
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

const readWeeks = (every: EveryRule & { is: "weeks" }, release: ReleaseRule, words: ScheduleWords, report: Report): Cadence | undefined => {
  if (release.is === "in-month") {
    const weekday = release.on.is === "nth-weekday" ? release.on.weekday : "monday";
    return report(["release"], String(words.release), "a weekday, because it counts weeks", [weekday]);
  }
  const starting = words.starting ?? (every.round === 1 ? "1970-01-01" : undefined);
  if (starting === undefined) return report(["starting"], "nothing", `the day of one release, because it is every ${every.every} weeks`);
  const from = readDate(starting, ["starting"], report);
  return from && { is: "weeks", every: every.every, on: release.on, from, round: every.round, shift: release.shift };
};

const monthOfDay = (text: string): PlainMonth | undefined => {
  const day = parsePlainDate(text);
  return day && monthOf(day);
};

/** Where the rota begins: turns are counted from the start that the words name, else from a day that never moves. */
const startOf = (cadence: Cadence): PlainDate => {
  if (cadence.is === "list") return cadence.days[0] ?? plainDate("1970-01-01");
  return cadence.is === "weeks" ? cadence.from : plainDate(`${cadence.from}-01`);
};

const reportIdle = (schedule: Schedule, report: Report): void => {
  for (const { when } of schedule.skips) {
    const first = parsePlainDate(when) ?? plainDate(`${when}-01`);
    const met = when.length === 10 ? departureOf(schedule, first) : plannedAround(schedule, first).find((day) => monthOf(day) === when);
    if (met === undefined) report(["skip", when], when, "a departure", near(schedule, first));
  }
  for (const { from } of schedule.moves) {
    const met = departureOf(schedule, from);
    if (met === undefined) report(["move", from], from, "the planned release day of a departure", near(schedule, from));
    if (met?.skipped !== undefined) report(["move", from], from, "a departure that is not skipped");
  }
};

const near = (schedule: Schedule, date: PlainDate): readonly PlainDate[] =>
  [...plannedAround(schedule, date)].sort((a, b) => Math.abs(daysBetween(a, date)) - Math.abs(daysBetween(b, date))).slice(0, 2);

const plannedAround = (schedule: Schedule, date: PlainDate): readonly PlainDate[] =>
  departures({ schedule: { ...schedule, moves: [], skips: [] }, from: plainDate(`${monthOf(date)}-01`), count: 3 }).map(
    ({ planned }) => planned,
  );
