import type { Backtest } from "../../app/backtest/backtest.ts";
import { type Aspects, aspects, type BacktestedRelease } from "../../app/backtest/judge-look.ts";
import { count, guessedNote, matchSigns, matchWords, partNames, partTexts } from "../../texts/backtest-words.ts";
import { lateFigure } from "../../texts/forecast-words.ts";
import { html, type Markup } from "../report/markup.ts";
import { page } from "../report/page.ts";
import { stylesheet } from "./stylesheet.ts";

/** A backtest as one HTML file. Everything that was read is foreign text. */
export const backtestPage = (told: Backtest, { isGuessed }: { readonly isGuessed: boolean }): string =>
  page({
    title: `Backtest of ${told.name}`,
    stylesheet,
    body: html`${header(told, isGuessed)}
<main>
${[...(isGuessed ? [guessedNote] : []), ...told.notes].map((note) => html`<p class="note">${note}</p>`)}
<h2>The releases</h2>
<div class="wide">${table(told.releases)}</div>
<p class="legend">${legend}</p>
<h2>What differs, and why</h2>
${told.releases.map(details)}
</main>
<footer><p>Made from the commits, tags and files of a clone, which was only read, by the tags of the form ${told.pattern}.</p></footer>`,
  });

const header = ({ name, train, releases, counted, tally }: Backtest, isGuessed: boolean): Markup => html`<header><div class="top">
<p class="kind">Backtest of <strong>${name}</strong>, ${isGuessed ? "as init would configure it" : html`by the configuration of ${train}`}</p>
<h1>${count(releases.length, "release")} of ${counted.releases}</h1>
<p class="says">What the configuration would have done, beside what people did.</p>
<dl class="figures">
${aspects.map((aspect) => figure(share(tally[aspect]), partNames[aspect].title))}
</dl></div></header>`;

const figure = (value: string, name: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const share = ({ same, differs }: Backtest["tally"][keyof Aspects]): string => (same + differs === 0 ? "–" : `${same}/${same + differs}`);

const legend = (["same", "differs", "unknown", "none"] as const).map(
  (match) => html`<span class="${match}">${matchSigns[match]}</span> ${matchWords[match]} &nbsp; `,
);

const table = (releases: readonly BacktestedRelease[]): Markup => html`<table><thead><tr>
<th>release</th><th>out</th><th>since</th><th>commits</th><th>pulls</th><th>outside</th><th>new</th>${aspects.map((aspect) => html`<th title="${partNames[aspect].title}">${partNames[aspect].column}</th>`)}
</tr></thead><tbody>
${releases.map(row)}
</tbody></table>`;

const row = (release: BacktestedRelease, at: number): Markup => {
  const { version, day, range, people } = release;
  const numbers = [range.facts?.commits, range.facts?.pulls, people.facts?.external, people.facts?.firstTime ?? undefined];
  return html`<tr><td><a href="#r${at}">${version}</a></td><td>${day ?? "?"}</td><td>${range.facts === undefined ? "?" : (range.facts.previous?.version ?? "all")}</td>${numbers.map((number) => html`<td class="number">${number ?? "?"}</td>`)}${aspects.map((aspect) => sign(release, aspect))}</tr>
`;
};

const sign = (release: BacktestedRelease, aspect: keyof Aspects): Markup => {
  const { is } = release[aspect];
  const late = aspect === "date" ? release.date.facts?.late : undefined;
  return html`<td class="sign ${is}" title="${matchWords[is]}">${matchSigns[is]}${typeof late === "number" && ` ${lateFigure(late)}`}</td>`;
};

/** Open where something differs or is not known. */
const details = (release: BacktestedRelease, at: number): Markup => {
  const { version, tag, commit, notes } = release;
  const isOpen = aspects.some((aspect) => release[aspect].is === "differs" || release[aspect].is === "unknown");
  return html`<details class="release" id="r${at}"${isOpen && html` open`}><summary>${version}</summary>
<p>Tag ${tag} at ${commit}.</p>
${notes.map((note) => html`<p class="note">${note}</p>`)}
<dl>${aspects.map((aspect) => part(release, aspect))}</dl></details>
`;
};

const part = (release: BacktestedRelease, aspect: keyof Aspects): Markup => {
  const { is, facts, why } = release[aspect];
  const told = facts === undefined ? undefined : `${(partTexts[aspect] as (facts: unknown) => string)(facts)}.`;
  return html`<dt><span class="${is}">${matchSigns[is]}</span> ${partNames[aspect].title}</dt><dd>${told !== undefined && html`<p>${told}</p>`}${why.map((sentence) => html`<p class="${is}">${sentence}</p>`)}${told === undefined && why.length === 0 && html`<p>${matchWords[is]}</p>`}</dd>
`;
};
