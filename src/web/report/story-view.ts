import type { Scene } from "../../app/rehearse/rehearsal.ts";
import type { Notice } from "../../domain/ports/world.ts";
import { html, type Markup } from "./markup.ts";
import { noticeProblems } from "./tally.ts";
import { moment } from "./when.ts";

/** The scenes in order, numbered as in the picture. */
export const scenesView = (scenes: readonly Scene[]): Markup => html`<section id="story" aria-labelledby="story-title">
<h2 id="story-title">The story</h2>
<table class="scenes"><thead><tr><th scope="col">#</th><th scope="col">time (UTC)</th><th scope="col">who</th><th scope="col">did</th><th scope="col">outcome</th></tr></thead>
<tbody>${scenes.map(sceneRow)}</tbody></table>
</section>`;

const sceneRow = (
  { at, who, what, outcome, mishap }: Scene,
  place: number,
): Markup => html`<tr id="scene-${place + 1}" class="${mishap === true ? "mishap" : "act"}">
<td data-column="scene">${place + 1}</td>
<td data-column="time">${moment(at)}</td>
<td data-column="who"><strong>${who}</strong></td>
<td data-column="did">${mishap === true && html`<span class="chip bad">⚡ mishap</span> `}<span class="value">${what}</span></td>
<td data-column="outcome"><span class="value">${outcome}</span></td>
</tr>`;

/** What a user's old app was told, and whether all that it was promised was there. */
export const noticesView = (notices: readonly Notice[]): Markup => {
  const problems = noticeProblems(notices);
  return html`<section id="notices" aria-labelledby="notices-title">
<h2 id="notices-title">What an old app was told</h2>
${notices.length === 0 && html`<p class="lead">Nothing.</p>`}
${problems.length > 0 && html`<ul class="problem">${problems.map((each) => html`<li>${each}</li>`)}</ul>`}
<ul class="notices">${notices.map(noticeView)}</ul>
</section>`;
};

const noticeView = ({ version, at, missing }: Notice): Markup => html`<li class="${missing.length === 0 ? "good-edge" : "bad-edge"}">
<h3>“${version} is available”</h3>
<p>${moment(at)}</p>
${missing.length === 0 ? html`<p class="good">✓ everything it promises was there</p>` : html`<p class="bad">✕ not there yet:</p><ul>${missing.map((each) => html`<li>${each}</li>`)}</ul>`}
</li>`;
