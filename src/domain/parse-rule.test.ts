import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Parsed, parseEvery, parseFreeze, parseRelease } from "./parse-rule.ts";

const read = <T>(parsed: Parsed<T>): T | string => (parsed.is === "rule" ? parsed.rule : `refused: ${parsed.suggestions.join(" | ")}`);

describe("how often", () => {
  test.each([
    ["month", { is: "months", every: 1 }],
    ["  Month ", { is: "months", every: 1 }],
    ["3 months", { is: "months", every: 3 }],
    ["quarter", { is: "months", every: 3 }],
    ["week", { is: "weeks", every: 1, round: 1, counted: "from the start" }],
    ["6 weeks", { is: "weeks", every: 6, round: 6, counted: "from the start" }],
    ["6 weeks from the last", { is: "weeks", every: 6, round: 6, counted: "from the last" }],
    ["4 weeks, 1 spare in 13", { is: "weeks", every: 4, round: 13, counted: "from the start" }],
  ])("every %s", (words, rule) => {
    expect(read(parseEvery(words))).toEqual(rule);
  });

  test.each([
    ["mnth", "refused: month"],
    ["5 week, 1 spare in 13", "refused: 4 weeks, 1 spare in 13"],
    ["0 weeks", "refused: "],
    ["6 weeks from last", "refused: 6 weeks from the last"],
    ["4 weeks, 1 spare in 13 from the last", "refused: 4 weeks, 1 spare in 13"],
    ["", "refused: month"],
  ])("every %j is refused with what was meant", (words, start) => {
    expect(read(parseEvery(words))).toMatch(start);
  });
});

describe("on which day", () => {
  test.each([
    ["last monday", { is: "in-month", on: { is: "nth-weekday", nth: "last", weekday: "monday" }, shift: "none" }],
    ["first thursday", { is: "in-month", on: { is: "nth-weekday", nth: 1, weekday: "thursday" }, shift: "none" }],
    ["3rd Tuesday", { is: "in-month", on: { is: "nth-weekday", nth: 3, weekday: "tuesday" }, shift: "none" }],
    ["day 15", { is: "in-month", on: { is: "day", day: 15 }, shift: "none" }],
    ["26 or previous business day", { is: "in-month", on: { is: "day", day: 26 }, shift: "previous business day" }],
    ["last day or next business day", { is: "in-month", on: { is: "day", day: "last" }, shift: "next business day" }],
    ["monday", { is: "in-week", on: "monday", shift: "none" }],
  ])("release on %s", (words, rule) => {
    expect(read(parseRelease(words))).toEqual(rule);
  });

  test.each([
    ["last munday", "last monday"],
    ["fifth monday", "first monday"],
    ["day 32", "day 15"],
    ["monday last", "monday"],
    ["constructor monday", "monday"],
    ["whenever we feel like it", "last monday"],
  ])("release on %s is refused and %s is suggested", (words, suggestion) => {
    expect(read(parseRelease(words))).toMatch(/^refused/);
    expect(read(parseRelease(words))).toContain(suggestion);
  });
});

describe("the freeze", () => {
  test.each([
    ["friday of the week before", { is: "weekday-of-week", weekday: "friday", weeks: 1, shift: "none" }],
    ["thursday 2 weeks before", { is: "weekday-of-week", weekday: "thursday", weeks: 2, shift: "none" }],
    ["wednesday before", { is: "weekday-before", weekday: "wednesday", shift: "none" }],
    ["3 days before", { is: "days", days: 3, shift: "none" }],
    ["1 day before", { is: "days", days: 1, shift: "none" }],
    ["2 weeks before", { is: "days", days: 14, shift: "none" }],
    ["3 business days before", { is: "business-days", days: 3 }],
    ["same day", { is: "days", days: 0, shift: "none" }],
    [
      "friday of the week before or previous business day",
      { is: "weekday-of-week", weekday: "friday", weeks: 1, shift: "previous business day" },
    ],
  ])("%s", (words, rule) => {
    expect(read(parseFreeze(words))).toEqual(rule);
  });

  test.each([
    ["friday of week before", "friday of the week before"],
    ["4 buisness days before", "4 business days before"],
    ["0 days before", "1 day before"],
    ["3 days after", "3 days before"],
    ["none", "3 days before"],
  ])("%s is refused and %s is suggested", (words, suggestion) => {
    expect(read(parseFreeze(words))).toMatch(/^refused/);
    expect(read(parseFreeze(words))).toContain(suggestion);
  });
});

test("law: whatever is written, the answer is a rule or suggestions that are rules themselves", () => {
  const words = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.array(fc.constantFrom("3", "last", "day", "days", "weeks", "before", "friday", "or", "business")).map((all) => all.join(" ")),
  );
  fc.assert(
    fc.property(words, fc.constantFrom(parseEvery, parseRelease, parseFreeze), (text, parse) => {
      const parsed = parse(text);
      if (parsed.is === "rule") return;
      expect(parsed.suggestions.length).toBeGreaterThan(0);
      expect(parsed.suggestions.map((suggestion) => parse(suggestion).is)).not.toContain("refused");
      expect(parsed.found.length).toBeLessThanOrEqual(80);
    }),
  );
});
