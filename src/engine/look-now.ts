import { recordOf } from "../domain/journal/fold.ts";
import type { StepRecord } from "../domain/journal/state.ts";
import { type Looked, look, lookingAt } from "./look.ts";
import type { Here } from "./outcome.ts";

/** What the journal says of the step at hand. */
export const recordNow = (here: Here): StepRecord => recordOf(here.driving.state(), { step: here.step, key: here.key });

/** What is there of it now. */
export const lookNow = (here: Here): Promise<Looked> => {
  const at = lookingAt(here.driving, here.key, recordNow(here));
  return look(here.driving.parts.ports, here.kind, here.input, here.hands === undefined ? at : { ...at, hands: here.hands });
};
