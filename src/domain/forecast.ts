import { type Alignment, type Arrival, alignReleases, type Run } from "./align-releases.ts";
import { type Departure, departures, isSkippedBy } from "./calendar.ts";
import { addDays, daysBetween, type PlainDate } from "./plain-date.ts";
import { plannedDays } from "./planned-days.ts";
import type { Schedule } from "./schedule.ts";

/** How late releases were. Days, negative for early; shares from 0 to 1. */
export interface Lateness {
  readonly median: number;
  /** A quarter of the releases was earlier than `early`, a quarter later than `late`. */
  readonly middle: { readonly early: number; readonly late: number };
  /** Four of five releases lay between. */
  readonly usual: { readonly early: number; readonly late: number };
  /** Not after the planned day. */
  readonly onTime: number;
  /** Days by which each release is later than the one before: the median over all pairs (Theil and Sen), which single slips do not move; 0 for chance. */
  readonly trend: number;
}

/** A departure to come, and when it will leave if trains go on as they did. */
export interface Expected {
  readonly departure: Departure;
  readonly likely: PlainDate;
  readonly earliest: PlainDate;
  readonly latest: PlainDate;
}

export interface Forecast extends Alignment {
  /** Nothing when there are too few releases to say anything, or when most of them did not leave by this rule. */
  readonly lateness: Lateness | undefined;
  readonly coming: readonly Expected[];
}

/** From fewer releases nothing can be said. */
export const leastRuns = 3;

/** Older releases say little about the next one. */
export const mostRuns = 120;

/** A weekly train of twenty years. */
const mostDepartures = 1100;

/** How late the trains usually are, and what that means for the next ones. Moves of the past do not hide a slip; skipped departures are left out. */
export const forecast = ({
  schedule,
  arrivals,
  today,
  count,
}: {
  readonly schedule: Schedule;
  readonly arrivals: readonly Arrival[];
  readonly today: PlainDate;
  readonly count: number;
}): Forecast => {
  const known = arrivals.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).slice(-mostRuns);
  const alignment = alignReleases(known, plannedAround(schedule, known));
  const lateness = alignment.runs.length < alignment.unplanned.length ? undefined : latenessOf(alignment.runs);
  const ahead = departures({ schedule, from: today, count }).filter(({ skipped }) => skipped === undefined);
  return { ...alignment, lateness, coming: lateness === undefined ? [] : ahead.map((departure) => expected(departure, lateness, today)) };
};

export const latenessOf = (runs: readonly Run[]): Lateness | undefined => {
  if (runs.length < leastRuns) return undefined;
  const late = runs.map((run) => run.late).toSorted((a, b) => a - b);
  const at = (share: number): number => quantile(late, share);
  return {
    median: at(0.5),
    middle: { early: at(0.25), late: at(0.75) },
    usual: { early: at(0.1), late: at(0.9) },
    onTime: late.filter((days) => days <= 0).length / late.length,
    trend: trendOf(runs.map((run) => run.late)),
  };
};

/** So many departures that the oldest and the newest release can be early or late by several. */
const around = 12;

/** The days that were planned around a history, by the rule alone. */
const plannedAround = (schedule: Schedule, arrivals: readonly Arrival[]): readonly PlainDate[] => {
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const planned = plannedDays(schedule);
  const [from, to] = [planned.indexFrom(first.day) - around, planned.indexFrom(last.day) + around];
  return Array.from({ length: Math.min(to - from, mostDepartures) }, (_, at) => planned.at(to - 1 - at))
    .filter((day) => day !== undefined)
    .filter((day) => !schedule.skips.some((skip) => isSkippedBy(day, skip)))
    .toReversed();
};

/** Between two neighbours in proportion, as most programs do (Hyndman and Fan, type 7). */
const quantile = (sorted: readonly number[], share: number): number => {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
};

/** Nothing unless later releases are later so often that chance does it in less than one of ten histories (Mann and Kendall). */
const trendOf = (late: readonly number[]): number => {
  const slopes = late.flatMap((here, at) => late.slice(at + 1).map((later, ahead) => (later - here) / (ahead + 1)));
  const leaning = Math.abs(slopes.reduce((sum, slope) => sum + Math.sign(slope), 0));
  const spread = Math.sqrt((late.length * (late.length - 1) * (2 * late.length + 5)) / 18);
  if ((leaning - 1) / spread < 1.645) return 0;
  return quantile(
    slopes.toSorted((a, b) => a - b),
    0.5,
  );
};

/** Nothing leaves in the past: what should have left already leaves today at the earliest. */
const expected = (departure: Departure, { median, usual }: Lateness, today: PlainDate): Expected => {
  const day = (days: number): PlainDate =>
    addDays(departure.releaseDay, Math.max(Math.round(days), daysBetween(departure.releaseDay, today)));
  return { departure, likely: day(median), earliest: day(usual.early), latest: day(usual.late) };
};
