import type { Departure } from "../domain/calendar.ts";
import type { LaunchMoment } from "../domain/launch-time.ts";
import { dayText } from "../texts/forecast-words.ts";

/** A departure, and the moment its launch opens where somebody has looked at the clocks. */
export interface TimedDeparture extends Departure {
  readonly launch?: LaunchMoment;
}

/** The departures as columns for a terminal, one line each. Names and reasons are foreign text: `safe` makes them safe to show. */
export const calendarTable = (departures: readonly TimedDeparture[], safe: (text: string) => string): string => {
  if (departures.length === 0) return "No departures.\n";
  const rows = [["freeze", "release", "captain", ""], ...departures.map((departure) => rowOf(departure, safe))];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ""))));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => padded(cell, widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
};

const rowOf = (departure: TimedDeparture, safe: (text: string) => string): readonly string[] => [
  dayText(departure.freezeDay),
  dayText(departure.releaseDay),
  departure.captain === undefined ? "-" : safe(departure.captain),
  notes(departure, safe).join("; "),
];

const notes = (
  { planned, releaseDay, skipped, moved, changed, offDays, launch }: TimedDeparture,
  safe: (text: string) => string,
): readonly string[] => {
  const rule = changed === undefined ? [] : [`new rule since ${changed.from}: ${safe(changed.reason)}`];
  if (skipped !== undefined) return [`skipped: ${safe(skipped)}`, ...rule];
  return [
    ...(moved === undefined ? [] : [`${releaseDay === planned ? "freeze moved" : `moved from ${planned}`}: ${safe(moved.reason)}`]),
    ...rule,
    ...(offDays.length === 0 ? [] : [`${offDays.join(" and ")} on a day off`]),
    ...(launch?.oddity === undefined ? [] : [launch.oddity]),
  ];
};

const padded = (cell: string, width: number): string => cell + " ".repeat(Math.max(0, width - widthOf(cell)));

/** Columns on a terminal: graphemes, of which emoji and East Asian wide letters take two. */
const widthOf = (text: string): number =>
  [...graphemes.segment(text)].reduce((width, { segment }) => width + (wide.test(segment) ? 2 : 1), 0);

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const wide =
  /\p{Emoji_Presentation}|\u{fe0f}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
