import { textAt } from "../known.ts";
import type { Entry, RolledBack } from "./event.ts";
import type { ReleaseState } from "./state.ts";

/** The release goes on with what takes it back: what it had not done is left out, and messages that are corrected now keep no earlier correction of ours. */
export const foldRollback = (
  state: ReleaseState,
  { reason, items, leaves, undoes }: RolledBack,
  { actor: by, at }: Pick<Entry, "actor" | "at">,
): ReleaseState => {
  const corrected = new Set(
    items.flatMap((each) => each.steps).flatMap(({ kind, input }) => (kind === "edit-message" ? (textAt(input, "id") ?? []) : [])),
  );
  const left = leaves.map((item) => [item, { by, reason: `the release was rolled back: ${reason}` }] as const);
  return {
    ...state,
    rollback: { by, at, reason, undoes },
    plan: state.plan === undefined ? undefined : { ...state.plan, items: [...state.plan.items, ...items] },
    added: state.added.filter(({ step }) => step.kind !== "edit-message" || !corrected.has(textAt(step.input, "id") ?? "")),
    skipped: new Map([...state.skipped, ...left]),
    held: undefined,
    aborted: undefined,
    finishedAt: undefined,
  };
};
