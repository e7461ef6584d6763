import type { Event } from "./event.ts";

/**
 * The form of the journals that this program writes; it reads older ones as they are, and refuses newer ones. 1 had neither corrections, nor what was
 * put back, nor a rollback, nor a gate that was opened alone: a program that knows no other takes those for nothing, so a journal that may hold them is of form 2.
 */
export const journalFormat = 2;

/** The first entry whose event this program does not know. What is not understood can be neither left out nor guessed. */
export const firstUnknownEvent = (entries: readonly { readonly sequence: number; readonly event: { readonly is: string } }[]) =>
  entries.find(({ event }) => !Object.hasOwn(known, event.is));

const known: Readonly<Record<Event["is"], true>> = {
  "release-started": true,
  "plan-revised": true,
  "step-added": true,
  "owner-claimed": true,
  "owner-released": true,
  skipped: true,
  held: true,
  resumed: true,
  "branch-moved": true,
  "departure-moved": true,
  "heading-dated": true,
  "handed-over": true,
  "replan-asked": true,
  "configuration-taken": true,
  alarm: true,
  adopted: true,
  restored: true,
  aborted: true,
  "rolled-back": true,
  "checklist-issue": true,
  finished: true,
  corrected: true,
  "correction-withdrawn": true,
  "session-opened": true,
  "session-joined": true,
  "session-closed": true,
  "finding-raised": true,
  "finding-closed": true,
  "verdict-given": true,
  intent: true,
  receipt: true,
  unknown: true,
  looked: true,
  pending: true,
  done: true,
  parked: true,
  answered: true,
  retried: true,
  lapsed: true,
  approved: true,
  "approval-withdrawn": true,
  "glass-broken": true,
  marked: true,
};
