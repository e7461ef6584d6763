import type { Instant } from "../instant.ts";
import type { PlainDate } from "../plain-date.ts";

/** The name of a time zone that `isZone` has accepted, such as `Europe/London`. */
export type ZoneName = string & { readonly zoneName: unique symbol };

/** A time of day without a zone, `HH:MM`, 00:00 to 23:59. */
export type PlainTime = string & { readonly plainTime: unique symbol };

/** Which of two moments is meant where clocks that go back show a time twice. */
export type Reading = "first" | "second";

/** Where a wall clock time lies. A note says that the clocks are changed there, and which of two moments was taken. */
export interface Resolved {
  readonly instant: Instant;
  readonly note?: "gap moved forward" | "overlap, first taken" | "overlap, second taken";
}

/** Knows the clocks of the world. Dates come from the calendar, which is pure; only here do they meet a zone. */
export interface Zones {
  /** Version of the zone rules in use, such as `2026b`: kept beside stored instants, because governments change rules. */
  readonly rules: string;
  /** True for names of the IANA time zone database in their own spelling, and for `UTC`; false for bare offsets. */
  isZone(name: string): name is ZoneName;
  /** The names worth suggesting, sorted. */
  names(): readonly string[];
  /**
   * The moment at which clocks in the zone show this. In a gap the time moves forward by the gap's length, which can leave the day. Where clocks
   * show it twice the first moment is taken, unless the second is asked for.
   */
  instantOf(date: PlainDate, time: PlainTime, zone: ZoneName, reading?: Reading): Resolved;
  dateOf(instant: Instant, zone: ZoneName): PlainDate;
  timeOf(instant: Instant, zone: ZoneName): PlainTime;
}

/** The time of day that a text names, or nothing. */
export const parsePlainTime = (text: string): PlainTime | undefined =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? (text as PlainTime) : undefined;
