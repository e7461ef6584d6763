import { hashOf } from "./canonical.ts";
import { recordOf } from "./journal/fold.ts";
import type { ReleaseState, StepRecord } from "./journal/state.ts";
import { type FactOf, factsIn, type Json, type Resolved, resolve } from "./known.ts";
import type { PlannedItem, PlannedStep } from "./plan.ts";
import type { EffectKey } from "./step.ts";

/** Where a step stands. `ready` means that nothing in the plan holds it back; whether it is due now is its record's matter. */
export type Standing =
  | { readonly is: "blocked"; readonly by: string }
  | { readonly is: "ready"; readonly input: Json; readonly key: EffectKey; readonly record: StepRecord }
  | { readonly is: "done"; readonly input: Json; readonly key: EffectKey; readonly record: StepRecord }
  | { readonly is: "skipped"; readonly reason: string };

export interface StepProgress {
  readonly step: PlannedStep;
  readonly item: PlannedItem | undefined;
  readonly standing: Standing;
}

/** The same wherever and however often it is computed: no time and no attempt is part of it. */
export const effectKey = (train: string, version: string, step: string, input: Json): EffectKey => hashOf([train, version, step, input]);

/**
 * Where every step of the newest plan stands, in plan order. What a step found under another input does not count, so a new candidate
 * opens again exactly the steps that depend on it.
 */
export const progressOf = (state: ReleaseState): readonly StepProgress[] => {
  const found = known.get(state) ?? progressNow(state);
  known.set(state, found);
  return found;
};

/** A state never changes, and several ask for the progress of the same one. */
const known = new WeakMap<ReleaseState, readonly StepProgress[]>();

const progressNow = (state: ReleaseState): readonly StepProgress[] => {
  const items = state.plan?.items ?? [];
  const standings = new Map<string, Standing>();
  const finished = (id: string): boolean => isOver(standings.get(id));
  const itemFinished = (id: string): boolean => items.find((each) => each.id === id)?.steps.every((each) => finished(each.id)) ?? true;
  const lookUp = (wanted: FactOf): string | undefined => factAt(standings.get(wanted.after), wanted.fact);
  const found: StepProgress[] = [];
  for (const item of items) {
    for (const [place, step] of item.steps.entries()) {
      const earlier = item.inAnyOrder === true ? [] : item.steps.slice(0, place);
      const before = item.after.find((each) => !itemFinished(each)) ?? earlier.find((each) => !finished(each.id))?.id;
      const standing = standingOf(state, item, step, before, finished, lookUp);
      standings.set(step.id, standing);
      found.push({ step, item, standing });
    }
  }
  for (const { step } of state.added) {
    const standing = standingOf(state, undefined, step, undefined, finished, lookUp);
    standings.set(step.id, standing);
    found.push({ step, item: undefined, standing });
  }
  return found;
};

/** Whether a step needs nothing more. */
export const isOver = (standing: Standing | undefined): boolean => standing?.is === "done" || standing?.is === "skipped";

/** The value of a fact, when the step that tells it is done. */
export const factOfRelease = (progress: readonly StepProgress[], wanted: FactOf): string | undefined =>
  factAt(progress.find((each) => each.step.id === wanted.after)?.standing, wanted.fact);

/** Names of the facts of a step that other steps of the plan are made of, unless those were left out or are among `but`. */
export const neededFacts = (state: ReleaseState, step: string, but: readonly string[] = [step]): readonly string[] => {
  const planned = (state.plan?.items ?? []).filter((each) => !state.skipped.has(each.id)).flatMap((each) => each.steps);
  const wanted = [...planned, ...state.added.map((each) => each.step)]
    .filter((each) => !but.includes(each.id))
    .flatMap((each) => factsIn(each.input));
  return [...new Set(wanted.filter((each) => each.after === step).map((each) => each.fact))];
};

const factAt = (standing: Standing | undefined, fact: string): string | undefined =>
  standing?.is === "done" ? standing.record.done?.facts[fact] : undefined;

interface Made {
  readonly train: string;
  readonly version: string;
  readonly facts: readonly FactOf[];
  readonly told: readonly (string | undefined)[];
  readonly resolved: Resolved;
  readonly key: EffectKey;
}

/** What a step is made of and its key. Kept with the step: every turn asks for those of all steps, and they change when a fact does. */
export const madeOf = (state: ReleaseState, step: PlannedStep, lookUp: (wanted: FactOf) => string | undefined): Made => {
  const { train, version } = state;
  const before = keptMade.get(step);
  const facts = before?.facts ?? factsIn(step.input);
  const told = facts.map(lookUp);
  if (before?.train === train && before.version === version && told.every((each, at) => each === before.told[at])) return before;
  const resolved = resolve(step.input, lookUp);
  const key = resolved.is === "unknown" ? "" : effectKey(train, version, step.id, resolved.value);
  const made = { train, version, facts, told, resolved, key };
  keptMade.set(step, made);
  return made;
};

const keptMade = new WeakMap<PlannedStep, Made>();

const standingOf = (
  state: ReleaseState,
  item: PlannedItem | undefined,
  step: PlannedStep,
  before: string | undefined,
  finished: (id: string) => boolean,
  lookUp: (wanted: FactOf) => string | undefined,
): Standing => {
  const made = madeOf(state, step, lookUp);
  const waitsFor =
    before ??
    [...(step.after ?? []), ...(step.guardedBy ?? [])].find((each) => !finished(each)) ??
    made.facts.find((_, at) => made.told[at] === undefined)?.after;
  const { resolved } = made;
  const left = item === undefined ? undefined : state.skipped.get(item.id);
  const skipped: Standing | undefined = left === undefined ? undefined : { is: "skipped", reason: left.reason };
  if (resolved.is === "unknown") return skipped ?? { is: "blocked", by: waitsFor ?? resolved.waitsFor.after };
  const { key } = made;
  const record = recordOf(state, { step: step.id, key });
  // What was done before its item was left out stays done: others may be made of its facts.
  if (record.done !== undefined && (skipped !== undefined || waitsFor === undefined))
    return { is: "done", input: resolved.value, key, record };
  if (skipped !== undefined) return skipped;
  if (waitsFor !== undefined) return { is: "blocked", by: waitsFor };
  if (record.answer?.word === "abandon") return { is: "skipped", reason: record.answer.reason };
  return { is: "ready", input: resolved.value, key, record };
};
