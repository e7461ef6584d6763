import { businessDaysBefore, isBusinessDay, nearestBusinessDay } from "./business-days.ts";
import { addDays, monthOf, type PlainDate, startOfWeek, weekdayNumber, weekdays } from "./plain-date.ts";
import { type PlannedDays, plannedDays, rhythmOn } from "./planned-days.ts";
import type { FreezeRule, Move, Schedule, Shift, Skip } from "./schedule.ts";

/** One planned release of a train. What really happened is not here: a departure is a promise, its release keeps the record. */
export interface Departure {
  /** The release day by the rule, before a move: what a departure is known by. */
  readonly planned: PlainDate;
  readonly freezeDay: PlainDate;
  readonly releaseDay: PlainDate;
  /** Nobody when it is skipped or the rota is empty. */
  readonly captain?: string;
  /** The reason why it does not take place. */
  readonly skipped?: string;
  readonly moved?: { readonly from: PlainDate; readonly reason: string };
  /** The first departure by a new rule says from which day on it holds, and why. */
  readonly changed?: { readonly from: PlainDate; readonly reason: string };
  /** Which of the two days is a Saturday, a Sunday or a holiday: worth a look, not forbidden. */
  readonly offDays: readonly ("freeze" | "release")[];
}

/** The first `count` departures, skipped ones included, that release on or after `from`, by release day; fewer when a list ends. */
export const departures = ({
  schedule,
  from,
  count,
}: {
  readonly schedule: Schedule;
  readonly from: PlainDate;
  readonly count: number;
}): readonly Departure[] => {
  const planned = plannedDays(schedule);
  const turns = turnsOf(planned, schedule);
  return [...candidates(planned, schedule.moves, from, count)]
    .map((index) => departureAt(index, planned, schedule, turns))
    .filter((departure): departure is Departure => departure !== undefined && departure.releaseDay >= from)
    .sort((a, b) => order(a.releaseDay, b.releaseDay) || order(a.planned, b.planned))
    .slice(0, count);
};

/** The departure that the rule planned for this day, or nothing. */
export const departureOf = (schedule: Schedule, day: PlainDate): Departure | undefined => {
  const planned = plannedDays(schedule);
  const index = planned.indexFrom(day);
  return planned.at(index) === day ? departureAt(index, planned, schedule, turnsOf(planned, schedule)) : undefined;
};

/** The freeze day of a release that leaves on this day although no departure was planned for it: by the rule in force on the day. */
export const freezeDayFor = (schedule: Schedule, release: PlainDate): PlainDate =>
  freezeDayOf(rhythmOn(schedule, release).freeze, release, new Set(schedule.holidays));

/** Never after the release, whatever holidays do; on it only for the rule `same day`. */
const freezeDayOf = (rule: FreezeRule, release: PlainDate, holidays: ReadonlySet<PlainDate>): PlainDate => {
  switch (rule.is) {
    case "business-days":
      return businessDaysBefore(release, rule.days, holidays);
    case "days":
      return rule.days === 0 ? release : shiftedFreeze(addDays(release, -rule.days), release, rule.shift, holidays);
    case "weekday-of-week": {
      const day = addDays(startOfWeek(release), weekdays.indexOf(rule.weekday) - 7 * rule.weeks);
      return shiftedFreeze(day, release, rule.shift, holidays);
    }
    case "weekday-before": {
      const back = (weekdayNumber(release) - weekdays.indexOf(rule.weekday) + 6) % 7;
      return shiftedFreeze(addDays(release, -back - 1), release, rule.shift, holidays);
    }
  }
};

const shiftedFreeze = (day: PlainDate, release: PlainDate, shift: Shift, holidays: ReadonlySet<PlainDate>): PlainDate => {
  if (shift === "none") return day;
  const next = nearestBusinessDay(day, 1, holidays);
  return shift === "next business day" && next < release ? next : nearestBusinessDay(day, -1, holidays);
};

/** Moves carry departures across `from` in both directions, so every moved one is looked at, wherever it was planned. */
const candidates = (planned: PlannedDays, moves: readonly Move[], from: PlainDate, count: number): ReadonlySet<number> => {
  const first = planned.indexFrom(from);
  const ahead = Array.from({ length: Math.max(0, count) + moves.length }, (_, at) => first + at);
  return new Set([...ahead, ...moves.map((move) => planned.indexFrom(move.from))]);
};

const departureAt = (index: number, days: PlannedDays, schedule: Schedule, turns: Turns): Departure | undefined => {
  const planned = days.at(index);
  if (planned === undefined) return undefined;
  const holidays = new Set(schedule.holidays);
  const skipped = schedule.skips.find((skip) => isSkippedBy(planned, skip));
  const move = schedule.moves.find((candidate) => candidate.from === planned);
  const releaseDay = move?.to ?? planned;
  const freezeDay = move?.freeze ?? freezeDayOf(days.rhythmAt(index).freeze, releaseDay, holidays);
  const captain = skipped === undefined ? captainAt(turns.before(index), turns.before(turns.first), schedule.rota.captains) : undefined;
  const both = { freeze: freezeDay, release: releaseDay };
  return {
    planned,
    freezeDay,
    releaseDay,
    ...(captain === undefined ? {} : { captain }),
    ...(skipped === undefined ? {} : { skipped: skipped.reason }),
    ...(move === undefined ? {} : { moved: { from: planned, reason: move.reason } }),
    ...changeAt(index, days),
    offDays: (["freeze", "release"] as const).filter((which) => !isBusinessDay(both[which], holidays)),
  };
};

const changeAt = (index: number, days: PlannedDays): Pick<Departure, "changed"> => {
  const { from, reason } = days.rhythmAt(index);
  return from === undefined || reason === undefined || days.indexFrom(from) !== index ? {} : { changed: { from, reason } };
};

/** A skip names a planned day, or the month of one. */
export const isSkippedBy = (planned: PlainDate, skip: Skip): boolean => skip.when === planned || skip.when === monthOf(planned);

/** `before` counts the turns taken before a departure from a fixed one on, so that a skip only shifts what comes after it. */
interface Turns {
  readonly first: number;
  readonly before: (index: number) => number;
}

const turnsOf = (planned: PlannedDays, { skips, rota }: Schedule): Turns => {
  const without = [...new Set(skips.flatMap((skip) => skippedIndexes(planned, skip)))];
  return { first: planned.indexFrom(rota.from), before: (index) => index - without.filter((other) => other < index).length };
};

const skippedIndexes = (planned: PlannedDays, skip: Skip): readonly number[] => {
  const found: number[] = [];
  const start = skip.when.length === 7 ? (`${skip.when}-01` as PlainDate) : (skip.when as PlainDate);
  for (let index = planned.indexFrom(start); ; index += 1) {
    const day = planned.at(index);
    if (day === undefined || !isSkippedBy(day, skip)) return found;
    found.push(index);
  }
};

const captainAt = (rank: number, first: number, captains: readonly string[]): string | undefined => {
  const turn = (rank - first) % captains.length;
  return captains[turn < 0 ? turn + captains.length : turn];
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
