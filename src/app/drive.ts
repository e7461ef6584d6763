import { ReleaseError } from "../domain/errors.ts";
import type { Instant } from "../domain/instant.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { advance, type Stopped } from "../engine/advance.ts";
import { claim, type Driving, release } from "../engine/driving.ts";
import { loadRelease } from "./load-release.ts";
import { makePlan } from "./make-plan.ts";
import type { AppParts } from "./parts.ts";
import { watchBranch } from "./watch-branch.ts";
import { watchMerges } from "./watch-merges.ts";

/** What driving came to. `next` is when something wants to be looked at again. */
export interface Driven {
  readonly state: ReleaseState;
  readonly stopped: Stopped["is"];
  readonly next: Instant | undefined;
}

/** Drives one release until nothing is due. Looks first at what moved outside, and plans again when that changed the plan. */
export const drive = async (parts: AppParts, version: string): Promise<Driven> => {
  const started = await loadRelease(parts, version);
  if (started.finishedAt !== undefined) return { state: started, stopped: "finished", next: undefined };
  if (started.aborted !== undefined) return { state: started, stopped: "aborted", next: undefined };
  if (started.held !== undefined) return { state: started, stopped: "held", next: undefined };
  const driving = await claim(parts, started);
  try {
    await watch(parts, driving);
    const stopped = await advanceAndPlan(parts, driving);
    return { state: driving.state(), stopped: stopped.is, next: stopped.is === "nothing-due" ? stopped.next : undefined };
  } finally {
    await release(driving).catch((error: unknown) => {
      // Somebody wrote in between: our claim ends by itself, and what is already thrown matters more.
      if (!(error instanceof ReleaseError)) throw error;
    });
  }
};

const watch = async (parts: AppParts, driving: Driving): Promise<void> => {
  await driving.append(...(await watchBranch(parts, driving.state())));
  await driving.append(...(await watchMerges(parts, driving.state())));
};

const advanceAndPlan = async (parts: AppParts, driving: Driving): Promise<Stopped> => {
  for (;;) {
    const stopped = await advance(driving);
    if (stopped.is !== "replan") return stopped;
    const { plan } = await makePlan(parts, driving.state().order, driving.state());
    await driving.append({ is: "plan-revised", plan, because: stopped.because });
  }
};
