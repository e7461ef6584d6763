import { faults, kills, sayings } from "../../app/faults/disturbances.ts";
import {
  type CellOutcome,
  cellsFor,
  type FaultCell,
  type FaultRehearsal,
  metBy,
  type TroubledEffect,
} from "../../app/faults/fault-rehearsal.ts";
import { html, type Markup } from "../report/markup.ts";
import { happened, isPair, signs } from "./words.ts";

/** The picture: effects as rows in the order of the checklist, what went wrong as columns. A table, so that it can be heard as well as seen. */
export const faultsMatrix = (rehearsal: FaultRehearsal): Markup => html`<section aria-labelledby="matrix-title">
<h2 id="matrix-title">Every effect, and what went wrong around it</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="matrix-title">
<table class="matrix"><caption>${legend()}</caption>
<colgroup></colgroup><colgroup span="${kills.length}"></colgroup><colgroup span="${faults.length}"></colgroup>
<thead>
<tr><th scope="col" rowspan="2">effect</th><th scope="colgroup" colspan="${kills.length}">killed</th><th scope="colgroup" colspan="${faults.length}">met by</th></tr>
<tr>${[...kills, ...faults].map((name) => html`<th scope="col" class="turned" title="${sayings[name]}"><span>${name}</span></th>`)}</tr>
</thead>
<tbody>
${rehearsal.effects.map((effect) => row(effect, cellsFor(rehearsal, effect.id)))}
</tbody></table></div></section>`;

const row = ({ id, title, class: sort }: TroubledEffect, cells: readonly FaultCell[]): Markup => {
  const single = cells.filter((each) => !isPair(each));
  return html`<tr><th scope="row" title="${title}: ${sort}"><code>${id}</code></th>
${kills.map((kill) => box(single.find((each) => each.kill === kill)))}${faults.map((fault) => box(single.find((each) => each.fault === fault)))}</tr>
`;
};

/** A sign for the eye, a word for the ear, a sentence for whoever points at it. */
const box = (cell: FaultCell | undefined): Markup => {
  if (cell === undefined) return html`<td><span class="heard">not run</span></td>`;
  const { sign, word } = signs[cell.outcome.is];
  return html`<td class="${cell.outcome.is}" title="${cell.effect} under ${metBy(cell)}: ${happened(cell.outcome)}"><span aria-hidden="true">${sign}</span><span class="heard">${word}</span></td>`;
};

const legend = (): Markup =>
  html`${(["same", "idle", "asks", "red"] as const).map((is) => html`<span class="key ${is}"><span aria-hidden="true">${signs[is].sign}</span> ${legends[is]}</span> `)}`;

const legends: Readonly<Record<CellOutcome["is"], string>> = {
  same: "the same world, once",
  idle: "nothing to disturb",
  asks: "parks, and asks one question",
  red: "red: something differs",
};
