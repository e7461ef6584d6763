import { instantOfMillis } from "../domain/instant.ts";
import { plainDate } from "../domain/plain-date.ts";
import type { PlainTime, Reading, Resolved, ZoneName, Zones } from "../domain/ports/zones.ts";
import { offsetAt, type SystemZone, type Transition } from "./system-zones.ts";

/** What our zones and the machine's first disagree about: around each change, at the other moments, and on the way from a wall clock to a moment. */
export const differenceIn = (zones: Zones, zone: SystemZone, moments: readonly number[]): string | undefined => {
  if (!zones.isZone(zone.name)) return "is no zone";
  const name = zone.name;
  for (const millis of [...zone.transitions.flatMap(({ at }) => [at - 60_000, at]), ...moments]) {
    const wanted = wallClock(millis + offsetAt(zone, millis) * 60_000);
    const instant = instantOfMillis(millis);
    const found = `${zones.dateOf(instant, name)}T${zones.timeOf(instant, name)}`;
    if (found !== wanted) return `at ${instant} it is ${found}, not ${wanted}`;
  }
  for (const transition of zone.transitions) {
    const found = differenceAt(zones, name, transition);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Every so many days from one moment to another, an hour later each time, so that all hours are seen. */
export const momentsBetween = (from: number, to: number, days: number): readonly number[] => {
  const step = days * 86_400_000 + 3_600_000;
  return Array.from({ length: Math.floor((to - from) / step) }, (_, at) => from + at * step);
};

/** In the middle of what a change leaves out or repeats, on the way from a wall clock to a moment. */
const differenceAt = (zones: Zones, name: ZoneName, { at, before, after }: Transition): string | undefined => {
  const wall = at + ((before + after) / 2) * 60_000;
  const [date = "", time = ""] = wallClock(wall).split("T");
  const shown = (reading: Reading): Resolved => zones.instantOf(plainDate(date), time as PlainTime, name, reading);
  const wanted = (offset: number, note: Resolved["note"]): Resolved => ({
    instant: instantOfMillis(Date.parse(`${date}T${time}:00Z`) - offset * 60_000),
    ...(note === undefined ? {} : { note }),
  });
  const [first, second] =
    after > before
      ? [wanted(before, "gap moved forward"), wanted(before, "gap moved forward")]
      : [wanted(before, "overlap, first taken"), wanted(after, "overlap, second taken")];
  for (const [reading, want] of [["first", first] as const, ["second", second] as const]) {
    const found = JSON.stringify(shown(reading));
    if (found !== JSON.stringify(want)) return `${date} ${time} is ${found}, not ${JSON.stringify(want)}`;
  }
  return undefined;
};

const wallClock = (millis: number): string => new Date(millis).toISOString().slice(0, 16);
