import { releaseTexts } from "../checklist/texts.ts";
import { explain } from "../domain/errors.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { textAt } from "../domain/known.ts";
import type { PlannedStep } from "../domain/plan.ts";
import { lastSection } from "./last-section.ts";
import { loadRelease, say } from "./load-release.ts";
import { standingCorrections, surveyOf, tellAs } from "./make-plan.ts";
import type { AppParts } from "./parts.ts";
import { editPrefix, editsOf } from "./posted-edits.ts";
import { requireNotRolledBack, requirePerson, requireStep, requireUnderWay } from "./refuse.ts";

/** Edits a message that was posted before a correction, so that it says what the facts say now. What it would say is read before anything is recorded. */
export const editPosted = async (parts: AppParts, version: string, wanted: string): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, "edit what was posted");
  const state = await loadRelease(parts, version);
  requireUnderWay(state, person.name, "edit what was posted");
  requireNotRolledBack(state, person.name, "edit what was posted");
  const { step } = requirePosted(state, wanted);
  const told = { order: state.order, state, survey: await surveyOf(parts, state), corrections: standingCorrections(state) };
  const { story } = tellAs(parts, { ...told, drafted: await lastSection(parts, state) });
  const text = releaseTexts(story).find((each) => each.step === step.id)?.text;
  if (text === undefined)
    throw explain("USAGE", { what: `The configuration has no text for ${step.id} any more.`, next: "Edit the message by hand." });
  return say(parts, version, (now) => {
    requireUnderWay(now, person.name, "edit what was posted");
    requireNotRolledBack(now, person.name, "edit what was posted");
    const edits = editsOf(now, step.id);
    if ((textAt(edits.at(-1)?.input ?? step.input, "text") ?? "") === text) return [];
    const input = { ...requirePosted(now, step.id).message, text };
    const last = edits.at(-1);
    const edit: PlannedStep = {
      id: `${editPrefix(step.id)}${edits.length + 1}`,
      kind: "edit-message",
      input,
      ...(last === undefined ? {} : { after: [last.id] }),
    };
    return [{ is: "step-added", step: edit, because: `${person.name} corrects what was posted` }];
  });
};

/** A step that posted a message which can be edited: by us, and long enough ago to know where it is. */
const requirePosted = (state: ReleaseState, wanted: string) => {
  const { step, standing } = requireStep(state, wanted);
  if (step.kind !== "post-message")
    throw explain("USAGE", {
      what: `${step.id} posts no message.`,
      next: `Messages: ${messagesOf(state).join(", ") || "none"}.`,
    });
  if (standing.is !== "done")
    throw explain("USAGE", {
      what: `${step.id} has posted nothing yet.`,
      next: "It will say what was corrected; there is nothing to edit.",
    });
  const { id, key } = standing.record.done?.facts ?? {};
  const [workspace, channel] = [textAt(standing.input, "workspace"), textAt(standing.input, "channel")];
  if (id === undefined || key === undefined || workspace === undefined || channel === undefined)
    throw explain("USAGE", { what: `${step.id} was done by hand, so its message is not known.`, next: "Edit the message by hand." });
  return { step, message: { workspace, channel, id, key } };
};

const messagesOf = ({ plan }: ReleaseState): readonly string[] =>
  (plan?.items ?? []).flatMap((each) => each.steps).flatMap(({ id, kind }) => (kind === "post-message" ? [id] : []));
