import { Temporal } from "temporal-polyfill";
import { type Instant, instantOfMillis } from "../domain/instant.ts";
import { plainDate } from "../domain/plain-date.ts";
import type { PlainTime, Reading, Resolved, ZoneName, Zones } from "../domain/ports/zones.ts";

/**
 * Zones from the rules inside the runtime (ICU), never from the machine, so that every process with one runtime agrees.
 * `rules` is the version of those rules as the runtime reports it (`process.versions.tz`).
 */
export const runtimeZones = (): Zones => ({
  rules: process.versions["tz"] ?? "unknown",
  isZone,
  names: () => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].sort(),
  instantOf(date, time, zone, reading = "first") {
    const wall = Temporal.PlainDateTime.from(`${date}T${time}:00`);
    // Of a gap, both move forward.
    const taken = wall.toZonedDateTime(zone, { disambiguation: reading === "first" ? "compatible" : "later" });
    const note = noteOn(wall, zone, { taken, reading });
    return { instant: instantOfMillis(taken.epochMilliseconds), ...(note === undefined ? {} : { note }) };
  },
  dateOf: (instant, zone) => plainDate(wallClock(instant, zone).toPlainDate().toString()),
  timeOf: (instant, zone) => wallClock(instant, zone).toPlainTime().toString({ smallestUnit: "minute" }) as PlainTime,
});

const noteOn = (
  wall: Temporal.PlainDateTime,
  zone: ZoneName,
  { taken, reading }: { readonly taken: Temporal.ZonedDateTime; readonly reading: Reading },
): Resolved["note"] => {
  if (!taken.toPlainDateTime().equals(wall)) return "gap moved forward";
  const other = wall.toZonedDateTime(zone, { disambiguation: reading === "first" ? "later" : "earlier" });
  return other.epochMilliseconds === taken.epochMilliseconds ? undefined : `overlap, ${reading} taken`;
};

const wallClock = (instant: Instant, zone: ZoneName): Temporal.ZonedDateTime => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** `Intl` accepts any case and bare offsets; one spelling keeps plans equal, and an offset has no clock changes to know. */
const isZone = (name: string): name is ZoneName => {
  if (name.length > 64 || !/^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/.test(name)) return false;
  const known = knownAs(name);
  return known !== undefined && (known === name || known.toLowerCase() !== name.toLowerCase());
};

const knownAs = (name: string): string | undefined => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};
