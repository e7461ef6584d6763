import { isLostRace, ReleaseError } from "../domain/errors.ts";
import { addDuration, type Duration, type Instant } from "../domain/instant.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { advance, type Stopped } from "../engine/advance.ts";
import { type Driving, deciding, release, takeUp } from "../engine/driving.ts";
import { refuseEdited } from "./configuration/edited.ts";
import { loadRelease } from "./load-release.ts";
import { makePlan } from "./make-plan.ts";
import { withRunbook } from "./make-runbook.ts";
import type { AppParts } from "./parts.ts";
import { keepFiles } from "./standing-files.ts";
import { watchBranch } from "./watch-branch.ts";
import { watchMerges } from "./watch-merges.ts";

/** What driving came to. `next` is when something wants to be looked at again. */
export interface Driven {
  readonly state: ReleaseState;
  readonly stopped: Stopped["is"];
  readonly next: Instant | undefined;
}

/** Times that another driver may come and go between our reading and our first entry. */
const mostTries = 20;

/**
 * Drives one release until nothing is due. Looks first at what moved outside, and plans again when that changed the plan. What people
 * type meanwhile is heeded before the next effect. Where nothing is due, nothing is written.
 */
export const drive = async (given: AppParts, version: string): Promise<Driven> => {
  const parts = withRunbook(given);
  for (let attempt = 1; ; attempt += 1) {
    const state = await loadRelease(parts, version);
    const stopped = standstill(state);
    if (stopped !== undefined) return { state, stopped, next: undefined };
    await refuseEdited(parts, state);
    const driving = takeUp(parts, state);
    try {
      return await driveOn(parts, driving);
    } catch (error) {
      if (!isLostRace(error) || driving.claimed() || attempt === mostTries) throw error;
      if ((await loadRelease(parts, version)).epoch === state.epoch) throw error;
    }
  }
};

const driveOn = async (parts: AppParts, driving: Driving): Promise<Driven> => {
  try {
    const asked = await toldToWait(watch(parts, driving));
    if (asked !== undefined) return { state: driving.state(), stopped: "nothing-due", next: addDuration(driving.now(), asked) };
    const stopped = await advanceAndPlan(parts, driving);
    return { state: driving.state(), stopped: stopped.is, next: stopped.is === "nothing-due" ? stopped.next : undefined };
  } finally {
    await release(driving).catch((error: unknown) => {
      // Our claim ends by itself, and what is already thrown matters more.
      if (!(error instanceof ReleaseError)) throw error;
    });
  }
};

/** How long a system asks to be left alone; nothing is driven without having looked first. */
const toldToWait = async (looking: Promise<void>): Promise<Duration | undefined> => {
  try {
    await looking;
    return undefined;
  } catch (error) {
    if (error instanceof ReleaseError && error.code === "RATE_LIMITED" && error.retryAfter !== undefined)
      return error.retryAfter as Duration;
    throw error;
  }
};

const standstill = ({ finishedAt, aborted, held }: ReleaseState): "finished" | "aborted" | "held" | undefined => {
  if (finishedAt !== undefined) return "finished";
  if (aborted !== undefined) return "aborted";
  return held === undefined ? undefined : "held";
};

/** Once a release is rolled back, nothing of it boards, and what people take back by hand is never too early. */
const watch = async (parts: AppParts, driving: Driving): Promise<void> => {
  if (driving.state().rollback !== undefined) return;
  await deciding(driving, async () => driving.append(...(await watchBranch(parts, driving.state()))));
  await deciding(driving, async () => driving.append(...(await watchMerges(parts, driving.state()))));
};

const advanceAndPlan = async (parts: AppParts, driving: Driving): Promise<Stopped> => {
  for (;;) {
    const stopped = await advance(driving);
    if (stopped.is !== "replan") return stopped;
    await deciding(driving, async () => {
      const state = driving.state();
      const { plan, survey } = await makePlan(parts, state.order, state);
      await keepFiles(parts, state.version, survey);
      await driving.append({ is: "plan-revised", plan, because: state.replan ?? stopped.because });
    });
  }
};
