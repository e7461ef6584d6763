import { recordOf } from "./journal/fold.ts";
import type { ReleaseState, StepRecord } from "./journal/state.ts";
import type { Json } from "./known.ts";
import type { PlannedItem, PlannedStep } from "./plan.ts";
import { madeOf } from "./progress.ts";
import type { EffectKey } from "./step.ts";

/** A step whose input is known, with its record, whatever stands before it in the plan. */
export interface StandingAlone {
  readonly step: PlannedStep;
  readonly item: PlannedItem | undefined;
  readonly input: Json;
  readonly key: EffectKey;
  readonly record: StepRecord;
}

/**
 * Every step whose input is known, in plan order. `progressOf` tells what is the release's turn; people who work by hand keep to no turn, so here a
 * step counts as done when its record says so, though something before it is not.
 */
export const standingAlone = (state: ReleaseState): readonly StandingAlone[] => {
  const facts = new Map<string, Readonly<Record<string, string>>>();
  const planned = (state.plan?.items ?? []).flatMap((item) => item.steps.map((step) => ({ item, step })));
  const found: StandingAlone[] = [];
  for (const { item, step } of [...planned, ...state.added.map(({ step: added }) => ({ item: undefined, step: added }))]) {
    const { resolved, key } = madeOf(state, step, ({ after, fact }) => facts.get(after)?.[fact]);
    if (resolved.is === "unknown") continue;
    const record = recordOf(state, { step: step.id, key });
    if (record.done !== undefined) facts.set(step.id, record.done.facts);
    found.push({ step, item, input: resolved.value, key, record });
  }
  return found;
};
