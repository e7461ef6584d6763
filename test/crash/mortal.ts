import type { AppParts } from "../../src/app/parts.ts";
import type { Moment } from "../../src/twins/kernel/faults.ts";
import { Died } from "../../src/wiring/faults/died.ts";
import type { Passing } from "../../src/wiring/kill-at.ts";
import type { Journey } from "./journey.ts";
import { dyingAt, type Point, telling } from "./points.ts";

/** A process that dies without ending: once dead, nothing that it does arrives anywhere. */
export interface Mortal {
  readonly watch: (moment: Moment) => void;
  /** Lives for one turn of the journey and dies at the point; otherwise says why not. */
  readonly dieAt: (point: Point, journey: Journey) => Promise<string | undefined>;
}

export const openMortal = (): Mortal => {
  let dies: (passing: Passing) => boolean = () => false;
  let dead = false;
  const pass = (passing: Passing): void => {
    dead ||= dies(passing);
    if (dead) throw new Died("dead");
  };
  const parts = (alive: AppParts): AppParts => telling(alive, pass, () => {});
  return {
    watch: ({ twin, operation, path, changes, when }) => {
      if (when === "arrived") pass({ is: "request", twin, operation, path, changes, when });
    },
    dieAt: async (point, journey) => {
      dies = dyingAt(point);
      dead = false;
      let outcome = "came to its end";
      try {
        await journey.turn({ parts, ended: () => {}, turned: () => {} });
      } catch (cause) {
        outcome = String(cause);
      }
      dies = () => false;
      const reached = dead;
      dead = false;
      return reached ? undefined : `never came there: ${outcome}`;
    },
  };
};
