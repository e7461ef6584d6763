import type { AppliedEffect } from "../../domain/ports/world.ts";
import type { Difference } from "../verify-release.ts";

/** Effects that are rightly applied again: a status replaces the one before, an app is built again for each candidate. */
const repeatable: ReadonlySet<string> = new Set(["set-status", "settings", "content"]);

/** Effects that the ledgers of the world counted more than once. */
export const doubled = (applied: readonly AppliedEffect[]): readonly Difference[] => {
  const counts = new Map<string, number>();
  for (const { twin, effect, subject } of applied) {
    if (repeatable.has(effect)) continue;
    const name = `${twin} ${effect} ${subject}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([name, count]) => ({ step: "ledger", found: `${name} was applied ${count} times` }));
};
