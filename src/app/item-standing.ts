import type { Entry } from "../domain/journal/event.ts";
import type { PlannedItem } from "../domain/plan.ts";
import { isOver, progressOf } from "../domain/progress.ts";
import type { ReleaseNow, StepNow } from "./what-now.ts";

/** A release and its journal. */
interface Told {
  readonly now: ReleaseNow;
  readonly entries: readonly Entry[];
}

/** Where an item stands as a whole, from its steps. */
export const itemStanding = (steps: readonly StepNow[]): StepNow["is"] => {
  const order = ["unknown", "asks", "due", "waiting"] as const;
  const telling = order.find((each) => steps.some((step) => step.is === each));
  if (telling !== undefined) return telling;
  if (steps.every((each) => each.is === "done" || each.is === "skipped"))
    return steps.some((each) => each.is === "done") ? "done" : "skipped";
  return "blocked";
};

/** Since when a step waits for people: since its question, or since the last thing it needed was done. */
export const waitingSince = ({ now: { state }, entries }: Told, step: StepNow): string => {
  const parked = entries.findLast(({ event }) => event.is === "parked" && event.step === step.step);
  if (step.question !== undefined && parked !== undefined) return parked.at;
  const progress = progressOf(state);
  const item = progress.find((each) => each.step.id === step.step)?.item;
  const before = progress.filter((each) => isOver(each.standing) && isBefore(each.item, each.step.id, item));
  const done = before.flatMap(({ standing }) =>
    standing.is === "done" && standing.record.done !== undefined ? [standing.record.done.at] : [],
  );
  return done.sort().at(-1) ?? (item?.phase === "rollback" ? state.rollback?.at : undefined) ?? state.startedAt;
};

const isBefore = (other: PlannedItem | undefined, id: string, item: PlannedItem | undefined): boolean =>
  item !== undefined && (item.after.includes(other?.id ?? "") || item.steps.some((each) => each.id === id));
