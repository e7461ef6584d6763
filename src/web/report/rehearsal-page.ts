import type { Rehearsal } from "../../app/rehearse/rehearsal.ts";
import { sha256 } from "../../domain/canonical.ts";
import { checksView } from "./checks-view.ts";
import { commitsView } from "./commits-view.ts";
import { effectsView } from "./effects-view.ts";
import { handbookRows } from "./handbook-rows.ts";
import { contents, header, problems } from "./header.ts";
import { journalView } from "./journal-view.ts";
import { html, textOf } from "./markup.ts";
import { releaseChecklist } from "./release-checklist.ts";
import { noticesView, scenesView } from "./story-view.ts";
import { stylesheet } from "./stylesheet.ts";
import { endingOf } from "./tally.ts";
import { textsView } from "./texts-view.ts";
import { timeline } from "./timeline.ts";
import { worldView } from "./world-view.ts";

/**
 * A rehearsal as one HTML file that needs nothing else: no script, no request, and a policy that allows neither. All texts in it may be
 * hostile; see `markup.ts` for why none of them becomes markup.
 */
export const rehearsalPage = (rehearsal: Rehearsal): string =>
  textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${endingOf(rehearsal).word}: rehearsal of ${rehearsal.train} ${rehearsal.releases.map(({ state }) => state.version).join(" and ")}</title>
<style>${stylesheet}</style>
</head>
<body>
${header(rehearsal)}
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
<footer><p>Signalbox rehearsed this train against local stand-ins of every outside system. Times are virtual, in UTC.</p></footer>
</body>
</html>
`);

/** The one stylesheet is allowed by its hash; everything else, scripts and requests of any kind, is not. */
const policy = `default-src 'none'; style-src 'sha256-${Buffer.from(sha256(textOf(stylesheet)), "hex").toString("base64")}'; base-uri 'none'; form-action 'none'`;
