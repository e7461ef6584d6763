import type { RehearsedRelease } from "../../app/rehearse/rehearsal.ts";
import { describeEvent } from "../../domain/journal/describe-event.ts";
import type { Entry } from "../../domain/journal/event.ts";
import { tableOf } from "./json-view.ts";
import { html, type Markup } from "./markup.ts";
import { counted } from "./tally.ts";
import { moment } from "./when.ts";

/** Every journal, to unfold: who did what when, each entry with the beginning of its hash. */
export const journalView = (releases: readonly RehearsedRelease[]): Markup => html`<section id="journal" aria-labelledby="journal-title">
<h2 id="journal-title">Journal</h2>
${releases.map(
  ({
    state,
    journal,
  }) => html`<details class="journal"><summary>${state.version} <span class="dim">${counted(journal.length, "event")}, head <code>${state.head.slice(0, 12)}</code></span></summary>
${tableOf(["#", "time", "actor", "event", "says", "hash"], journal.map(row))}</details>`,
)}
</section>`;

const row = ({ sequence, at, actor, event, hash }: Entry) => [
  sequence,
  moment(at),
  actor,
  html`<span class="event">${event.is}</span>`,
  html`<span class="value">${describeEvent(event)}</span>`,
  html`<code>${hash.slice(0, 8)}</code>`,
];
