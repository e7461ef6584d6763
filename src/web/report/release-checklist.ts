import { pointOfNoReturn } from "../../app/point-of-no-return.ts";
import type { RehearsedRelease } from "../../app/rehearse/rehearsal.ts";
import type { StepNow } from "../../app/what-now.ts";
import { type Phase, type PlannedItem, type Preview, phases } from "../../domain/plan.ts";
import { diffView, textView } from "./diff-view.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { stateMark } from "./state-mark.ts";
import { counted } from "./tally.ts";
import { moment } from "./when.ts";

/** One release: what it is, and its checklist phase by phase with the point of no return as a line across. `place` makes its ids unique. */
export const releaseChecklist = (release: RehearsedRelease, place: number): Markup => {
  const { state, planHash } = release;
  const items = state.plan?.items ?? [];
  const known = new Set(items.map(({ id }) => id));
  const strays = release.steps.filter((step) => !known.has(step.item));
  return html`<section class="release" id="release-${place}" aria-labelledby="release-${place}-title">
<h2 id="release-${place}-title">${state.kind === "patch" ? "Patch" : "Release"} <span class="version">${state.version}</span></h2>
<dl class="about">
${about("after", state.plan?.previous ?? "unknown")}
${about("captain", state.captain)}
${about("frozen", state.plan?.days.freeze ?? state.order.freezeDay)}
${about("planned", state.plan?.days.planned ?? state.order.day)}
${about("started", moment(state.startedAt))}
${about("finished", state.finishedAt === undefined ? html`<strong class="bad">not finished</strong>` : moment(state.finishedAt))}
${about("plan", html`revision ${state.plan?.revision ?? 0}, <code>${planHash.slice(0, 16)}</code>`)}
</dl>
${state.rollback !== undefined && html`<p class="problem">Rolled back by ${state.rollback.by}: ${state.rollback.reason}</p>`}
${state.aborted !== undefined && html`<p class="problem">Aborted by ${state.aborted.by}: ${state.aborted.reason}</p>`}
${state.plan !== undefined && state.plan.warnings.length > 0 && html`<ul class="warnings">${state.plan.warnings.map((each) => html`<li>${each}</li>`)}</ul>`}
${phases.map((phase) => phaseView(phase, items, release))}
${strays.length > 0 && html`<h3 class="phase">beside the plan</h3><ul class="steps">${strays.map((step) => stepView(step, undefined))}</ul>`}
${textView("Runbook, as it was when the release had just started", release.runbook)}
</section>`;
};

const about = (name: string, value: Part): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const phaseView = (phase: Phase, items: readonly PlannedItem[], release: RehearsedRelease): Markup | undefined => {
  const here = items.filter((item) => item.phase === phase);
  if (here.length === 0) return undefined;
  return html`<h3 class="phase">${phase}</h3>
<ol class="items">${here.map((item) => html`${item.id === pointOfNoReturn && noReturn}${itemView(item, release)}`)}</ol>`;
};

const noReturn = html`<li class="across"><span>Point of no return</span> <small>from here on, nothing can be undone</small></li>`;

const itemView = (item: PlannedItem, { steps, state }: RehearsedRelease): Markup => {
  const own = steps.filter((step) => step.item === item.id);
  const skipped = state.skipped.get(item.id);
  const previews = new Map([...item.steps, ...state.added.map((each) => each.step)].map((step) => [step.id, step.preview]));
  return html`<li class="item">
<h4>${item.title} ${stateMark(skipped === undefined ? standingOf(own) : "skipped")}</h4>
<p class="dim">${rowsText(item.rows)}${item.owner.join(", ")}${item.by !== "signalbox" && ` · by ${item.by}`}${item.access.length > 0 && ` · needs ${item.access.join(", ")}`}</p>
${skipped !== undefined && html`<p>Skipped by ${skipped.by}: ${skipped.reason}</p>`}
${item.interlock !== undefined && html`<p class="interlock"><strong>Interlock</strong> ${item.interlock}</p>`}
<ul class="steps">${own.map((step) => stepView(step, previews.get(step.step)))}</ul>
</li>`;
};

const rowsText = (rows: readonly number[]): string =>
  rows.length === 0 ? "" : `${rows.length === 1 ? "row" : "rows"} ${rows.join(", ")} · `;

const standingOf = (steps: readonly StepNow[]): StepNow["is"] =>
  steps.find((step) => step.is !== "done" && step.is !== "skipped")?.is ??
  (steps.every((step) => step.is === "skipped") && steps.length > 0 ? "skipped" : "done");

const stepView = (
  { step, is, says, question, waitsFor, facts = {} }: StepNow,
  preview: Preview | undefined,
): Markup => html`<li class="step">
<p><code>${step.slice(step.indexOf("/") + 1)}</code> ${is !== "done" && stateMark(is)} ${says}</p>
${question !== undefined && html`<p class="problem">${question.what} ${question.why} ${question.next}</p>`}
${waitsFor !== undefined && html`<p class="dim">waits for ${waitsFor.join(", ")}</p>`}
${Object.keys(facts).length > 0 && factsView(facts)}
${preview !== undefined && previewView(preview)}
</li>`;

/** More facts than this are folded away. */
const openFacts = 4;

const factsView = (facts: Readonly<Record<string, string>>): Markup => {
  const entries = Object.entries(facts);
  const pairs = entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return entries.length > openFacts
    ? html`<details class="facts"><summary>${counted(entries.length, "fact")}</summary><dl>${pairs}</dl></details>`
    : html`<dl class="facts">${pairs}</dl>`;
};

const previewView = (preview: Preview): Markup => {
  switch (preview.is) {
    case "diff":
      return diffView(preview.title, preview.diff);
    case "text":
      return textView(preview.title, preview.text);
    case "line":
      return html`<p class="line">${preview.line}</p>`;
  }
};
