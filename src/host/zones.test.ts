import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { millisOf } from "../domain/instant.ts";
import { addDays, dateOfDayNumber, plainDate } from "../domain/plain-date.ts";
import { type PlainTime, parsePlainTime, type ZoneName } from "../domain/ports/zones.ts";
import { runtimeZones } from "./zones.ts";

const zones = runtimeZones();
const at = (date: string, time: string, zone: string) => zones.instantOf(plainDate(date), time as PlainTime, zone as ZoneName);

describe("clocks that change", () => {
  test.each([
    ["2021-11-26", "09:00", "Europe/London", { instant: "2021-11-26T09:00:00Z" }],
    ["2021-07-26", "09:00", "Europe/London", { instant: "2021-07-26T08:00:00Z" }],
    ["2021-03-28", "01:30", "Europe/London", { instant: "2021-03-28T01:30:00Z", note: "gap moved forward" }],
    ["2021-10-31", "01:30", "Europe/London", { instant: "2021-10-31T00:30:00Z", note: "overlap, first taken" }],
    ["2021-10-31", "02:00", "Europe/London", { instant: "2021-10-31T02:00:00Z" }],
    ["2021-03-14", "02:30", "America/New_York", { instant: "2021-03-14T07:30:00Z", note: "gap moved forward" }],
    ["2021-11-07", "01:30", "America/New_York", { instant: "2021-11-07T05:30:00Z", note: "overlap, first taken" }],
    ["2021-10-03", "02:15", "Australia/Lord_Howe", { instant: "2021-10-02T15:45:00Z", note: "gap moved forward" }],
    ["2021-04-04", "01:45", "Australia/Lord_Howe", { instant: "2021-04-03T14:45:00Z", note: "overlap, first taken" }],
    ["2011-12-30", "09:00", "Pacific/Apia", { instant: "2011-12-30T19:00:00Z", note: "gap moved forward" }],
  ])("%s %s in %s", (date, time, zone, resolved) => {
    expect(at(date, time, zone)).toEqual(resolved);
  });

  test("where clocks show a time twice, the second moment can be asked for", () => {
    const second = (date: string, time: string, zone: string) =>
      zones.instantOf(plainDate(date), time as PlainTime, zone as ZoneName, "second");
    expect(second("2021-10-31", "01:30", "Europe/London")).toEqual({ instant: "2021-10-31T01:30:00Z", note: "overlap, second taken" });
    expect(second("2021-04-04", "01:45", "Australia/Lord_Howe")).toEqual({
      instant: "2021-04-03T15:15:00Z",
      note: "overlap, second taken",
    });
    expect(second("2021-11-26", "09:00", "Europe/London")).toEqual({ instant: "2021-11-26T09:00:00Z" });
    expect(second("2021-03-28", "01:30", "Europe/London")).toEqual({ instant: "2021-03-28T01:30:00Z", note: "gap moved forward" });
  });

  test("half an hour is missing on Lord Howe, so 02:15 becomes 02:45", () => {
    expect(zones.timeOf(at("2021-10-03", "02:15", "Australia/Lord_Howe").instant, "Australia/Lord_Howe" as ZoneName)).toBe("02:45");
  });

  test("freeze on Friday and release on Monday at nine are 71 or 73 hours apart when the clocks change between them", () => {
    const hours = (friday: string, zone: string) =>
      (millisOf(at(addDays(plainDate(friday), 3), "09:00", zone).instant) - millisOf(at(friday, "09:00", zone).instant)) / 3_600_000;
    expect(hours("2021-03-26", "Europe/London")).toBe(71);
    expect(hours("2021-10-29", "Europe/London")).toBe(73);
    expect(hours("2021-11-26", "Europe/London")).toBe(72);
    expect(hours("2021-10-29", "America/New_York")).toBe(72);
    expect(hours("2021-10-01", "Australia/Lord_Howe")).toBe(71.5);
  });

  test("the last moment of the year is still the old year where the team works", () => {
    const midnight = at("2022-01-01", "00:00", "Europe/London").instant;
    expect(zones.dateOf(midnight, "Europe/London" as ZoneName)).toBe("2022-01-01");
    expect(zones.dateOf(midnight, "America/New_York" as ZoneName)).toBe("2021-12-31");
    expect(zones.timeOf(midnight, "America/New_York" as ZoneName)).toBe("19:00");
    expect(zones.dateOf(midnight, "Pacific/Kiritimati" as ZoneName)).toBe("2022-01-01");
  });
});

describe("zone names", () => {
  test.each([
    "Europe/London",
    "America/Argentina/Buenos_Aires",
    "America/Port-au-Prince",
    "Etc/GMT+5",
    "UTC",
    "Asia/Kolkata",
    "Asia/Calcutta",
  ])("%s is a zone", (name) => {
    expect(zones.isZone(name)).toBe(true);
  });

  test.each([
    "Europe/Lodnon",
    "europe/london",
    "+01:00",
    "London",
    "",
    "Europe/London\n",
    "../etc/passwd",
    "A".repeat(10_000),
    "__proto__",
  ])("%j is none", (name) => {
    expect(zones.isZone(name)).toBe(false);
  });

  test("every suggested name is a zone, and the rules have a version", () => {
    expect(zones.names()).toContain("Europe/London");
    expect(zones.names().filter((name) => !zones.isZone(name))).toEqual([]);
    expect(zones.rules).toMatch(/^20\d\d[a-z]$/);
  });

  test("times are hours and minutes", () => {
    expect(parsePlainTime("09:00")).toBe("09:00");
    expect(["9:00", "24:00", "09:60", "09:00:00", ""].map(parsePlainTime)).toEqual(Array(5).fill(undefined));
  });
});

test("law: the moment of a day lies on that day, unless the clocks jumped over it", () => {
  const zone = fc.constantFrom(
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Nuuk",
    "Asia/Kathmandu",
    "Pacific/Apia",
  );
  const minutes = fc.integer({ min: 0, max: 1439 });
  // Midnight itself was left out.
  expect(at("2010-09-26", "00:00", "Pacific/Apia")).toEqual({ instant: "2010-09-26T11:00:00Z", note: "gap moved forward" });
  fc.assert(
    fc.property(fc.integer({ min: 7300, max: 22_000 }).map(dateOfDayNumber), minutes, zone, (date, minute, name) => {
      const time = new Date(minute * 60_000).toISOString().slice(11, 16);
      const { instant, note } = at(date, time, name);
      const found = zones.dateOf(instant, name as ZoneName);
      // A law that returns what an expectation returns fails by that value.
      expect(note === "gap moved forward" ? found >= date : found === date).toBe(true);
      if (note === "gap moved forward") return;
      expect(zones.timeOf(instant, name as ZoneName)).toBe(time);
    }),
  );
});

test.each(["Pacific/Kiritimati", "America/Los_Angeles"])("a machine whose own clock is in %s gives the same answers", (TZ) => {
  const program = `
    const { runtimeZones } = await import(${JSON.stringify(new URL("./zones.ts", import.meta.url).href)});
    const zones = runtimeZones();
    const found = zones.instantOf("2021-03-28", "01:30", "Europe/London");
    console.log(JSON.stringify([found, zones.dateOf(found.instant, "Europe/London"), zones.timeOf(found.instant, "Europe/London"), new Date(0).getTimezoneOffset()]));`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", program], { env: { TZ }, encoding: "utf8" });
  const [found, date, time, offset] = JSON.parse(said);
  expect(offset).not.toBe(0);
  expect([found, date, time]).toEqual([{ instant: "2021-03-28T01:30:00Z", note: "gap moved forward" }, "2021-03-28", "02:30"]);
});
