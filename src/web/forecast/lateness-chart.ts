import type { Run } from "../../domain/align-releases.ts";
import type { Expected, Forecast, Lateness } from "../../domain/forecast.ts";
import { daysBetween, type PlainDate } from "../../domain/plain-date.ts";
import { dayText, lateFigure, lateText } from "../../texts/forecast-words.ts";
import { html, type Markup } from "../report/markup.ts";

const width = 980;
const height = 400;
const margin = { left: 58, right: 96, top: 26, bottom: 44 };

/** Where things stand in the picture: days from left to right, days late from bottom to top. */
interface Scales {
  readonly x: (day: PlainDate) => number;
  readonly y: (late: number) => number;
  readonly least: number;
  readonly most: number;
  /** Where a long time without releases was left out. */
  readonly pause: number | undefined;
}

/** Each release as a point at its planned day, higher the later it was; what is usual as bands behind; the departures to come as ranges on the right. */
export const latenessChart = ({ runs, missed, coming }: Forecast, lateness: Lateness): Markup => {
  const scales = scalesOf(runs, coming, lateness);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Chart, scrolls sideways">
<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="chart-about">
<title id="chart-about">Days late of ${String(runs.length)} releases by planned day, and the expected days of ${String(coming.length)} departures. The same is in the tables below.</title>
${band("usual", lateness.usual, scales)}${band("middle", lateness.middle, scales)}
${rows(scales)}${pauseMark(scales)}${years(runs, coming, scales)}
<path class="median" d="M${margin.left} ${scales.y(lateness.median)}H${width - margin.right}"/>
<text class="edge" x="${width - margin.right + 8}" y="${scales.y(lateness.median) + 4}">median ${lateFigure(lateness.median)}</text>
${missed.map((day) => missedMark(day, scales))}
${runs.map((run) => point(run, scales))}
${coming.map((each) => range(each, scales))}
</svg></div>
<p class="legend"><span class="key good"></span> on time · <span class="key warn"></span> up to a week late · <span class="key bad"></span> later · <span class="key next"></span> expected${
    missed.length > 0 && html` · <span class="cross">×</span> nothing was released`
  } · half of all releases lie in the inner band, four of five in the outer one</p>`;
};

const scalesOf = (runs: readonly Run[], coming: readonly Expected[], { usual, middle }: Lateness): Scales => {
  const late = [0, usual.early, usual.late, middle.early, middle.late, ...runs.map((run) => run.late)];
  const [least, most] = [Math.min(...late) - 1, Math.max(...late) + 1];
  const past = runs.map(({ planned }) => planned).toSorted();
  const ahead = coming.map(({ departure }) => departure.releaseDay).toSorted();
  const [first, last, next] = [past[0] ?? ahead[0], past.at(-1), ahead[0]];
  // A repository that rested, or an old clone: the time in which nothing was released is drawn as one gap.
  const rest = last === undefined || next === undefined ? 0 : daysBetween(last, next);
  const pause = Math.max(
    0,
    rest - 3 * (first === undefined || last === undefined ? 30 : daysBetween(first, last) / Math.max(1, past.length - 1)),
  );
  const place = (day: PlainDate): number =>
    first === undefined ? 0 : daysBetween(first, day) - (last !== undefined && day > last ? pause : 0);
  const span = Math.max(1, ...[...past, ...ahead].map(place));
  const [across, up] = [width - margin.left - margin.right - 24, height - margin.top - margin.bottom];
  const x = (day: PlainDate): number => rounded(margin.left + 12 + (place(day) / span) * across);
  return {
    x,
    y: (value) => rounded(margin.top + ((most - value) / (most - least)) * up),
    least,
    most,
    pause: pause === 0 || last === undefined || next === undefined ? undefined : rounded((x(last) + x(next)) / 2),
  };
};

const pauseMark = ({ pause }: Scales): Markup | undefined =>
  pause === undefined
    ? undefined
    : html`<path class="pause" d="M${pause} ${margin.top}V${height - margin.bottom}"><title>Nothing was released for a long time.</title></path>`;

const rounded = (length: number): number => Math.round(length * 10) / 10;

const band = (name: string, { early, late }: Lateness["usual"], { y }: Scales): Markup =>
  html`<rect class="band ${name}" x="${margin.left}" y="${y(late)}" width="${width - margin.left - margin.right}" height="${Math.max(1, rounded(y(early) - y(late)))}"/>`;

/** Distances of the rows, so that there are never more than eight. */
const steps = [1, 2, 5, 7, 14, 28, 56, 91, 182, 364, 1820];

const rows = ({ y, least, most }: Scales): readonly Markup[] => {
  const step = steps.find((each) => (most - least) / each <= 8) ?? 3640;
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, at) => (first + at) * step).map(
    (value) => html`<path class="${value === 0 ? "zero" : "row-line"}" d="M${margin.left} ${y(value)}H${width - margin.right}"/>
<text class="tick" x="${margin.left - 8}" y="${y(value) + 4}">${value === 0 ? "planned" : lateFigure(value)}</text>`,
  );
};

const years = (runs: readonly Run[], coming: readonly Expected[], { x }: Scales): readonly Markup[] => {
  const days = [...runs.map(({ planned }) => planned), ...coming.map(({ departure }) => departure.releaseDay)];
  const firsts = new Map(
    days
      .toSorted()
      .map((day) => [day.slice(0, 4), day] as const)
      .toReversed(),
  );
  const places = [...firsts].toReversed().map(([year, day]) => ({ year, at: x(day) }));
  return places
    .filter(({ at }, index) => index === 0 || at - (places[index - 1]?.at ?? 0) > 34)
    .map(({ year, at }) => html`<text class="year" x="${at}" y="${height - 14}">${year}</text>`);
};

const point = (run: Run, { x, y }: Scales): Markup =>
  html`<circle class="run ${markOf(run.late)}" cx="${x(run.planned)}" cy="${y(run.late)}" r="5"><title>${run.version}: planned ${dayText(run.planned)}, out ${dayText(run.day)}, ${lateText(run.late)}</title></circle>`;

/** On time, up to a week late, later. */
export const markOf = (late: number): "good" | "warn" | "bad" => (late <= 0 ? "good" : late <= 7 ? "warn" : "bad");

const missedMark = (day: PlainDate, { x, y }: Scales): Markup =>
  html`<g class="missed"><path d="M${x(day) - 4} ${y(0) - 4}l8 8m0 -8l-8 8"/><title>${dayText(day)}: nothing was released</title></g>`;

const range = ({ departure, likely, earliest, latest }: Expected, { x, y }: Scales): Markup => {
  const late = (day: PlainDate): number => y(daysBetween(departure.releaseDay, day));
  const place = x(departure.releaseDay);
  return html`<g class="next"><path d="M${place} ${late(earliest)}V${late(latest)}"/><path class="diamond" d="M${place} ${late(likely) - 6}l6 6l-6 6l-6 -6z"/><title>Planned ${dayText(departure.releaseDay)}, likely ${dayText(likely)}</title></g>`;
};
