import { canonical } from "../../domain/canonical.ts";
import type { Entry } from "../../domain/journal/event.ts";
import { fieldAt, type Json } from "../../domain/known.ts";
import type { Plan, PlannedItem, PlannedStep } from "../../domain/plan.ts";

/** The items that wait, near or far, for one that people approve. */
export const itemsBehindGates = ({ items }: Plan): readonly PlannedItem[] => {
  const behind = new Set<string>();
  const isGate = (id: string): boolean => items.some((each) => each.id === id && each.steps.some(isApproval));
  // Items stand in an order in which each comes after all that it waits for.
  for (const { id, after } of items) if (after.some((each) => behind.has(each) || isGate(each))) behind.add(id);
  return items.filter(({ id }) => behind.has(id));
};

/**
 * What was sent without having been approved as it was: after a correction, people must have approved again before the effect is intended, if the
 * correction changed the effect, or anything behind the gate that the effect is the first to pass. Read from the journal itself, and by the plans in it:
 * whoever drove may have taken an old approval for a new one.
 */
export const unapproved = (entries: readonly Entry[], effect: string): readonly string[] => {
  const corrected = entries.findIndex(({ event }) => event.is === "corrected");
  if (corrected < 0) return ["nothing was corrected"];
  const intended = entries.findIndex(({ event }, at) => at > corrected && event.is === "intent" && event.step === effect);
  if (intended < 0) return [`${effect} was never sent`];
  const [before, now] = [planBefore(entries, corrected), planBefore(entries, intended)];
  if (before === undefined || now === undefined || restsOn(before, effect) === restsOn(now, effect)) return [];
  const between = entries.slice(corrected, intended);
  const people = new Set(between.flatMap(({ actor, event }) => (event.is === "approved" ? [actor] : [])));
  const needed = now.items.flatMap(({ steps }) => steps.filter(isApproval).map(({ input }) => Number(fieldAt(input, "approvals"))));
  const fewest = Math.min(...needed);
  return people.size >= fewest ? [] : [`${effect} was sent as ${people.size} of ${fewest} people had approved what it is now`];
};

const isApproval = ({ kind }: PlannedStep): boolean => kind === "approve";

const planBefore = (entries: readonly Entry[], at: number): Plan | undefined =>
  entries
    .slice(0, at)
    .flatMap(({ event }) => (event.is === "plan-revised" ? [event.plan] : []))
    .at(-1);

/** Everything that a person who approves says yes to before this effect. */
const restsOn = (plan: Plan, effect: string): string => {
  const gates = plan.items.filter(({ steps }) => steps.some(isApproval)).map(({ id }) => id);
  const own = plan.items.find(({ steps }) => steps.some(({ id }) => id === effect));
  const isFirst = own?.after.some((each) => gates.includes(each)) === true;
  const steps = (isFirst ? itemsBehindGates(plan) : []).flatMap((each) => each.steps);
  const meant = isFirst ? steps : (own?.steps ?? []).filter(({ id }) => id === effect);
  return canonical(meant.map(({ id, kind, input }) => ({ id, kind, input })) as unknown as Json);
};
