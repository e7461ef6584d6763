import { faults, kills, sayings } from "../../app/faults/disturbances.ts";
import { cellsFor, countsOf, type FaultCell, type FaultRehearsal, metBy } from "../../app/faults/fault-rehearsal.ts";
import { html, type Markup } from "../report/markup.ts";
import { page } from "../report/page.ts";
import { faultsMatrix } from "./faults-matrix.ts";
import { questionsView } from "./questions-view.ts";
import { stylesheet } from "./stylesheet.ts";
import { closingText, happened, isPair, shareText } from "./words.ts";

/** A rehearsal with faults as one HTML file. Names, questions and differences are foreign text. */
export const faultsPage = (rehearsal: FaultRehearsal): string =>
  page({
    title: `${verdictOf(rehearsal).word}: ${rehearsal.train} ${rehearsal.version} with faults`,
    stylesheet,
    body: html`${header(rehearsal)}
<main>
${redView(rehearsal)}
${faultsMatrix(rehearsal)}
${pairsView(rehearsal)}
${questionsView(rehearsal.cells)}
${meaningsView()}
</main>
<footer><p>${shareText(rehearsal)}</p><p>${closingText(rehearsal)}</p><p>Signalbox rehearsed this train once undisturbed against local stand-ins of every outside system, and each effect again from just before it, with something going wrong. Then everything outside, how often each thing was applied, and the record were compared with the undisturbed rehearsal.</p></footer>`,
  });

interface FaultVerdict {
  readonly is: "holds" | "red";
  readonly word: string;
  readonly says: string;
}

const verdictOf = ({ cells }: FaultRehearsal): FaultVerdict => {
  const { asks, red } = countsOf(cells);
  if (red > 0)
    return { is: "red", word: `${red} red`, says: "Something was done twice, was lost, or came out otherwise than undisturbed." };
  const asked = asks === 0 ? "and nobody was asked anything" : `${asks === 1 ? "once" : `${asks} times`} after a person was asked`;
  return { is: "holds", word: "Once", says: `Whatever went wrong, everything outside was as undisturbed in the end, ${asked}.` };
};

const header = (rehearsal: FaultRehearsal): Markup => {
  const { is, word, says } = verdictOf(rehearsal);
  const { train, repository, version, effects, cells, seconds } = rehearsal;
  const { asks, red } = countsOf(cells);
  return html`<header class="${is}"><div class="top">
<p class="kind">Rehearsal with faults of the train <strong>${train}</strong></p>
<h1>${word}</h1>
<p class="says">${says}</p>
<p class="kind">${repository} ${version}</p>
<dl class="figures">
${figure(String(effects.length), "effects")}
${figure(String(cells.length), "cells")}
${figure(String(asks), "ask")}
${figure(String(red), "red")}
${figure(seconds.toFixed(0), "real seconds")}
</dl></div></header>`;
};

const figure = (value: string, name: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** What differs comes first; nothing when nothing does. */
const redView = ({ cells }: FaultRehearsal): Markup | undefined => {
  const red = cells.filter(({ outcome }) => outcome.is === "red");
  if (red.length === 0) return undefined;
  return html`<section class="problems" aria-labelledby="red-title"><h2 id="red-title">What differs</h2>
<dl>${red.map((cell) => html`<div><dt><code>${cell.effect}</code> under ${metBy(cell)}</dt><dd class="said">${happened(cell.outcome)}</dd></div>`)}</dl></section>`;
};

/** Faults together with a kill, for each effect where some were run. */
const pairsView = (rehearsal: FaultRehearsal): Markup | undefined => {
  const rows = rehearsal.effects.flatMap(({ id }) => {
    const pairs = cellsFor(rehearsal, id).filter(isPair);
    return pairs.length === 0 ? [] : [pairsRow(id, pairs)];
  });
  if (rows.length === 0) return undefined;
  return html`<section aria-labelledby="pairs-title"><h2 id="pairs-title">A fault and a kill together</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="pairs-title"><table class="list"><thead><tr><th scope="col">effect</th><th scope="col">run</th><th scope="col">✓ the same</th><th scope="col">– idle</th><th scope="col">? ask</th><th scope="col">✗ red</th></tr></thead><tbody>
${rows}
</tbody></table></div></section>`;
};

const pairsRow = (id: string, pairs: readonly FaultCell[]): Markup => {
  const { same, idle, asks, red } = countsOf(pairs);
  return html`<tr><th scope="row"><code>${id}</code></th>${[pairs.length, same, idle, asks, red].map((each) => html`<td>${each}</td>`)}</tr>`;
};

const meaningsView = (): Markup => html`<section aria-labelledby="meanings-title"><h2 id="meanings-title">What goes wrong</h2>
<dl class="meanings">${[...kills, ...faults].map((name) => html`<div><dt><code>${name}</code></dt><dd>${sayings[name]}</dd></div>`)}</dl></section>`;
