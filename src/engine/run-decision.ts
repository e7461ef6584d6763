import type { ReleaseState } from "../domain/journal/state.ts";
import type { Json } from "../domain/known.ts";
import type { PlannedStep } from "../domain/plan.ts";
import type { Standing } from "../domain/progress.ts";
import type { AnyStep, Decision, Settled } from "../domain/step.ts";
import { wordOf } from "../domain/word-of.ts";
import type { Driving } from "./driving.ts";

type Ready = Extract<Standing, { readonly is: "ready" }>;
type AnyDecision = Extract<AnyStep, { readonly is: "decision" }>;

/** What people's word makes of a decision now. */
export const settle = (state: ReleaseState, kind: AnyDecision, standing: Ready): Settled =>
  (kind as unknown as Decision<Json>).settled(standing.input, wordOf(state, standing.record));

/** Writes a settled decision down. */
export const recordDecision = async (driving: Driving, kind: AnyDecision, step: PlannedStep, standing: Ready): Promise<void> => {
  const settled = settle(driving.state(), kind, standing);
  if (settled.is !== "settled") return;
  await driving.append({
    is: "done",
    step: step.id,
    key: standing.key,
    epoch: driving.epoch,
    facts: settled.facts,
    evidence: settled.evidence,
    byHand: true,
  });
};
