import { departureOf } from "../../../src/domain/calendar.ts";
import { type MoveWords, parseSchedule, type ScheduleWords } from "../../../src/domain/parse-schedule.ts";
import { addDays, daysBetween, firstOfMonth, monthOf, type PlainDate, weekdayOf } from "../../../src/domain/plain-date.ts";
import { plannedDays } from "../../../src/domain/planned-days.ts";
import type { Schedule } from "../../../src/domain/schedule.ts";
import type { ReadRule } from "./read-rule.ts";

/** One release of a plan with the days that were planned for it. */
export interface PlanEntry {
  readonly name: string;
  /** Nothing when only the freeze was planned. */
  readonly release: PlainDate | undefined;
  readonly freeze: PlainDate | undefined;
  /** Whether the plan was published as days, so that a day may differ from the rule and still be what was planned. */
  readonly isPublished: boolean;
}

/** A planned day that is not the rule's. */
export interface Exception {
  readonly name: string;
  readonly which: "release" | "freeze";
  readonly rule: PlainDate;
  readonly planned: PlainDate;
}

/** The configuration that says a plan: the rule, with a move for each published day that is not the rule's and a skip for each departure without a release. */
export interface FittedPlan {
  readonly words: ScheduleWords;
  /** The day by which each entry's departure is known, in the order of the entries. */
  readonly departures: readonly PlainDate[];
  readonly exceptions: readonly Exception[];
}

/**
 * A sentence leaves things open: from which day weeks are counted, on which weekday, whether a slip takes the later ones along, when a former
 * weekday ended, whether "seven weeks before" keeps a weekday of its own. Of all readings the one is taken by which most planned days are the
 * rule's, and the plainest of equals. Nothing when no reading is a schedule.
 */
export const fitPlan = (rule: ReadRule, entries: readonly PlanEntry[]): FittedPlan | undefined => {
  let best: FittedPlan | undefined;
  for (const words of readingsOf(rule, entries)) {
    best = fitTo(words, entries, best?.exceptions.length ?? Number.POSITIVE_INFINITY) ?? best;
  }
  return best;
};

const readingsOf = (rule: ReadRule, entries: readonly PlanEntry[]): readonly ScheduleWords[] => {
  const { every } = rule;
  const days = entries.flatMap(({ release }) => release ?? []);
  if (every === undefined) return [];
  const rhythms = every.includes("week") ? weekly(rule, every, days) : monthly(rule, every, days);
  return freezesOf(rule, entries).flatMap((freeze) => rhythms.map((rhythm) => ({ ...rhythm, freeze })));
};

type RhythmOnly = Omit<ScheduleWords, "freeze">;

const weekly = ({ release }: ReadRule, every: string, days: readonly PlainDate[]): readonly RhythmOnly[] => {
  const weekdays = release.length > 0 ? release.slice(-1) : distinct(days.map(weekdayOf));
  const counts = every.includes("spare") ? [every] : [every, `${every} from the last`];
  return counts.flatMap((count) => weekdays.flatMap((weekday) => days.map((starting) => ({ every: count, release: weekday, starting }))));
};

const monthly = ({ release, month }: ReadRule, every: string, days: readonly PlainDate[]): readonly RhythmOnly[] => {
  const [now, former] = release.toReversed();
  if (now === undefined) return [];
  const year = days[0]?.slice(0, 4) ?? "2000";
  const starting = month === undefined ? {} : { starting: `${year}-${String(month).padStart(2, "0")}` };
  const always = (words: string): RhythmOnly => ({ every, release: words, ...starting });
  if (former === undefined) return [always(now)];
  const change = (day: PlainDate) => ({
    [firstOfMonth(monthOf(day))]: { release: now, reason: "the rule says that it was otherwise before" },
  });
  return [always(now), always(former), ...days.slice(1).map((day) => ({ ...always(former), change: change(day) }))];
};

const freezesOf = ({ freeze }: ReadRule, entries: readonly PlanEntry[]): readonly string[] => {
  if (freeze === undefined) return ["same day"];
  const weeks = /^\d+ weeks? before$/.test(freeze)
    ? distinct(entries.flatMap((each) => (each.freeze === undefined ? [] : weekdayOf(each.freeze))))
    : [];
  return [freeze, ...weeks.map((weekday) => `${weekday} ${freeze}`)];
};

const distinct = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

/** Each entry takes the departure planned nearest to it after the one before. Nothing when there are not fewer than `most` exceptions. */
const fitTo = (reading: ScheduleWords, entries: readonly PlanEntry[], most: number): FittedPlan | undefined => {
  const parsed = parseSchedule(reading);
  if (parsed.is === "refused") return undefined;
  let { schedule } = parsed;
  const taken: PlainDate[] = [];
  const exceptions: Exception[] = [];
  const move: Record<string, MoveWords> = {};
  for (const entry of entries) {
    const planned = nearest(schedule, entry, taken.at(-1));
    if (planned === undefined) return undefined;
    const { name, release = planned, freeze, isPublished } = entry;
    taken.push(planned);
    const moved = movedTo(schedule, planned, release);
    const frozen = departureOf(moved, planned)?.freezeDay ?? release;
    const isFrozenOtherwise = freeze !== undefined && freeze !== frozen;
    if (planned !== release) exceptions.push({ name, which: "release", rule: planned, planned: release });
    if (isFrozenOtherwise) exceptions.push({ name, which: "freeze", rule: frozen, planned: freeze });
    if (exceptions.length >= most) return undefined;
    if (!isPublished || (planned === release && !isFrozenOtherwise)) continue;
    schedule = moved;
    move[planned] = {
      ...(planned === release ? {} : { to: release }),
      ...(isFrozenOtherwise ? { freeze } : {}),
      reason: "published so",
    };
  }
  const skip = Object.fromEntries(between(schedule, taken).map((day) => [day, "the plan has no release"]));
  return { words: { ...reading, move, skip }, departures: taken, exceptions };
};

const movedTo = (schedule: Schedule, from: PlainDate, to: PlainDate): Schedule =>
  from === to ? schedule : { ...schedule, moves: [...schedule.moves, { from, to, reason: "published so" }] };

const nearest = (schedule: Schedule, { release, freeze }: PlanEntry, after: PlainDate | undefined): PlainDate | undefined => {
  const planned = plannedDays(schedule);
  const day = release ?? freeze;
  if (day === undefined) return undefined;
  const from = planned.indexFrom(day);
  const least = after === undefined ? Number.NEGATIVE_INFINITY : planned.indexFrom(addDays(after, 1));
  const distance = (each: PlainDate): number =>
    Math.abs(daysBetween(day, release === undefined ? (departureOf(schedule, each)?.freezeDay ?? each) : each));
  return distinct([-1, 0, 1, 2].map((step) => Math.max(least, from + step)))
    .flatMap((index) => planned.at(index) ?? [])
    .toSorted((a, b) => distance(a) - distance(b))[0];
};

/** The departures between the first and the last one taken that nobody took. */
const between = (schedule: Schedule, taken: readonly PlainDate[]): readonly PlainDate[] => {
  const [first, last] = [taken[0], taken.at(-1)];
  if (first === undefined || last === undefined) return [];
  const planned = plannedDays(schedule);
  const start = planned.indexFrom(first);
  return Array.from({ length: planned.indexFrom(last) - start }, (_, at) => planned.at(start + at))
    .filter((day) => day !== undefined)
    .filter((day) => !taken.includes(day));
};
