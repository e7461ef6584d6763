import type { ReleaseState } from "../domain/journal/state.ts";
import type { PlannedStep } from "../domain/plan.ts";

/** The edits of a posted message so far, oldest first. */
export const editsOf = ({ added }: ReleaseState, posted: string): readonly PlannedStep[] =>
  added.map((each) => each.step).filter((each) => each.kind === "edit-message" && each.id.startsWith(editPrefix(posted)));

/** How the ids of these edits begin. */
export const editPrefix = (posted: string): string => `${posted}-edit-`;
