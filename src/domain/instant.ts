import type { Duration } from "./duration.ts";
import { parsePlainDate } from "./plain-date.ts";

export { type Duration, describeDuration, duration, parseDuration } from "./duration.ts";

/** A moment in UTC, always written one way: `2021-11-26T09:00:00Z`, with `.mmm` only when there are milliseconds. */
export type Instant = string & { readonly instant: unique symbol };

/** Reads ISO 8601 with seconds and `Z` or a numeric offset, and rewrites it in UTC; fractions beyond milliseconds are cut. Nothing when it names no moment. */
export const parseInstant = (text: string): Instant | undefined => {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text);
  if (found === null || parsePlainDate(found[1] ?? "") === undefined) return undefined;
  const [hour, minute, second] = [Number(found[2]), Number(found[3]), Number(found[4])];
  const [offsetHours, offsetMinutes] = [Number(found[7] ?? 0), Number(found[8] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return undefined;
  const offset = (found[6] === "-" ? -1 : 1) * (offsetHours * 60 + offsetMinutes) * 60_000;
  const millis = Date.parse(`${found[1]}T${found[2]}:${found[3]}:${found[4]}.${(found[5] ?? "").padEnd(3, "0").slice(0, 3)}Z`) - offset;
  return inRange(millis) ? instantOfMillis(millis) : undefined;
};

/** For moments known when the code is written; throws RangeError when the text names none. */
export const instant = (text: string): Instant => {
  const moment = parseInstant(text);
  if (moment === undefined) throw new RangeError(`Not an instant: ${JSON.stringify(text.slice(0, 40))}`);
  return moment;
};

/** From milliseconds since 1970-01-01T00:00:00Z, fractions cut; throws RangeError outside the years 0001 to 9999. */
export const instantOfMillis = (millis: number): Instant => {
  if (!inRange(millis)) throw new RangeError(`No instant has ${millis} milliseconds`);
  return new Date(Math.floor(millis)).toISOString().replace(".000Z", "Z") as Instant;
};

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const millisOf = (moment: Instant): number => Date.parse(moment);

/** Negative when `a` is earlier, 0 when equal: what `sort` wants. */
export const compareInstants = (a: Instant, b: Instant): number => millisOf(a) - millisOf(b);

export const addDuration = (moment: Instant, length: Duration): Instant => instantOfMillis(millisOf(moment) + length);

/** How long from one moment to the other, negative when `to` is earlier. */
export const durationBetween = (from: Instant, to: Instant): Duration => (millisOf(to) - millisOf(from)) as Duration;

const inRange = (millis: number): boolean => millis >= -62_135_596_800_000 && millis <= 253_402_300_799_999;
