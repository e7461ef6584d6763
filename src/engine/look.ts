import { ReleaseError } from "../domain/errors.ts";
import type { StepRecord } from "../domain/journal/state.ts";
import type { Json } from "../domain/known.ts";
import { lookedForSince } from "../domain/looked-for-since.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { AnyStep, Effect, Looking, Observation, Wait } from "../domain/step.ts";
import type { Driving } from "./driving.ts";

/** A kind of step that can look, with its types forgotten: the engine hands back what it was given. */
export type Looker = Effect<keyof Ports, Json, Json> | Wait<keyof Ports, Json, Json>;

/** Forgets a kind's own types in the one place where that is sound: input and state only travel between functions of the same kind. */
export const lookerOf = (kind: Exclude<AnyStep, { readonly is: "decision" }>): Looker => kind as unknown as Looker;

/** What a look gave: an observation, or that looking failed in a way that time may or may not mend. */
export type Looked = Observation<Json> | { readonly is: "failed"; readonly error: ReleaseError };

export const lookingAt = (driving: Driving, key: string, record: StepRecord): Looking => ({
  key,
  since: lookedForSince(driving.state()),
  now: driving.now(),
  ...(record.receipt === undefined ? {} : { receipt: record.receipt }),
  ...(record.answer === undefined ? {} : { answer: record.answer.word }),
  ...(record.marks.length === 0 ? {} : { marked: true as const }),
  // To a record that was put back, what it no longer tells looks like the work of other hands.
  ...(record.done?.adopted === true || (record.done === undefined && driving.state().restoredAt !== undefined)
    ? { hands: true as const }
    : {}),
});

export const look = async (ports: Ports, kind: Looker, input: Json, at: Looking): Promise<Looked> => {
  try {
    return await kind.observe(ports, input, at);
  } catch (error) {
    if (error instanceof ReleaseError) return { is: "failed", error };
    throw error;
  }
};
