import type { Entry, Event } from "../journal/event.ts";

/** Names one release in a store: `train/version`. */
export type ReleaseId = string;

/** The append-only record, and the only truth. Appending is compare-and-append on the sequence. */
export interface Journal {
  /** Every entry of a release in order; empty when it was never started. The chain is checked while reading (JOURNAL_BROKEN). */
  readonly read: (release: ReleaseId) => Promise<readonly Entry[]>;
  /** Appends durably after the entry with sequence `after` (0 for the first). Raises LOST_RACE when another entry stands there. */
  readonly append: (release: ReleaseId, after: number, events: readonly Said[]) => Promise<readonly Entry[]>;
  /** Every release with at least one entry, in order of start; cheap however many are over. */
  readonly releases: () => Promise<readonly KeptRelease[]>;
}

/** A journal as it was seen last, where it takes a while to look at it. */
export interface Lately extends Pick<Journal, "read" | "releases"> {
  /** Whether it still is so; it is being looked at. */
  readonly holds: Promise<boolean>;
}

/** A release in a store, and how it ended if it did. */
export interface KeptRelease {
  readonly release: ReleaseId;
  readonly over: "finished" | "aborted" | undefined;
}

/** How a release ended by these events; undefined where they say nothing of an end, or it was rolled back since and goes on. */
export const overBy = (events: readonly { readonly event: Event }[]): KeptRelease["over"] => {
  const last = events.map(({ event }) => event.is).findLast(isAboutEnd);
  return last === "finished" || last === "aborted" ? last : undefined;
};

/** Whether these events change if a release is over. */
export const saysWhetherOver = (events: readonly { readonly event: Event }[]): boolean => events.some(({ event }) => isAboutEnd(event.is));

const isAboutEnd = (is: Event["is"]): boolean => is === "finished" || is === "aborted" || is === "rolled-back";

/** An event with who caused it and when, before it has a place in the chain. */
export interface Said {
  readonly at: string;
  readonly actor: string;
  readonly event: Event;
}
