import type { ChangedText, Entry } from "../domain/journal/event.ts";
import { recordOf } from "../domain/journal/fold.ts";
import type { MadeCorrection, ReleaseState } from "../domain/journal/state.ts";
import { progressOf } from "../domain/progress.ts";
import { editsOf } from "./posted-edits.ts";

/**
 * What became of a text that a correction changes: it will say it · it was sent and says it · it was sent before and does not · it was posted before
 * and edited since, or is about to be.
 */
export interface CorrectedText extends ChangedText {
  readonly is: "to-come" | "carried" | "sent-before" | "edited" | "being-edited";
  /** Whether a command can still edit what was sent before. */
  readonly editable: boolean;
}

export interface CorrectionNow extends Omit<MadeCorrection, "texts"> {
  readonly texts: readonly CorrectedText[];
}

/** Every correction of a release, and which texts have it, will have it, or were sent before it was made. Pure. */
export const correctionsNow = (state: ReleaseState, entries: readonly Entry[]): readonly CorrectionNow[] =>
  state.corrections.map((made) => ({ ...made, texts: made.texts.map((text) => correctedText(state, entries, made, text)) }));

const correctedText = (state: ReleaseState, entries: readonly Entry[], { sequence }: MadeCorrection, text: ChangedText): CorrectedText => {
  const sent = firstSent(state, entries, text.step);
  if (sent === undefined) return { ...text, is: "to-come", editable: false };
  if (sent > sequence) return { ...text, is: "carried", editable: false };
  const posted = progressOf(state).find(({ step }) => step.id === text.step);
  const isMessage = posted?.step.kind === "post-message";
  const edit = isMessage ? editsOf(state, text.step).findLast((each) => addedAt(entries, each.id) > sequence) : undefined;
  if (edit === undefined)
    return {
      ...text,
      is: "sent-before",
      editable: isMessage && posted?.standing.is === "done" && state.finishedAt === undefined && state.rollback === undefined,
    };
  const standing = progressOf(state).find(({ step }) => step.id === edit.id)?.standing;
  return { ...text, is: standing?.is === "done" ? "edited" : "being-edited", editable: false };
};

/** Where in the journal the request that sent a text was first intended; what was intended then says what was known then. */
const firstSent = (state: ReleaseState, entries: readonly Entry[], step: string): number | undefined => {
  const keys = [...state.records.keys()].filter((name) => name.startsWith(`${step} `)).map((name) => name.slice(step.length + 1));
  const sent = keys.findLast((key) => {
    const { intent, done } = recordOf(state, { step, key });
    return intent !== undefined || done !== undefined;
  });
  if (sent === undefined) return undefined;
  return entries.find(({ event }) => (event.is === "intent" || event.is === "done") && event.step === step && event.key === sent)?.sequence;
};

const addedAt = (entries: readonly Entry[], step: string): number =>
  entries.findLast(({ event }) => event.is === "step-added" && event.step.id === step)?.sequence ?? 0;
