import { isSkippedBy } from "./calendar.ts";
import { parseRhythm, type RhythmWords, readDate } from "./parse-rhythm.ts";
import { daysBetween, monthOf, type PlainDate, parsePlainDate, parsePlainMonth, plainDate } from "./plain-date.ts";
import { type PlannedDays, plannedDays } from "./planned-days.ts";
import type { Cadence, Move, Rhythm, Schedule, Skip } from "./schedule.ts";
import type { Report, ScheduleProblem } from "./schedule-problem.ts";

/** The `schedule` section of a configuration with its captains, shape already checked, words not yet read. */
export interface ScheduleWords extends RhythmWords {
  /** From a day `YYYY-MM-DD` on, what is different; every other word goes on. */
  readonly change?: Readonly<Record<string, ChangeWords>>;
  readonly holidays?: readonly string[];
  /** `YYYY-MM` or `YYYY-MM-DD` to reason. */
  readonly skip?: Readonly<Record<string, string>>;
  readonly move?: Readonly<Record<string, MoveWords>>;
  readonly captains?: readonly string[];
}

export interface MoveWords {
  /** Left out where only the freeze moves. */
  readonly to?: string;
  readonly freeze?: string;
  readonly reason: string;
}

export interface ChangeWords extends Partial<RhythmWords> {
  readonly reason: string;
}

export type ParsedSchedule =
  | { readonly is: "schedule"; readonly schedule: Schedule }
  | { readonly is: "refused"; readonly problems: readonly ScheduleProblem[] };

/** All problems together; entries under `change`, `skip` and `move` that meet no departure are problems too, because they silently do nothing. */
export const parseSchedule = (words: ScheduleWords): ParsedSchedule => {
  const problems: ScheduleProblem[] = [];
  const report: Report = (at, found, expected, suggestions = []) => {
    problems.push({ at, found: found.slice(0, 80), expected, suggestions });
    return undefined;
  };
  const holidays = (words.holidays ?? []).flatMap((text, at) => readDate(text, ["holidays", at], report) ?? []);
  const skips = Object.entries(words.skip ?? {}).flatMap(([when, reason]) => readSkip(when, reason, report) ?? []);
  const moves = Object.entries(words.move ?? {}).flatMap(([from, move]) => readMove(from, move, report) ?? []);
  const rhythms = readRhythms(words, report);
  const [first] = rhythms;
  if (first === undefined || rhythms.length <= Object.keys(words.change ?? {}).length) return { is: "refused", problems };
  const rota = { captains: words.captains ?? [], from: startOf(first.cadence) };
  const schedule: Schedule = { rhythms, holidays: [...new Set(holidays)].sort(), skips, moves, rota };
  reportIdle(schedule, report);
  return problems.length === 0 ? { is: "schedule", schedule } : { is: "refused", problems };
};

/** Words that a change does not name go on; a new `every` counts from the day of the change unless it says from where. */
const readRhythms = (words: ScheduleWords, report: Report): readonly Rhythm[] => {
  const rhythms = [parseRhythm(words, { from: undefined, reason: undefined, at: [], report })];
  let before: RhythmWords = words;
  for (const [day, change] of Object.entries(words.change ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const from = readDate(day, ["change", day], report);
    if (!["every", "release", "freeze", "starting"].some((word) => word in change))
      report(["change", day], "nothing that changes", "one of every, release, freeze, starting");
    // What goes on from a rhythm that was refused has been reported there.
    const isKnown = (at: ScheduleProblem["at"]): boolean => rhythms.at(-1) === undefined && !(String(at[2]) in change);
    const fresh: Report = (at, ...problem) => (isKnown(at) ? undefined : report(at, ...problem));
    before = changed(before, day, change);
    rhythms.push(from && parseRhythm(before, { from, reason: change.reason, at: ["change", day], report: fresh }));
  }
  return rhythms.flatMap((rhythm) => rhythm ?? []);
};

const changed = (before: RhythmWords, day: string, change: ChangeWords): RhythmWords => {
  const release = change.release ?? before.release;
  const every = change.every ?? (Array.isArray(release) ? undefined : (before.every ?? "month"));
  const starting = change.starting ?? (change.every === undefined ? before.starting : day);
  return {
    release,
    freeze: change.freeze ?? before.freeze,
    ...(every === undefined ? {} : { every }),
    ...(starting === undefined ? {} : { starting }),
  };
};

const readSkip = (text: string, reason: string, report: Report): Skip | undefined => {
  const when = parsePlainMonth(text) ?? parsePlainDate(text);
  return when === undefined ? report(["skip", text], text, "a month as YYYY-MM or a planned release day as YYYY-MM-DD") : { when, reason };
};

const readMove = (key: string, move: MoveWords, report: Report): Move | undefined => {
  if (move.to === undefined && move.freeze === undefined) return report(["move", key], "nothing that moves", "one of to, freeze");
  const from = readDate(key, ["move", key], report);
  const to = move.to === undefined ? from : readDate(move.to, ["move", key, "to"], report);
  const freeze = move.freeze === undefined ? undefined : readDate(move.freeze, ["move", key, "freeze"], report);
  if (from === undefined || to === undefined) return undefined;
  if (Math.abs(daysBetween(from, to)) > 366) return report(["move", key, "to"], to, "a day within a year of the planned one");
  if (freeze !== undefined && freeze > to) return report(["move", key, "freeze"], freeze, `a day not after the release on ${to}`);
  return { from, to, reason: move.reason, ...(freeze === undefined ? {} : { freeze }) };
};

/** Where the rota begins: turns are counted from the start that the words name, else from a day that never moves. */
const startOf = (cadence: Cadence): PlainDate => {
  if (cadence.is === "list") return cadence.days[0] ?? plainDate("1970-01-01");
  return cadence.is === "weeks" ? cadence.from : plainDate(`${cadence.from}-01`);
};

const reportIdle = (schedule: Schedule, report: Report): void => {
  const planned = plannedDays(schedule);
  const isPlanned = (day: PlainDate): boolean => planned.at(planned.indexFrom(day)) === day;
  for (const rhythm of schedule.rhythms.slice(1)) {
    if (rhythm.from === undefined) continue;
    const index = planned.indexFrom(rhythm.from);
    if (planned.at(index) === undefined || planned.rhythmAt(index) !== rhythm)
      report(["change", rhythm.from], rhythm.from, "a day from which on a departure is planned before the next change");
  }
  for (const { when } of schedule.skips) {
    const first = parsePlainDate(when) ?? plainDate(`${when}-01`);
    const met = planned.at(planned.indexFrom(first));
    if (met === undefined || (met !== when && monthOf(met) !== when)) report(["skip", when], when, "a departure", near(planned, first));
  }
  for (const { from, to } of schedule.moves) {
    if (!isPlanned(from)) report(["move", from], from, "the planned release day of a departure", near(planned, from));
    else if (isSkipped(schedule, from)) report(["move", from], from, "a departure that is not skipped");
    else if (isTaken(schedule, { from, to }, isPlanned)) report(["move", from, "to"], to, "a day on which no other departure leaves");
  }
};

const isSkipped = ({ skips }: Schedule, planned: PlainDate): boolean => skips.some((skip) => isSkippedBy(planned, skip));

/** Two departures on one day would be two releases of one version. Of two moves to one day the later one is told. */
const isTaken = (schedule: Schedule, { from, to }: Pick<Move, "from" | "to">, isPlanned: (day: PlainDate) => boolean): boolean => {
  const moved = schedule.moves.filter((other) => other.from !== from);
  if (moved.some((other) => other.to === to && other.from < from && !isSkipped(schedule, other.from))) return true;
  return to !== from && isPlanned(to) && !isSkipped(schedule, to) && !moved.some((other) => other.from === to);
};

/** The planned days around a date, the nearest first. */
const near = (planned: PlannedDays, date: PlainDate): readonly PlainDate[] => {
  const index = planned.indexFrom(date);
  return [index - 1, index, index + 1]
    .flatMap((each) => planned.at(each) ?? [])
    .sort((a, b) => Math.abs(daysBetween(a, date)) - Math.abs(daysBetween(b, date)))
    .slice(0, 2);
};
