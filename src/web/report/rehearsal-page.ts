import type { Rehearsal } from "../../app/rehearse/rehearsal.ts";
import { checksView } from "./checks-view.ts";
import { commitsView } from "./commits-view.ts";
import { effectsView } from "./effects-view.ts";
import { handbookRows } from "./handbook-rows.ts";
import { contents, header, problems } from "./header.ts";
import { journalView } from "./journal-view.ts";
import { html } from "./markup.ts";
import { page } from "./page.ts";
import { releaseChecklist } from "./release-checklist.ts";
import { noticesView, scenesView } from "./story-view.ts";
import { stylesheet } from "./stylesheet.ts";
import { endingOf } from "./tally.ts";
import { textsView } from "./texts-view.ts";
import { timeline } from "./timeline.ts";
import { worldView } from "./world-view.ts";

/** A rehearsal as one HTML file. All texts in it may be hostile. */
export const rehearsalPage = (rehearsal: Rehearsal): string =>
  page({
    title: `${endingOf(rehearsal).word}: rehearsal of ${rehearsal.train} ${rehearsal.releases.map(({ state }) => state.version).join(" and ")}`,
    stylesheet,
    body: html`${header(rehearsal)}
${contents(rehearsal)}
<main>
${problems(rehearsal)}
${handbookRows(rehearsal.rows)}
${timeline(rehearsal)}
${rehearsal.releases.map(releaseChecklist)}
${checksView(rehearsal.releases)}
${scenesView(rehearsal.scenes)}
${textsView(rehearsal.texts)}
${worldView(rehearsal.holdings)}
${commitsView(rehearsal.commits)}
${effectsView(rehearsal.applied)}
${noticesView(rehearsal.notices)}
${journalView(rehearsal.releases)}
</main>
<footer><p>Signalbox rehearsed this train against local stand-ins of every outside system. Times are virtual, in UTC.</p></footer>`,
  });
