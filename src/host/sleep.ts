import { type Instant, millisOf } from "../domain/instant.ts";
import type { Clock } from "../domain/ports/host.ts";

/** Sleeps until the clock shows `moment`, in naps so that a clock that is set, and `stopping`, are noticed. */
export const sleepUntil = async (moment: Instant, clock: Clock, stopping: () => boolean): Promise<void> => {
  for (let left = millisOf(moment) - millisOf(clock.now()); left > 0 && !stopping(); left = millisOf(moment) - millisOf(clock.now())) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, nap)));
  }
};

/** Milliseconds. */
const nap = 250;
