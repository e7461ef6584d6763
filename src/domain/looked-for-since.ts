import { addDuration, compareInstants, type Duration, duration, type Instant, instant } from "./instant.ts";
import type { ReleaseState } from "./journal/state.ts";

/**
 * From when on something of a release can be in the world: its start, or a week before its freeze, because people may have begun it by hand before
 * it had a record.
 */
export const lookedForSince = ({ startedAt, order }: Pick<ReleaseState, "startedAt" | "order">): Instant => {
  const [started, early] = [instant(startedAt), addDuration(instant(`${order.freezeDay}T00:00:00Z`), -duration("7d") as Duration)];
  return compareInstants(early, started) < 0 ? early : started;
};
