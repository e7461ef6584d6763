import { checksOf } from "../../app/checks-of.ts";
import type { RehearsedRelease } from "../../app/rehearse/rehearsal.ts";
import { tableOf } from "./json-view.ts";
import { html, type Markup } from "./markup.ts";
import { stateMark } from "./state-mark.ts";
import { withShortIds } from "./tally.ts";

/** What each guard of each release saw, when it last looked. */
export const checksView = (releases: readonly RehearsedRelease[]): Markup => {
  const checks = releases.map(({ state, steps }) => ({ version: state.version, checks: checksOf(steps) }));
  const wrong = checks.flatMap((each) => each.checks).filter((each) => each.is !== "ok").length;
  return html`<section id="checks" aria-labelledby="checks-title">
<h2 id="checks-title">Checks</h2>
<p class="lead">What finished releases got wrong, looked at when the gate opened and again just before the tag${wrong === 0 ? html`; <strong class="good">none violated.</strong>` : html`; <strong class="bad">${wrong} not right.</strong>`}</p>
${checks.map(
  ({ version, checks: own }) => html`<h3 class="phase">${version}</h3>
${tableOf(
  ["check", "before", "", "evidence"],
  own.map(({ title, step, is, says }) => [
    html`${title}`,
    html`<code>${step.slice(0, step.indexOf("/"))}</code>`,
    stateMark(is),
    html`<span class="value">${withShortIds(says)}</span>`,
  ]),
)}`,
)}
</section>`;
};
