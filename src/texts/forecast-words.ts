import { leastRuns } from "../domain/forecast.ts";
import { type PlainDate, weekdayOf } from "../domain/plain-date.ts";

/** A day for people: `Mon 2021-11-29`. */
export const dayText = (date: PlainDate): string => {
  const weekday = weekdayOf(date);
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1, 3)} ${date}`;
};

/** Days late as a figure: `+2`, `0`, `-1.5`. */
export const lateFigure = (days: number): string => `${days > 0 ? "+" : ""}${daysText(days)}`;

/** Days late in words. */
export const lateText = (days: number): string => {
  const amount = daysText(Math.abs(days));
  if (amount === "0") return "on the planned day";
  return `${amount} ${amount === "1" ? "day" : "days"} ${days < 0 ? "early" : "late"}`;
};

/** Between which days late. */
export const rangeText = ({ early, late }: { readonly early: number; readonly late: number }): string => {
  const [from, to] = [lateFigure(early), lateFigure(late)];
  return from === to ? lateText(early) : `between ${from} and ${to} days late`;
};

/** Where trains are heading. */
export const trendText = (days: number): string => {
  const amount = daysText(Math.abs(days));
  if (amount === "0") return "none";
  return `each release ${amount} ${amount === "1" ? "day" : "days"} ${days < 0 ? "earlier" : "later"} than the one before`;
};

/** Why nothing is foretold. The pattern is foreign text. */
export const noForecastText = ({
  runs,
  unplanned,
  releases,
  tags,
  pattern,
}: {
  /** Of the newest releases, those that left on a planned departure and those that did not. */
  readonly runs: number;
  readonly unplanned: number;
  readonly releases: number;
  readonly tags: number;
  readonly pattern: string;
}): string =>
  `There is no forecast: it takes ${leastRuns} releases, and most of them on planned departures; ${runs} of the newest ${runs + unplanned} left on one. ${releases} of ${tags} tags are releases of this train by the pattern ${pattern}.`;

const daysText = (days: number): string => String(Math.round(days * 10) / 10 || 0);
