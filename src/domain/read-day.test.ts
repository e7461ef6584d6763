import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDate } from "./date-form.ts";
import { addDays, plainDate } from "./plain-date.ts";
import { dayIn } from "./read-day.ts";

const forms = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "YYYY MM DD",
  "DD.MM.YYYY",
  "dddd D MMMM YYYY",
  "dddd, D MMM YYYY",
  "MMMM Do, YYYY",
  "Do of MMMM YYYY",
];

test("a day is read as it was written, in every spelling", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36_000 }), fc.constantFrom(...forms), (days, form) => {
      const day = addDays(plainDate("2001-01-01"), days);
      expect(dayIn(`## 1.2.3 - ${formatDate(day, form)}`)).toBe(day);
    }),
  );
});

test("days of two-digit years and of numbers only are read", () => {
  expect(dayIn("## v0.34.0 - 09.10.23")).toBe("2023-10-09");
  expect(dayIn("1.0 (10/21/2021)")).toBe("2021-10-21");
  expect(dayIn("1.0 (21/10/2021)")).toBe("2021-10-21");
});

test("a text without a day, or with one that does not exist, has none", () => {
  expect(dayIn("## 1.2.3")).toBeUndefined();
  expect(dayIn("## 1.2.3 - 2021-02-30")).toBeUndefined();
  expect(dayIn("")).toBeUndefined();
});
