import type { TrainForecast } from "../../app/forecast-train.ts";
import type { Lateness } from "../../domain/forecast.ts";
import { dayText, lateFigure, lateText, noForecastText, rangeText, trendText } from "../../texts/forecast-words.ts";
import { html, type Markup } from "../report/markup.ts";
import { page } from "../report/page.ts";
import { latenessChart, markOf } from "./lateness-chart.ts";
import { stylesheet } from "./stylesheet.ts";

/** A forecast as one HTML file. Versions and names are foreign text. */
export const forecastPage = (told: TrainForecast): string => {
  const { lateness } = told.forecast;
  return page({
    title: `Forecast of ${told.train}`,
    stylesheet,
    body: html`${lateness === undefined ? nothing(told) : body(told, lateness)}
<footer><p>Made on ${dayText(told.today)} from the tags of a clone, by the pattern ${told.pattern}. Late is counted from the day that the rule in force planned, whatever was moved later.</p></footer>`,
  });
};

const nothing = ({ train, forecast, counted, pattern }: TrainForecast): Markup => html`<header><div class="top">
<p class="kind">Forecast of the train <strong>${train}</strong></p><h1>No forecast</h1></div></header>
<main><p class="note">${noForecastText({ runs: forecast.runs.length, unplanned: forecast.unplanned.length, ...counted, pattern })}</p></main>`;

const body = (told: TrainForecast, lateness: Lateness): Markup => html`${header(told, lateness)}
<main>
<h2>How late each release was</h2>
${latenessChart(told.forecast, lateness)}
${comingTable(told)}
${exceptions(told)}
${runsTable(told)}
</main>`;

const header = (
  { train, forecast: { runs } }: TrainForecast,
  { median, middle, usual, onTime, trend }: Lateness,
): Markup => html`<header><div class="top">
<p class="kind">Forecast of the train <strong>${train}</strong>: it usually leaves</p>
<h1>${lateText(median)}</h1>
<p class="says">Half of its releases left ${rangeText(middle)}, four of five ${rangeText(usual)}. Trend: ${trendText(trend)}.</p>
<dl class="figures">
${figure(`${Math.round(onTime * 100)} %`, "on time")}
${figure(String(runs.length), "releases")}
${figure(lateFigure(Math.max(...runs.map(({ late }) => late))), "latest, in days")}
${figure(lateFigure(Math.min(...runs.map(({ late }) => late))), "earliest, in days")}
</dl></div></header>`;

const figure = (value: string, name: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const comingTable = ({ forecast: { coming } }: TrainForecast): Markup => html`<h2>When the next ones will leave</h2>
${
  coming.length === 0
    ? html`<p>No departures are planned.</p>`
    : html`<table><thead><tr><th>planned</th><th>likely</th><th>four of five between</th></tr></thead><tbody>
${coming.map(({ departure, likely, earliest, latest }) => html`<tr><td>${dayText(departure.releaseDay)}</td><td><strong>${dayText(likely)}</strong></td><td>${dayText(earliest)} and ${dayText(latest)}</td></tr>`)}
</tbody></table>`
}`;

/** What the plan and the tags do not share. */
const exceptions = ({ forecast: { missed, unplanned } }: TrainForecast): Markup | undefined =>
  missed.length + unplanned.length === 0
    ? undefined
    : html`<h2>What plan and tags do not share</h2>
<table><thead><tr><th>day</th><th>what</th></tr></thead><tbody>
${[
  ...missed.map((day) => ({ day, what: "planned, and nothing was released" })),
  ...unplanned.map(({ day, version }) => ({ day, what: `${version} was released, and nothing was planned` })),
]
  .toSorted((a, b) => (a.day < b.day ? 1 : -1))
  .map(({ day, what }) => html`<tr><td>${dayText(day)}</td><td>${what}</td></tr>`)}
</tbody></table>`;

const runsTable = ({ forecast: { runs } }: TrainForecast): Markup => html`<h2>Every release</h2>
<table><thead><tr><th>release</th><th>planned</th><th>out</th><th>days late</th></tr></thead><tbody>
${runs
  .toReversed()
  .map(
    ({ version, planned, day, late }) =>
      html`<tr><td>${version}</td><td>${dayText(planned)}</td><td>${dayText(day)}</td><td class="late ${markOf(late)}">${lateFigure(late)}</td></tr>`,
  )}
</tbody></table>`;
