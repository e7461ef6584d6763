import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  firstOfMonth,
  lastOfMonth,
  monthNumber,
  monthOf,
  monthOfNumber,
  parsePlainDate,
  parsePlainMonth,
  plainDate,
  startOfWeek,
  weekdayOf,
} from "./plain-date.ts";

const anyDate = fc.integer({ min: -719_162, max: 2_932_896 }).map(dateOfDayNumber);

describe("a plain date", () => {
  test.each(["2021-11-29", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])("%s is a day", (text) => {
    expect(parsePlainDate(text)).toBe(text);
  });

  test.each([
    "2021-02-29",
    "1900-02-29",
    "2021-04-31",
    "2021-13-01",
    "2021-00-10",
    "2021-01-00",
    "0000-01-01",
    "2021-1-1",
    "2021-11-29\n",
    "２021-11-29",
    "",
  ])("%j is no day", (text) => {
    expect(parsePlainDate(text)).toBeUndefined();
    expect(() => plainDate(text)).toThrow(RangeError);
  });

  test("2021-12 is a month and 2021-13 is none", () => {
    expect(parsePlainMonth("2021-12")).toBe("2021-12");
    expect(parsePlainMonth("2021-13")).toBeUndefined();
    expect(parsePlainMonth("2021-12-01")).toBeUndefined();
  });

  test("days the calendar is known by have their numbers and weekdays", () => {
    expect(dayNumber(plainDate("1970-01-01"))).toBe(0);
    expect(dayNumber(plainDate("0001-01-01"))).toBe(-719_162);
    expect(weekdayOf(plainDate("1970-01-01"))).toBe("thursday");
    expect(weekdayOf(plainDate("2021-11-29"))).toBe("monday");
    expect(weekdayOf(plainDate("0001-01-01"))).toBe("monday");
    expect(startOfWeek(plainDate("2022-01-02"))).toBe("2021-12-27");
  });

  test("months end where they do", () => {
    expect(lastOfMonth(monthOf(plainDate("2024-02-03")))).toBe("2024-02-29");
    expect(lastOfMonth(monthOf(plainDate("2021-12-03")))).toBe("2021-12-31");
    expect(lastOfMonth(monthOf(plainDate("2021-04-03")))).toBe("2021-04-30");
  });

  test("the calendar has an end and says so", () => {
    expect(() => addDays(plainDate("9999-12-31"), 1)).toThrow(RangeError);
    expect(() => addDays(plainDate("0001-01-01"), -1)).toThrow(RangeError);
    expect(() => addDays(plainDate("2021-01-01"), 0.5)).toThrow(RangeError);
  });
});

describe("laws of plain dates", () => {
  test("a day's number leads back to the day, and agrees with the platform's calendar", () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(dateOfDayNumber(dayNumber(date))).toBe(date);
        expect(dayNumber(date)).toBe(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
        expect(parsePlainDate(date)).toBe(date);
      }),
    );
  });

  test("adding days and taking them away leads back", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -300_000, max: 300_000 }).map(dateOfDayNumber),
        fc.integer({ min: -300_000, max: 300_000 }),
        (date, days) => {
          expect(addDays(addDays(date, days), -days)).toBe(date);
          expect(daysBetween(date, addDays(date, days))).toBe(days);
          expect(addDays(date, days) > date).toBe(days > 0);
        },
      ),
    );
  });

  test("a month starts on its first and ends the day before the next", () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 119_998 }).map(monthOfNumber), (month) => {
        expect(monthOfNumber(monthNumber(month))).toBe(month);
        expect(monthOf(lastOfMonth(month))).toBe(month);
        expect(addDays(lastOfMonth(month), 1)).toBe(firstOfMonth(monthOfNumber(monthNumber(month) + 1)));
      }),
    );
  });
});
