import { type Asked, type FaultCell, metBy } from "../../app/faults/fault-rehearsal.ts";
import { html, type Markup } from "../report/markup.ts";

/** What would park, and what a person would be asked: each question once, with what leads to it and what its answers do. */
export const questionsView = (cells: readonly FaultCell[]): Markup => {
  const asked = groupsIn(cells);
  return html`<section aria-labelledby="questions-title"><h2 id="questions-title">What would park, and what you would be asked</h2>
${
  asked.length === 0
    ? html`<p>Nothing: every outcome could be found out by looking.</p>`
    : html`<p>Whether it came cannot be found out by looking, so Signalbox sends nothing again by itself.</p>
${asked.map(questionView)}`
}</section>`;
};

interface Group {
  readonly question: Asked;
  /** Names of what leads to it. */
  readonly after: readonly string[];
}

const groupsIn = (cells: readonly FaultCell[]): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const cell of cells) {
    if (cell.outcome.is !== "asks") continue;
    for (const question of cell.outcome.questions) {
      const { step, code, answers } = question;
      const name = JSON.stringify([step, code, answers]);
      const known = groups.get(name) ?? { question, after: [] };
      groups.set(name, { question: known.question, after: [...new Set([...known.after, metBy(cell)])] });
    }
  }
  return [...groups.values()];
};

const questionView = ({ question, after }: Group): Markup => html`<article class="question">
<h3><code>${question.step}</code></h3>
<p class="said">${question.what}</p>
<p class="said">${question.next}</p>
<dl class="answers">${question.answers.map((answer) => html`<div><dt><code>${answer}</code></dt><dd>${effects.get(answer) ?? "answers it"}</dd></div>`)}</dl>
<p class="after">Asked after: ${after.map((name, at) => html`${at > 0 && ", "}<code>${name}</code>`)}</p>
</article>`;

/** What each answer of `signalbox decide` does. */
const effects: ReadonlyMap<string, string> = new Map([
  ["happened", "somebody looked, and it is there: the release goes on"],
  ["send", "somebody looked, and it is not there: it is sent again"],
  ["abandon", "it is left out of this release"],
  ["retry", "it is tried again"],
  ["accept", "what is there is taken as it is"],
]);
