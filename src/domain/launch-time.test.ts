import { describe, expect, test } from "vitest";
import { runtimeZones } from "../host/zones.ts";
import { launchMoment, parseLaunchTime } from "./launch-time.ts";
import { plainDate } from "./plain-date.ts";
import type { ZoneName } from "./ports/zones.ts";

const zones = runtimeZones();

const opening = (day: string, text: string, zone: string) => {
  const at = parseLaunchTime(text);
  if (at === undefined) throw new Error(text);
  return launchMoment(zones, plainDate(day), at, zone as ZoneName);
};

describe("when a launch opens", () => {
  test("the moment is kept with its zone and the version of the rules", () => {
    expect(opening("2021-11-29", "10:00", "Europe/London")).toEqual({
      opensAt: "2021-11-29T10:00:00Z",
      zone: "Europe/London",
      rules: zones.rules,
      isTwofold: false,
    });
  });

  test.each([
    ["2021-03-28", "01:30", "Europe/London", "2021-03-28T01:30:00Z", "does not exist that day in Europe/London; it opens at 02:30"],
    ["2021-03-28", "01:30 second", "Europe/London", "2021-03-28T01:30:00Z", "does not exist that day in Europe/London; it opens at 02:30"],
    [
      "2011-12-30",
      "09:00",
      "Pacific/Apia",
      "2011-12-30T19:00:00Z",
      "does not exist that day in Pacific/Apia; it opens at 2011-12-31 09:00",
    ],
    [
      "2021-10-31",
      "01:30",
      "Europe/London",
      "2021-10-31T00:30:00Z",
      "comes twice that day in Europe/London; launch-at has to say first or second",
    ],
    ["2021-10-31", "01:30 first", "Europe/London", "2021-10-31T00:30:00Z", "comes twice that day in Europe/London; the first is meant"],
    ["2021-10-31", "01:30 second", "Europe/London", "2021-10-31T01:30:00Z", "comes twice that day in Europe/London; the second is meant"],
  ])("%s at %s in %s", (day, text, zone, opensAt, oddity) => {
    const moment = opening(day, text, zone);
    expect(moment).toMatchObject({ opensAt, oddity: `${text.slice(0, 5)} ${oddity}` });
    expect(moment.isTwofold).toBe(oddity.includes("has to say"));
  });

  test("words that name no time are none", () => {
    expect(["25:00", "01:30 third", "01:30 first second", "01:30  first", "", "first"].map(parseLaunchTime)).toEqual(
      Array(6).fill(undefined),
    );
  });
});
