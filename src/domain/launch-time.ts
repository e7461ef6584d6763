import type { Instant } from "./instant.ts";
import type { PlainDate } from "./plain-date.ts";
import { type PlainTime, parsePlainTime, type Reading, type ZoneName, type Zones } from "./ports/zones.ts";

/** The time of day from which a launch may happen, and which of two moments is meant where clocks show it twice. */
export interface LaunchTime {
  readonly time: PlainTime;
  /** Nothing when nobody was asked yet. */
  readonly reading: Reading | undefined;
}

/** The moment at which a launch opens, and all that it was computed from: governments change the rules of zones. */
export interface LaunchMoment {
  readonly opensAt: Instant;
  readonly zone: ZoneName;
  /** Version of the zone rules. */
  readonly rules: string;
  /** What is unusual about the clocks there, as half a sentence. */
  readonly oddity?: string;
  /** Whether clocks show the time twice and nobody has said which is meant. */
  readonly isTwofold: boolean;
}

/** `09:00`, `01:30 first` or `01:30 second`. */
export const parseLaunchTime = (text: string): LaunchTime | undefined => {
  const [clock = "", reading, ...more] = text.split(" ");
  const time = parsePlainTime(clock);
  if (time === undefined || more.length > 0) return undefined;
  if (reading === undefined) return { time, reading };
  return reading === "first" || reading === "second" ? { time, reading } : undefined;
};

/** A time in a gap moves forward and says so; one that comes twice without a reading is the first, and is to be asked about before anybody relies on it. */
export const launchMoment = (zones: Zones, day: PlainDate, { time, reading }: LaunchTime, zone: ZoneName): LaunchMoment => {
  const { instant, note } = zones.instantOf(day, time, zone, reading);
  const moment = { opensAt: instant, zone, rules: zones.rules, isTwofold: note?.startsWith("overlap") === true && reading === undefined };
  if (note === undefined) return moment;
  if (note !== "gap moved forward") {
    const meant = reading === undefined ? "launch-at has to say first or second" : `the ${reading} is meant`;
    return { ...moment, oddity: `${time} comes twice that day in ${zone}; ${meant}` };
  }
  const shown = `${zones.dateOf(instant, zone) === day ? "" : `${zones.dateOf(instant, zone)} `}${zones.timeOf(instant, zone)}`;
  return { ...moment, oddity: `${time} does not exist that day in ${zone}; it opens at ${shown}` };
};
