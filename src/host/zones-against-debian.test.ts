import { expect, test } from "vitest";
import { differenceIn, momentsBetween } from "../testing/compare-zones.ts";
import { end, readSystemZones, start } from "../testing/system-zones.ts";
import { testWith } from "../testing/test-with.ts";
import { zonesChangedBetween } from "../testing/zone-changes.ts";
import { runtimeZones } from "./zones.ts";

/** `Factory` says that nobody has set a zone. */
const noZone = "Factory";

// `npm run zones` looks at every day.
testWith(
  ["tzdata"],
  "every zone and each of its changes from 2024 to 2030 is as in Debian's tzdata, but for zones that one of the two releases does not know of yet",
  () => {
    const zones = runtimeZones();
    const system = readSystemZones();
    expect(system.zones.length).toBeGreaterThan(550);
    expect(system.zones.flatMap(({ transitions }) => transitions).length).toBeGreaterThan(2000);
    const moments = momentsBetween(start, end, 90);
    const differing = system.zones.flatMap((zone) => {
      const found = zone.name === noZone ? undefined : differenceIn(zones, zone, moments);
      return found === undefined ? [] : [[zone.name, found] as const];
    });
    const named = zonesChangedBetween(system.release, zones.rules);
    expect(differing.filter(([name]) => !named.includes(name))).toEqual([]);
    expect(differing.map(([name]) => name)).toEqual(named);
    const known = new Set(system.zones.map(({ name }) => name));
    expect(zones.names().filter((name) => !known.has(name) && !named.includes(name))).toEqual([]);
    expect(zones.isZone(noZone)).toBe(false);
  },
  60_000,
);

test("a change an hour late, one that is missing and one too many are noticed", () => {
  const [spring, autumn] = [Date.parse("2024-03-31T01:00:00Z"), Date.parse("2024-10-27T01:00:00Z")];
  const moments = momentsBetween(start, Date.parse("2025-01-01T00:00:00Z"), 30);
  const london = (...transitions: readonly (readonly [at: number, before: number, after: number])[]) =>
    differenceIn(
      runtimeZones(),
      { name: "Europe/London", offset: 0, transitions: transitions.map(([at, before, after]) => ({ at, before, after })) },
      moments,
    );
  expect(london([spring, 0, 60], [autumn, 60, 0])).toBeUndefined();
  expect(london([spring + 3_600_000, 0, 60], [autumn, 60, 0])).toBe("at 2024-03-31T01:59:00Z it is 2024-03-31T02:59, not 2024-03-31T01:59");
  expect(london()).toBe("at 2024-03-31T03:00:00Z it is 2024-03-31T04:00, not 2024-03-31T03:00");
  expect(london([spring, 0, 60], [Date.parse("2024-07-01T01:00:00Z"), 60, 0])).toMatch(/^at 2024-07-01T01:00:00Z/);
  expect(differenceIn(runtimeZones(), { name: "Europe/Lodnon", offset: 0, transitions: [] }, [])).toBe("is no zone");
});

test("zones that differ are those of the releases between, whichever is newer", () => {
  expect(zonesChangedBetween("2025c", "2026b")).toEqual(["America/Vancouver", "Canada/Pacific", "Europe/Chisinau", "Europe/Tiraspol"]);
  expect(zonesChangedBetween("2026b", "2025c")).toEqual(zonesChangedBetween("2025c", "2026b"));
  expect(zonesChangedBetween("2026c", "2026c")).toEqual([]);
});
