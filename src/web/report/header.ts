import type { Rehearsal } from "../../app/rehearse/rehearsal.ts";
import { html, type Markup } from "./markup.ts";
import { counted, endingOf, type Tally, tallyOf } from "./tally.ts";

/** The top of the page: how it ended, unmistakably; what was rehearsed, the figures, and the differences if any. */
export const header = (rehearsal: Rehearsal): Markup => {
  const ending = endingOf(rehearsal);
  const tally = tallyOf(rehearsal);
  return html`<header class="${ending.is}">
<div class="top">
<p class="kind">Rehearsal of the train <strong>${rehearsal.train}</strong></p>
<div class="verdict">${signal(ending.is === "finished")}<div><h1>${ending.word}</h1><p class="says">${ending.says}</p></div></div>
<p class="what">${rehearsal.repository} ${rehearsal.releases.map(({ state }) => html` <span class="version">${state.version}</span> <span class="small">${state.kind}</span>`)}</p>
${figures(tally)}
</div></header>`;
};

/** Where world and record differ; nothing when they do not. */
export const problems = ({ differences }: Rehearsal): Markup | undefined =>
  differences.length === 0
    ? undefined
    : html`<section id="problems" class="problems" aria-labelledby="problems-title">
<h2 id="problems-title">Where the world and the record differ</h2>
<dl class="differences">${differences.map(({ step, found }) => html`<div><dt><code>${step}</code></dt><dd>${found}</dd></div>`)}</dl>
</section>`;

const figures = ({ applied, doubled, commands, mishaps, days, seconds }: Tally): Markup => html`<dl class="figures">
${figure(String(applied), "effects applied")}
${figure(String(doubled.length), "doubled")}
${figure(String(commands), `${commands === 1 ? "command" : "commands"} by people`)}
${figure(String(mishaps), mishaps === 1 ? "mishap" : "mishaps")}
${figure(String(days), `virtual ${days === 1 ? "day" : "days"}`)}
${figure(seconds, "real seconds")}</dl>`;

const figure = (value: string, name: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** A semaphore: its arm slopes down for clear and lies level for danger. */
const signal = (clear: boolean): Markup => html`<svg class="signal" viewBox="0 0 60 84" width="60" height="84" aria-hidden="true">
<path class="mast" d="M14 82V8M6 82h16"/><g transform="rotate(${clear ? 40 : 0} 14 18)"><path class="arm" d="M10 12h44v12h-44z"/><path class="stripe" d="M43 12v12"/></g><circle class="pivot" cx="14" cy="18" r="4.5"/></svg>`;

/** The page's own table of contents. */
export const contents = (rehearsal: Rehearsal): Markup => html`<nav aria-label="Contents"><ul>
<li><a href="#rows">Handbook</a></li>
<li><a href="#timeline">Timetable</a></li>
${rehearsal.releases.map(({ state }, place) => html`<li><a href="#release-${place}">${state.version}</a></li>`)}
<li><a href="#checks">Checks</a></li>
<li><a href="#story">${counted(rehearsal.scenes.length, "scene")}</a></li>
<li><a href="#texts">${counted(rehearsal.texts.length, "text")}</a></li>
<li><a href="#world">World</a></li>
<li><a href="#commits">${counted(rehearsal.commits.length, "commit")}</a></li>
<li><a href="#effects">Effects</a></li>
<li><a href="#notices">Old app</a></li>
<li><a href="#journal">Journal</a></li>
</ul></nav>`;
