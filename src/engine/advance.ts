import { explain } from "../domain/errors.ts";
import { compareInstants, type Instant, instant } from "../domain/instant.ts";
import type { PlannedStep } from "../domain/plan.ts";
import { isOver, progressOf, type StepProgress } from "../domain/progress.ts";
import { type Driving, deciding, renew } from "./driving.ts";
import { recordDecision, settle } from "./run-decision.ts";
import { runStep } from "./run-step.ts";

/** Why driving stopped. */
export type Stopped =
  | { readonly is: "finished" }
  | { readonly is: "replan"; readonly because: string }
  | { readonly is: "held" | "aborted" | "stopping" }
  | { readonly is: "nothing-due"; readonly next: Instant | undefined };

/** Runs every step that is due, one after another in plan order, until none is. What people say in between is heeded before the next effect. */
export const advance = async (driving: Driving): Promise<Stopped> => {
  for (;;) {
    const stopped = await deciding(driving, () => advanceOnce(driving));
    if (stopped !== undefined) return stopped;
  }
};

const advanceOnce = async (driving: Driving): Promise<Stopped | undefined> => {
  const state = driving.state();
  if (state.aborted !== undefined) return { is: "aborted" };
  if (state.held !== undefined) return { is: "held" };
  if (driving.parts.stopping()) return { is: "stopping" };
  if (state.replan !== undefined) return { is: "replan", because: state.replan };
  const progress = progressOf(state);
  requireKnownKinds(driving, progress);
  if (state.plan !== undefined && progress.every((each) => isOver(each.standing))) {
    if (state.finishedAt === undefined) await driving.append({ is: "finished" });
    return { is: "finished" };
  }
  const due = progress.find((each) => isDue(each, driving));
  if (due === undefined) return { is: "nothing-due", next: nextWakeUp(progress, driving.lookAt) };
  await renew(driving);
  await run(driving, due);
  return undefined;
};

/** Runs only those steps, while they are due, also of a release that is held or over: what says that something is wrong with it waits for neither. */
export const advanceOnly = async (driving: Driving, isWanted: (step: PlannedStep) => boolean): Promise<void> => {
  const once = async (): Promise<boolean> => {
    const due = progressOf(driving.state()).find((each) => isWanted(each.step) && isDue(each, driving));
    if (due === undefined || driving.parts.stopping()) return false;
    await renew(driving);
    await run(driving, due);
    return true;
  };
  while (await deciding(driving, once));
};

/** Looked at before anything is sent: a release must not be taken half its way by a program that cannot take it further. Raises STEP_UNKNOWN. */
const requireKnownKinds = (driving: Driving, progress: readonly StepProgress[]): void => {
  for (const { step, standing } of progress) if (!isOver(standing)) kindOf(driving, step.kind, step.id);
};

/** The earliest moment at which a waiting step wants to look again; by the journal alone, or by a drive that has looked since. */
export const nextWakeUp = (
  progress: readonly StepProgress[],
  lookAt: Driving["lookAt"] = ({ until }) => instant(until),
): Instant | undefined =>
  progress
    .flatMap(({ standing }) =>
      standing.is === "ready" && standing.record.parked === undefined && standing.record.pending !== undefined
        ? [lookAt(standing.record.pending)]
        : [],
    )
    .sort(compareInstants)[0];

const isDue = ({ step, standing }: StepProgress, driving: Driving): boolean => {
  if (standing.is !== "ready" || standing.record.parked !== undefined) return false;
  const { pending } = standing.record;
  if (pending !== undefined && compareInstants(driving.lookAt(pending), driving.now()) > 0) return false;
  const kind = kindOf(driving, step.kind, step.id);
  if (kind.is !== "decision") return true;
  return settle(driving.state(), kind, standing).is === "settled";
};

const run = async (driving: Driving, { step, item, standing }: StepProgress): Promise<void> => {
  if (standing.is !== "ready") return;
  const kind = kindOf(driving, step.kind, step.id);
  if (kind.is === "decision") return recordDecision(driving, kind, step, standing);
  return runStep(driving, kind, step, standing, item?.by ?? "signalbox");
};

const kindOf = (driving: Driving, name: string, step: string) => {
  const kind = driving.parts.kinds.get(name);
  if (kind === undefined) throw explain("STEP_UNKNOWN", { step, kind: name });
  return kind;
};
