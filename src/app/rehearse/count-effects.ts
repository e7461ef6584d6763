import type { AppliedEffect } from "../../domain/ports/world.ts";
import type { Difference } from "../verify-release.ts";

/** One effect of the world, and how often it was applied. */
export interface CountedEffect extends AppliedEffect {
  readonly count: number;
  /** Applied more than once although the second time was not meant to be. */
  readonly doubled: boolean;
}

/** Effects that are rightly applied again: a status replaces the one before, and a draft's content is set again when the plan changes. */
const repeatable: ReadonlySet<string> = new Set(["set-status", "settings", "content"]);

/** Applications counted by system, effect and subject, in order of the first. */
export const countEffects = (applied: readonly AppliedEffect[]): readonly CountedEffect[] => {
  const counts = new Map<string, CountedEffect>();
  for (const each of applied) {
    const name = JSON.stringify([each.twin, each.effect, each.subject]);
    const known = counts.get(name);
    counts.set(
      name,
      known === undefined
        ? { ...each, count: 1, doubled: false }
        : { ...known, count: known.count + 1, doubled: !repeatable.has(each.effect) },
    );
  }
  return [...counts.values()];
};

/** Effects that the ledgers of the world counted more than once. */
export const doubled = (applied: readonly AppliedEffect[]): readonly Difference[] =>
  countEffects(applied)
    .filter((each) => each.doubled)
    .map(({ twin, effect, subject, count }) => ({ step: "ledger", found: `${twin} ${effect} ${subject} was applied ${count} times` }));
