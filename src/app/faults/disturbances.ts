import type { Boundary } from "../../engine/driving.ts";

/** The boundaries around an effect at which a process may be killed. */
export const kills = ["b0", "b1", "b2", "b3", "b4"] as const satisfies readonly Boundary[];

/** What can go wrong around one effect: at the wire, at the store, at the edges. */
export const faults = [
  "lost-before",
  "lost-after",
  "applied-late",
  "reset",
  "500-before",
  "500-after",
  "429",
  "403-secondary",
  "502-after",
  "garbled-after",
  "stale-read",
  "disk-full-at-intent",
  "disk-full-at-outcome",
  "double-wake-up",
  "clock-ahead",
  "clock-behind",
] as const;

export type FaultName = (typeof faults)[number];
