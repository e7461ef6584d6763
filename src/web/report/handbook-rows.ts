import type { RowShown } from "../../app/rehearse/rehearsal.ts";
import { html, type Markup } from "./markup.ts";
import { stateMark } from "./state-mark.ts";
import { withShortIds } from "./tally.ts";

/** More pieces of evidence than this are folded away. */
const shown = 3;

/** The handbook's checklist, row by row, with what shows that each was exercised. */
export const handbookRows = (rows: readonly RowShown[]): Markup => {
  const exercised = rows.filter(({ state }) => state === "exercised").length;
  return html`<section id="rows" aria-labelledby="rows-title">
<h2 id="rows-title">The handbook’s checklist</h2>
<p class="lead">${exercised} of ${rows.length} rows exercised.</p>
<ol class="rows">${rows.map(rowView)}</ol>
</section>`;
};

const rowView = ({ row, title, state, why, evidence }: RowShown): Markup => html`<li class="row ${state}">
<span class="number">${row}</span>
<div><h3>${title}</h3> ${stateMark(state)}
${why !== "" && html`<p class="dim">${why}</p>`}
${evidenceList(evidence.slice(0, shown))}
${
  evidence.length > shown &&
  html`<details><summary>${evidence.length - shown} more</summary>${evidenceList(evidence.slice(shown))}</details>`
}
</div></li>`;

const evidenceList = (evidence: readonly string[]): Markup | undefined =>
  evidence.length === 0 ? undefined : html`<ul class="evidence">${evidence.map((each) => html`<li>${withShortIds(each)}</li>`)}</ul>`;
