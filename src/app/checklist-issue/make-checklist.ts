import type { Checklist, ChecklistAsk, ChecklistItem } from "../../domain/checklist.ts";
import type { Entry } from "../../domain/journal/event.ts";
import type { PlannedItem } from "../../domain/plan.ts";
import { commandsFor } from "../commands-for.ts";
import { itemStanding, waitingSince } from "../item-standing.ts";
import type { AppParts } from "../parts.ts";
import type { ReleaseNow, StepNow } from "../what-now.ts";
import { markables } from "./markable.ts";

/** A release, its journal, and when it wants to be looked at again. */
export interface Told {
  readonly now: ReleaseNow;
  readonly entries: readonly Entry[];
  readonly next: string | undefined;
}

/** A release as a page with boxes. Pure. */
export const makeChecklist = (told: Told, kinds: AppParts["kinds"]): Checklist => {
  const { state, steps } = told.now;
  const ticks = new Map(isOver(told) ? [] : markables(state, kinds).map(({ item, tick }) => [item, tick]));
  const over = steps.filter((each) => each.is === "done" || each.is === "skipped").length;
  return {
    train: state.train,
    version: state.version,
    captain: state.captain,
    days: state.plan?.days,
    stands: `${standing(told)}${over} of ${steps.length} steps are over`,
    next: isOver(told) || state.held !== undefined ? undefined : told.next,
    items: (state.plan?.items ?? []).map((item) => itemOf(told, item, ticks.get(item.id))),
  };
};

export const isOver = ({ now: { state } }: Pick<Told, "now">): boolean => state.finishedAt !== undefined || state.aborted !== undefined;

const standing = ({ now: { state } }: Told): string => {
  if (state.finishedAt !== undefined) return "finished; ";
  if (state.aborted !== undefined) return `aborted by ${state.aborted.by}: ${state.aborted.reason}; `;
  return state.held === undefined ? "" : `held by ${state.held.by}: ${state.held.reason}; `;
};

const itemOf = (told: Told, { id, title, phase, steps }: PlannedItem, tick: string | undefined): ChecklistItem => {
  const own = told.now.steps.filter((each) => each.item === id);
  const is = itemStanding(own);
  const asks = isOver(told) ? [] : own.filter((each) => each.is === "asks" || (each.is === "unknown" && each.question !== undefined));
  return {
    id,
    title,
    phase,
    pointOfNoReturn: steps.some(({ kind }) => kind === "push-tag"),
    is,
    says: own.findLast((each) => each.is === is && each.says !== "" && !asks.includes(each))?.says ?? "",
    asks: asks.map((each) => askOf(told, each)),
    tick,
  };
};

const askOf = (told: Told, step: StepNow): ChecklistAsk => ({
  whom: step.waitsFor ?? [],
  since: waitingSince(told, step),
  says: step.says,
  commands: commandsFor(told.now.state.version, step),
});
