import type { ChangelogSection } from "../domain/edit.ts";
import type { ReleaseState, StepRecord } from "../domain/journal/state.ts";
import { fieldAt, type Json, textAt } from "../domain/known.ts";
import type { Plan } from "../domain/plan.ts";
import { progressOf } from "../domain/progress.ts";
import type { AppParts } from "./parts.ts";

/** A section and the parts of the changelog that became it. */
export type DraftedSection = Pick<ChangelogSection, "text" | "takes">;

const writing = "write-changelog/push-commits";

/** The changelog's section as Signalbox wrote it last: of the newest revision of the plan that came so far, which need not be the newest. */
export const lastSection = async ({ journal }: Pick<AppParts, "journal">, state: ReleaseState): Promise<DraftedSection | undefined> => {
  const plans = (await journal.read(state.release)).flatMap(({ event }) => (event.is === "plan-revised" ? [event.plan] : []));
  const written = plans.findLast((plan) => isWritten(state, plan));
  return written === undefined ? undefined : sectionIn(written);
};

const isWritten = (state: ReleaseState, plan: Plan): boolean => {
  const standing = progressOf({ ...state, plan }).find((each) => each.step.id === writing)?.standing;
  return (standing?.is === "done" && !isByHand(standing.record)) || (standing?.is === "ready" && standing.record.intent !== undefined);
};

/** What people wrote in its place was never drafted. */
const isByHand = ({ intent, done }: StepRecord): boolean => intent === undefined && (done?.adopted === true || done?.byHand === true);

const sectionIn = ({ items }: Plan): DraftedSection | undefined => {
  const input = items.flatMap((each) => each.steps).find((each) => each.id === writing)?.input;
  const edit = first(fieldAt(first(fieldAt(input, "commits")), "edits"));
  const [text, takes] = [textAt(edit, "text"), fieldAt(edit, "takes")];
  return text === undefined ? undefined : { text, ...(Array.isArray(takes) && { takes: takes.map(String) }) };
};

const first = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? list[0] : undefined);
