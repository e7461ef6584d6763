import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDuration,
  compareInstants,
  type Duration,
  describeDuration,
  duration,
  durationBetween,
  instant,
  instantOfMillis,
  millisOf,
  parseDuration,
  parseInstant,
} from "./instant.ts";

test.each([
  ["2021-11-26T09:00:00Z", "2021-11-26T09:00:00Z"],
  ["2021-11-26T09:00:00.000Z", "2021-11-26T09:00:00Z"],
  ["2021-11-26T09:00:00.25Z", "2021-11-26T09:00:00.250Z"],
  ["2021-11-26T09:00:00.123456789Z", "2021-11-26T09:00:00.123Z"],
  ["2022-01-01T00:30:00+01:00", "2021-12-31T23:30:00Z"],
  ["2021-12-31T20:00:00-05:00", "2022-01-01T01:00:00Z"],
])("%s is the moment %s", (text, written) => {
  expect(parseInstant(text)).toBe(written);
});

test.each([
  "2021-02-30T00:00:00Z",
  "2021-11-26T24:00:00Z",
  "2021-11-26T09:60:00Z",
  "2021-11-26T09:00:00",
  "2021-11-26",
  "0001-01-01T00:00:00+01:00",
  "now",
  "",
])("%j names no moment", (text) => {
  expect(parseInstant(text)).toBeUndefined();
  expect(() => instant(text)).toThrow(RangeError);
});

test("moments are ordered by time, not by how they are written", () => {
  const [whole, later] = [instant("2021-11-26T09:00:00Z"), instant("2021-11-26T09:00:00.001Z")];
  expect(compareInstants(whole, later)).toBeLessThan(0);
  expect([later, whole].sort(compareInstants)).toEqual([whole, later]);
});

test.each([
  ["15m", 900_000, "15 minutes"],
  ["1h30m", 5_400_000, "1 hour 30 minutes"],
  ["500ms", 500, "500 milliseconds"],
  ["2w", 1_209_600_000, "2 weeks"],
  ["1d", 86_400_000, "1 day"],
  ["1m1ms", 60_001, "1 minute 1 millisecond"],
  ["0s", 0, "no time"],
])("%s is %i ms, told as %s", (text, millis, told) => {
  expect(duration(text)).toBe(millis);
  expect(describeDuration(duration(text))).toBe(told);
});

test.each(["", "15", "m", "-5m", "1.5h", "5m1h", "1m1m", "5 minutes", "9999999999h"])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
  expect(() => duration(text)).toThrow(RangeError);
});

test("law: adding a length and measuring it agree, and the written moment leads back", () => {
  const millis = fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 });
  fc.assert(
    fc.property(millis, millis, (start, length) => {
      const from = instantOfMillis(start);
      const to = addDuration(from, length as Duration);
      expect(millisOf(from)).toBe(start);
      expect(parseInstant(from)).toBe(from);
      expect(durationBetween(from, to)).toBe(length);
    }),
  );
});
