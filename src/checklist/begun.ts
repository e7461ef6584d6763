import type { ReleaseState } from "../domain/journal/state.ts";
import type { PlannedItem, PlannedStep } from "../domain/plan.ts";
import type { AnyStep } from "../domain/step.ts";

/** What a release has begun, as far as a newer revision of its plan must not begin it again. */
export interface Begun {
  /** Whether the point of no return is crossed, or a request to cross it may be on its way. */
  readonly launched: boolean;
  /** The newest plan's item and step. */
  readonly planned: (item: string) => PlannedItem | undefined;
  readonly plannedStep: (step: string) => PlannedStep | undefined;
  /** The newest plan's step, when it was asked of the world, under whatever input. */
  readonly step: (step: string) => PlannedStep | undefined;
}

/** A release that was not started. */
export const nothingBegun: Begun = { launched: false, planned: () => undefined, plannedStep: () => undefined, step: () => undefined };

/** What was begun under any input: what was sent under an older plan is out in the world all the same. A wait begins nothing. */
export const begunBy = (state: ReleaseState, pointOfNoReturn: string, kinds: ReadonlyMap<string, AnyStep>): Begun => {
  const sent = new Set(
    [...state.records].flatMap(([name, { intent, done }]) =>
      intent === undefined && done === undefined ? [] : [name.slice(0, name.lastIndexOf(" "))],
    ),
  );
  const items = new Map((state.plan?.items ?? []).map((each) => [each.id, each]));
  const steps = new Map([...items.values()].flatMap((each) => each.steps.map((step) => [step.id, step] as const)));
  const isBegun = ({ id, kind }: PlannedStep): boolean => sent.has(id) && kinds.get(kind)?.is === "effect";
  const step = (id: string): PlannedStep | undefined => {
    const found = steps.get(id);
    return found !== undefined && isBegun(found) ? found : undefined;
  };
  return {
    launched: items.get(pointOfNoReturn)?.steps.some(isBegun) === true,
    planned: (id) => items.get(id),
    plannedStep: (id) => steps.get(id),
    step,
  };
};
