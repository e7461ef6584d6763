import type { Duration } from "../domain/instant.ts";
import type { Pace } from "../domain/ports/host.ts";
import { elapsed } from "./clock.ts";

/** How time is measured and let pass, for tests of their own. */
interface Time {
  readonly elapsed: () => number;
  readonly pass: (milliseconds: number) => Promise<void>;
}

const realTime: Time = { elapsed, pass: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) };

/** Turns that are at least so far apart, in the order in which they were asked for; the first comes at once. */
export const paceOf = (apart: Duration, time = realTime): Pace => {
  let free = Number.NEGATIVE_INFINITY;
  return {
    turn: async () => {
      const now = time.elapsed();
      const mine = Math.max(now, free);
      free = mine + apart;
      // A timer may ring a little early.
      for (let left = mine - now; left > 0; left = mine - time.elapsed()) await time.pass(Math.ceil(left));
    },
  };
};

/** For a world, where no real time passes and nobody's limits are met. */
export const unpaced: Pace = { turn: async () => {} };
