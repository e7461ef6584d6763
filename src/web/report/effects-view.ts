import { type CountedEffect, countEffects } from "../../app/rehearse/count-effects.ts";
import type { AppliedEffect } from "../../domain/ports/world.ts";
import { tableOf } from "./json-view.ts";
import { html, type Markup } from "./markup.ts";
import { counted } from "./tally.ts";
import { moment } from "./when.ts";

/** Everything that was applied in the world, counted: once each, or it stands out. */
export const effectsView = (applied: readonly AppliedEffect[]): Markup => {
  const effects = countEffects(applied);
  const doubled = effects.filter((each) => each.doubled);
  const systems = [...new Set(effects.map(({ twin }) => twin))];
  return html`<section id="effects" aria-labelledby="effects-title">
<h2 id="effects-title">Effects applied</h2>
<p class="lead">${counted(applied.length, "application")} of ${counted(effects.length, "effect")}${doubled.length === 0 ? html`; <strong class="good">what must happen once happened once.</strong>` : html`; <strong class="bad">${doubled.length} more than once.</strong>`}</p>
${
  doubled.length > 0 &&
  html`<div class="problem">${tableOf(
    ["system", ...columns],
    doubled.map((each) => [each.twin, ...row(each)]),
  )}</div>`
}
${systems.map((system) =>
  systemView(
    system,
    effects.filter(({ twin }) => twin === system),
  ),
)}
</section>`;
};

const columns = ["effect", "subject", "first applied", "times"] as const;

const systemView = (
  system: string,
  effects: readonly CountedEffect[],
): Markup => html`<details><summary>${system} <span class="dim">${counted(effects.length, "effect")}</span></summary>
${tableOf(columns, effects.map(row))}</details>`;

const row = ({ effect, subject, at, count, doubled }: CountedEffect): readonly Markup[] => [
  html`<span class="value">${effect}</span>`,
  html`<span class="value">${subject}</span>`,
  moment(at),
  doubled ? html`<strong class="bad">${count} times</strong>` : count === 1 ? html`once` : html`set ${count} times`,
];
