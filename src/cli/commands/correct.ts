import { correct, type Wanted, withdrawCorrection } from "../../app/correct.ts";
import { correctionsNow } from "../../app/corrections-now.ts";
import { editPosted } from "../../app/edit-posted.ts";
import { type AppParts, releaseId } from "../../app/parts.ts";
import { editsOf } from "../../app/posted-edits.ts";
import { correctionText } from "../../domain/correction-text.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import { type Action, type Invocation, type Outcome, optionValue, wordAt } from "../command.ts";
import { correctionLines } from "../correction-text.ts";
import { brief, painter } from "../paint.ts";
import { said } from "../said.ts";
import { versionMeant, withApp } from "../with-app.ts";

/** Spells somebody another way in every text that is not sent yet. */
export const name: Action = (invocation) =>
  corrects(invocation, { is: "name", whom: wordAt(invocation, "whom"), to: optionValue(invocation, "to") ?? "" });

/** Lets a change say something else. */
export const summary: Action = (invocation) =>
  corrects(invocation, { is: "summary", entry: wordAt(invocation, "entry"), to: optionValue(invocation, "to") ?? "" });

/** Leaves a change out. */
export const leaveOut: Action = (invocation) => corrects(invocation, { is: "left-out", entry: wordAt(invocation, "entry") });

/** Takes a correction back. */
export const withdraw: Action = (invocation) => {
  const id = wordAt(invocation, "id");
  return said(
    invocation,
    (parts, version) => withdrawCorrection(parts, version, id, optionValue(invocation, "reason") ?? ""),
    (state, { actor }) => `${actor} takes ${id} of ${state.version} back.`,
  );
};

/** Edits a message that was posted before. */
export const posted: Action = (invocation) => {
  const step = wordAt(invocation, "step");
  return said(
    invocation,
    (parts, version) => editPosted(parts, version, step),
    (state, { actor }) => `${actor} edits what ${step} of ${state.version} posted (${editsOf(state, step).at(-1)?.id ?? ""}).`,
    "world",
  );
};

const corrects = (invocation: Invocation, wanted: Wanted): Promise<Outcome> =>
  withApp(invocation, "world", async (parts) => {
    const version = await versionMeant(invocation, parts);
    const before = (await parts.journal.read(releaseId(parts.train, version))).length;
    const state = await correct(parts, version, wanted, optionValue(invocation, "reason") ?? "");
    return state.sequence === before ? unchanged(version, parts, state) : made(invocation, parts, state);
  });

const unchanged = (version: string, { actor }: AppParts, { sequence }: ReleaseState): Outcome => {
  const line = "Nothing to record: the facts say so already.";
  return { exit: "done", data: { version, actor, changed: false, sequence, says: line }, text: `${line}\n` };
};

const made = async (invocation: Invocation, parts: AppParts, state: ReleaseState): Promise<Outcome> => {
  const now = correctionsNow(state, await parts.journal.read(state.release)).at(-1);
  const line = now === undefined ? "" : `${now.id}: ${correctionText(now.correction)}`;
  const { version, sequence } = state;
  const lines = now === undefined ? [] : correctionLines(version, now, painter(invocation.colour));
  return {
    exit: "done",
    data: { version, actor: parts.actor, changed: true, sequence, says: line, correction: now },
    text: [
      ...lines,
      "The plan is made again before anything else is sent; approvals of what this changes count no longer then.",
      `next: signalbox tick ${brief(version)}`,
      "",
    ].join("\n"),
  };
};
