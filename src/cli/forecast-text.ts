import type { TrainForecast } from "../app/forecast-train.ts";
import type { Run } from "../domain/align-releases.ts";
import type { Expected, Lateness } from "../domain/forecast.ts";
import { forTerminal } from "../texts/for-terminal.ts";
import { dayText, lateFigure, lateText, noForecastText, rangeText, trendText } from "../texts/forecast-words.ts";
import type { Paint } from "./paint.ts";

/** How the terminal is. */
interface Terminal {
  readonly paint: Paint;
  /** Columns. */
  readonly width: number;
}

/** As many releases as fit on a screen. */
const mostBars = 30;

/** The forecast for a terminal: what is usual, each release as a bar that begins at its planned day, and the departures to come. */
export const forecastText = (told: TrainForecast, terminal: Terminal): string => {
  const { runs, unplanned, lateness, coming } = told.forecast;
  const [first, last] = [runs[0], runs.at(-1)];
  if (lateness === undefined || first === undefined || last === undefined)
    return `${forTerminal(noForecastText({ runs: runs.length, unplanned: unplanned.length, ...told.counted, pattern: told.pattern }))}\n`;
  const title = `How late ${forTerminal(told.train)}'s trains are: ${runs.length} releases from ${first.day} to ${last.day}, against the day that the rule planned`;
  const lines = [terminal.paint("bold", title), "", ...summary(told, lateness), "", ...bars(runs, terminal), "", ...comingTable(coming)];
  return `${lines.join("\n").trimEnd()}\n`;
};

const summary = ({ forecast: { runs, missed, unplanned } }: TrainForecast, lateness: Lateness): readonly string[] => {
  const { median, middle, usual, onTime, trend } = lateness;
  const punctual = runs.filter(({ late }) => late <= 0).length;
  return [
    `  usually    ${lateText(median)}; half of them ${rangeText(middle)}, four of five ${rangeText(usual)}`,
    `  on time    ${Math.round(onTime * 100)} %, ${punctual} of ${runs.length}`,
    `  trend      ${trendText(trend)}`,
    ...(missed.length === 0 ? [] : [`  missed     ${some(missed)}: planned, and nothing was released`]),
    ...(unplanned.length === 0
      ? []
      : [`  unplanned  ${some(unplanned.map(({ version }) => forTerminal(version)))}: released, and nothing was planned`]),
  ];
};

const some = (all: readonly string[]): string =>
  all.length <= 4 ? all.join(", ") : `${all.slice(-3).join(", ")} and ${all.length - 3} before`;

/** One row for each release; a bar to the left is early, to the right late, half a column is the least that is drawn. */
const bars = (runs: readonly Run[], { paint, width }: Terminal): readonly string[] => {
  const shown = runs.slice(-mostBars);
  const versions = shown.map(({ version }) => forTerminal(version));
  const widest = Math.max(7, ...versions.map((version) => version.length));
  const room = Math.max(10, Math.min(width, 120) - widest - 42);
  const late = Math.max(0, ...shown.map((run) => run.late));
  const early = Math.max(0, ...shown.map((run) => -run.late));
  const scale = Math.min(4, room / Math.max(1, late + early));
  const left = Math.ceil(early * scale);
  const head = `  ${"release".padEnd(widest)}  ${"planned".padEnd(14)}  ${"out".padEnd(14)}  days  ${(left < 5 ? "" : "early").padStart(left)}│${late > 0 ? "late" : ""}`;
  return [
    ...(shown.length < runs.length ? [paint("dim", `  the last ${shown.length} of ${runs.length}`)] : []),
    paint("dim", head),
    ...shown.map((run, at) => {
      const cells = [(versions[at] ?? "").padEnd(widest), dayText(run.planned), dayText(run.day), lateFigure(run.late).padStart(4)];
      return `  ${cells.join("  ")}  ${paint(colourOf(run.late), barOf(run.late, { scale, left }))}`;
    }),
  ];
};

const colourOf = (late: number): Parameters<Paint>[0] => (late <= 0 ? "green" : late <= 7 ? "yellow" : "red");

const barOf = (late: number, { scale, left }: { readonly scale: number; readonly left: number }): string => {
  const halves = Math.max(late === 0 ? 0 : 1, Math.round(Math.abs(late) * scale * 2));
  const bar = "█".repeat(Math.floor(halves / 2));
  if (late >= 0) return `${" ".repeat(left)}│${bar}${halves % 2 === 1 ? "▌" : ""}`;
  return `${`${halves % 2 === 1 ? "▐" : ""}${bar}`.padStart(left)}│`;
};

const comingTable = (coming: readonly Expected[]): readonly string[] =>
  coming.length === 0
    ? ["  No departures are planned."]
    : [
        `  ${"planned".padEnd(14)}  ${"likely".padEnd(14)}  four of five between`,
        ...coming.map(
          ({ departure, likely, earliest, latest }) =>
            `  ${dayText(departure.releaseDay)}  ${dayText(likely)}  ${dayText(earliest)} and ${dayText(latest)}`,
        ),
      ];
