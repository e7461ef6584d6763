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

/** Each in a sentence, for people who have to believe the picture. */
export const sayings: Readonly<Record<Boundary | FaultName, string>> = {
  b0: "The process is killed before it has written down what it is about to do.",
  b1: "The process is killed when its intent is written down and nothing is sent.",
  b2: "The process is killed when the other system has answered and the answer is not written down.",
  b3: "The process is killed when the answer is written down and the outcome is not.",
  b4: "The process is killed when the outcome is written down.",
  "lost-before": "The connection ends before the other system has done anything.",
  "lost-after": "The other system does what was asked, and its answer is lost.",
  "applied-late": "The connection ends, and the other system does what was asked long after we gave up, as late as it may.",
  reset: "The connection is reset before the request is read.",
  "500-before": "The other system answers with error 500 and has done nothing.",
  "500-after": "The other system answers with error 500 and has done what was asked.",
  "429": "The other system asks to wait, because there were too many requests, and has done nothing.",
  "403-secondary": "The forge refuses for a while, by its second limit on requests, and has done nothing.",
  "502-after": "A proxy answers with error 502; the system behind it has done what was asked.",
  "garbled-after": "The other system does what was asked, and half of its answer arrives.",
  "stale-read": "After the change, reads are answered from before it for as long as they may be.",
  "disk-full-at-intent": "The disk is full when the intent is to be written down.",
  "disk-full-at-outcome": "The disk is full when the outcome is to be written down.",
  "double-wake-up": "A second process is woken while the first is sending, and again when the answer has come.",
  "clock-ahead": "Our clock jumps an hour ahead between intent and request.",
  "clock-behind": "Our clock jumps an hour back between intent and request.",
};
