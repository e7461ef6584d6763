import type { CorrectionEvent, Entry } from "./event.ts";
import type { ReleaseState } from "./state.ts";

/** Corrections, and what was taken back of them; each changes texts, so the plan is made again before anything else is sent. */
export const foldCorrections = (
  state: ReleaseState,
  event: CorrectionEvent,
  { actor: by, at, sequence }: Pick<Entry, "actor" | "at" | "sequence">,
): ReleaseState => {
  const { id, reason } = event;
  switch (event.is) {
    case "corrected": {
      const { correction, texts } = event;
      const made = { id, at, by, reason, correction, texts, sequence, withdrawn: undefined };
      return { ...state, corrections: [...state.corrections, made], replan: `correction ${id} by ${by}: ${reason}` };
    }
    case "correction-withdrawn":
      return {
        ...state,
        corrections: state.corrections.map((each) => (each.id === id ? { ...each, withdrawn: { by, reason } } : each)),
        replan: `correction ${id} was withdrawn by ${by}: ${reason}`,
      };
  }
};
