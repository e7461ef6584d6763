import { pointOfNoReturn } from "../checklist/index.ts";
import { runbookOf } from "../checklist/runbook.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Event } from "../domain/journal/event.ts";
import { fold, foldOne } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { Runbook, RunbookStep } from "../domain/runbook.ts";
import { type RenderedSteps, renderRunbook } from "../texts/render-runbook.ts";
import { loadRelease } from "./load-release.ts";
import { runbookFile } from "./own-files.ts";
import type { AppParts } from "./parts.ts";
import { type KnownFiles, nothingKnown, standingFiles } from "./standing-files.ts";

/** The rest of a release for people without Signalbox. Reads the journal and what is kept beside it; asks nobody outside. */
export const makeRunbook = async (parts: AppParts, version: string): Promise<Runbook> =>
  runbookNow(parts, await loadRelease(parts, version));

export const runbookNow = async (parts: AppParts, state: ReleaseState, before: Before = nothingBefore()): Promise<Runbook> =>
  runbookOf(state, { kinds: parts.kinds, pointOfNoReturn, file: await standingFiles(parts, state, before.files), told: before.told });

/** What is kept between two pages of a release, most of which are alike. */
interface Before {
  readonly files: KnownFiles;
  readonly told: Map<string, RunbookStep>;
  readonly rendered: RenderedSteps;
}

const nothingBefore = (): Before => ({ files: nothingKnown(), told: new Map(), rendered: new WeakMap() });

/**
 * The same parts with a journal that keeps the page up to date: whoever finds Signalbox dead at any moment finds a page that says what may have been
 * sent. Nothing waits for it in vain: a page that cannot be written is said, and the release goes on.
 */
export const withRunbook = (parts: AppParts): AppParts => {
  let before = nothingBefore();
  return {
    ...parts,
    journal: keepingPage(parts, async (state, isReplanned) => {
      if (isReplanned) before = nothingBefore();
      try {
        const page = renderRunbook(await runbookNow(parts, state, before), before.rendered);
        await parts.ports.artifacts.write(state.version, runbookFile, new TextEncoder().encode(page));
      } catch (error) {
        if (!(error instanceof ReleaseError)) throw error;
        parts.onReading(`the runbook is not up to date: ${error.explanation.what}`);
      }
    }),
  };
};

/** What changes the page: an effect that may now be sent, and everything that is over or planned anew. */
const changing: ReadonlySet<Event["is"]> = new Set([
  "intent",
  "done",
  "parked",
  "plan-revised",
  "step-added",
  "handed-over",
  "skipped",
  "finished",
]);

const keepingPage = ({ journal }: AppParts, write: (state: ReleaseState, isReplanned: boolean) => Promise<void>): Journal => {
  let known: ReleaseState | undefined;
  return {
    ...journal,
    append: async (release, after, events) => {
      const entries = await journal.append(release, after, events);
      const isNext = known?.release === release && known.sequence === after;
      known = isNext ? entries.reduce(foldOne, known) : fold(await journal.read(release));
      if (known !== undefined && events.some(({ event }) => changing.has(event.is)))
        await write(
          known,
          events.some(({ event }) => event.is === "plan-revised"),
        );
      return entries;
    },
  };
};
