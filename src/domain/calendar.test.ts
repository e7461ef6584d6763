import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { departureOf, departures } from "./calendar.ts";
import { parseSchedule, type ScheduleWords } from "./parse-schedule.ts";
import { addDays, dateOfDayNumber, daysBetween, monthNumber, monthOf, plainDate, weekdayOf, weekdays } from "./plain-date.ts";
import type { Schedule } from "./schedule.ts";

const handbook: ScheduleWords = {
  every: "month",
  release: "last monday",
  freeze: "friday of the week before",
  starting: "2021-10",
  captains: ["ana", "ben"],
};

const scheduleOf = (words: ScheduleWords): Schedule => {
  const parsed = parseSchedule(words);
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return parsed.schedule;
};

const coming = (words: ScheduleWords, from: string, count: number) =>
  departures({ schedule: scheduleOf(words), from: plainDate(from), count });

const days = (words: ScheduleWords, from: string, count: number) =>
  coming(words, from, count).map(({ freezeDay, releaseDay }) => [freezeDay, releaseDay]);

describe("the handbook's train", () => {
  test("freezes on the Friday of the week before the last Monday, captains taking turns", () => {
    expect(coming(handbook, "2021-11-01", 2)).toEqual([
      { planned: "2021-11-29", freezeDay: "2021-11-26", releaseDay: "2021-11-29", captain: "ben", offDays: [] },
      { planned: "2021-12-27", freezeDay: "2021-12-24", releaseDay: "2021-12-27", captain: "ana", offDays: [] },
    ]);
  });

  test("a skipped departure is shown with its reason, takes no turn, and leaves the other turns alone", () => {
    const words = { ...handbook, skip: { "2021-12": "we ship whenever" } };
    expect(coming(words, "2021-11-01", 4).map(({ planned, captain, skipped }) => [planned, captain, skipped])).toEqual([
      ["2021-11-29", "ben", undefined],
      ["2021-12-27", undefined, "we ship whenever"],
      ["2022-01-31", "ana", undefined],
      ["2022-02-28", "ben", undefined],
    ]);
  });

  test("a skip before the rota begins changes nobody's turn", () => {
    const words = { ...handbook, skip: { "2020-12-28": "too early" } };
    expect(coming(words, "2021-11-01", 1)[0]?.captain).toBe("ben");
    expect(coming(words, "2021-09-01", 1)[0]?.captain).toBe("ben");
  });

  test("a moved departure keeps its planned day and freezes by the rule from the new one", () => {
    const words = { ...handbook, move: { "2021-11-29": { to: "2021-12-08", reason: "fire drill" } } };
    expect(coming(words, "2021-12-01", 1)[0]).toEqual({
      planned: "2021-11-29",
      freezeDay: "2021-12-03",
      releaseDay: "2021-12-08",
      captain: "ben",
      moved: { from: "2021-11-29", reason: "fire drill" },
      offDays: [],
    });
  });

  test("a launch that slips after the freeze keeps the freeze it had", () => {
    const words = { ...handbook, move: { "2021-11-29": { to: "2021-12-08", freeze: "2021-11-26", reason: "a blocker" } } };
    expect(days(words, "2021-11-30", 2)).toEqual([
      ["2021-11-26", "2021-12-08"],
      ["2021-12-24", "2021-12-27"],
    ]);
  });

  test("a departure moved before today is gone, and one moved from far ahead is found", () => {
    expect(days({ ...handbook, move: { "2021-11-29": { to: "2021-11-15", reason: "early" } } }, "2021-11-20", 1)).toEqual([
      ["2021-12-24", "2021-12-27"],
    ]);
    expect(days({ ...handbook, move: { "2022-06-27": { to: "2021-11-15", reason: "early" } } }, "2021-11-10", 2)).toEqual([
      ["2021-11-12", "2021-11-15"],
      ["2021-11-26", "2021-11-29"],
    ]);
  });

  test("days on which nobody works are named", () => {
    const words = { ...handbook, holidays: ["2021-12-24", "2021-12-27"] };
    expect(departureOf(scheduleOf(words), plainDate("2021-12-27"))?.offDays).toEqual(["freeze", "release"]);
    expect(departureOf(scheduleOf(words), plainDate("2021-12-26"))).toBeUndefined();
  });
});

describe("other trains", () => {
  test.each([
    ["day 15 or next business day", "same day", "2022-01-01", "2022-01-17", "2022-01-17"],
    ["26 or previous business day", "3 business days before", "2022-06-01", "2022-06-21", "2022-06-24"],
    ["day 31", "3 days before", "2024-02-01", "2024-02-26", "2024-02-29"],
    ["last day or next business day", "wednesday before", "2022-07-01", "2022-07-27", "2022-07-29"],
    ["day 1 or previous business day", "1 day before", "2022-05-01", "2022-05-01", "2022-05-02"],
    ["first thursday", "2 weeks before", "2022-12-02", "2022-12-22", "2023-01-05"],
    ["third tuesday", "friday 2 weeks before", "2022-02-01", "2022-02-04", "2022-02-15"],
    ["third tuesday", "tuesday before", "2022-02-01", "2022-02-08", "2022-02-15"],
  ])("release %s, freeze %s", (release, freeze, from, frozen, released) => {
    expect(days({ every: "month", release, freeze }, from, 1)).toEqual([[frozen, released]]);
  });

  test("business days step over weekends and holidays", () => {
    const words = { every: "month", release: "day 4", freeze: "3 business days before", holidays: ["2022-01-03", "2021-12-31"] };
    expect(days(words, "2022-01-01", 1)).toEqual([["2021-12-28", "2022-01-04"]]);
  });

  test("a freeze on a holiday can give way, never past the release", () => {
    const words = {
      every: "month",
      release: "last monday",
      freeze: "friday of the week before or next business day",
      holidays: ["2021-11-26"],
    };
    expect(days(words, "2021-11-01", 1)).toEqual([["2021-11-25", "2021-11-29"]]);
  });

  test("four weeks with the thirteenth spare keep to the quarter", () => {
    const words = { every: "4 weeks, 1 spare in 13", release: "monday", freeze: "wednesday before", starting: "2022-07-02" };
    expect(days(words, "2022-07-01", 5).map(([, day]) => day)).toEqual([
      "2022-07-04",
      "2022-08-01",
      "2022-08-29",
      "2022-10-03",
      "2022-10-31",
    ]);
  });

  test("a quarter counts from its start, in both directions", () => {
    const words = { every: "quarter", release: "first monday", freeze: "7 weeks before", starting: "2023-02" };
    expect(days(words, "2022-10-01", 2)).toEqual([
      ["2022-09-19", "2022-11-07"],
      ["2022-12-19", "2023-02-06"],
    ]);
  });

  test("a list ends", () => {
    const words = { release: ["2025-01-28", "2024-12-17"], freeze: "same day", captains: ["ana", "ben"] };
    expect(coming(words, "2024-01-01", 9).map(({ planned, captain }) => [planned, captain])).toEqual([
      ["2024-12-17", "ana"],
      ["2025-01-28", "ben"],
    ]);
    expect(coming(words, "2025-01-29", 9)).toEqual([]);
  });
});

describe("laws of the calendar", () => {
  const weekday = fc.constantFrom(...weekdays);
  const nth = fc.constantFrom("first", "second", "third", "fourth", "last");
  const today = fc.integer({ min: 0, max: 40_000 }).map(dateOfDayNumber);
  const shift = fc.constantFrom("", " or next business day", " or previous business day");
  const freeze = fc.oneof(
    fc
      .tuple(weekday, fc.constantFrom("of the week before", "before", "2 weeks before"), shift)
      .map(([day, when, way]) => `${day} ${when}${way}`),
    fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom("days before", "weeks before", "business days before"))
      .map((all) => all.join(" ")),
  );
  const holidays = fc.array(today, { maxLength: 20 });

  test("every release falls on the weekday of its rule, once a month, and its freeze lies before it", () => {
    fc.assert(
      fc.property(weekday, nth, freeze, today, holidays, (day, which, words, from, free) => {
        const all = coming({ every: "month", release: `${which} ${day}`, freeze: words, holidays: free }, from, 15);
        expect(all).toHaveLength(15);
        expect(new Set(all.map(({ releaseDay }) => weekdayOf(releaseDay)))).toEqual(new Set([day]));
        expect(all.every(({ freezeDay, releaseDay }) => freezeDay < releaseDay)).toBe(true);
        const months = all.map(({ planned }) => monthNumber(monthOf(planned)));
        expect(months.map((month) => month - (months[0] ?? 0))).toEqual(months.map((_, at) => at));
      }),
    );
  });

  test("a day of the month stays in its month, however weekends and holidays shift it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), shift, today, (day, way, from) => {
        const free = Array.from({ length: 12 }, (_, at) => addDays(from, at));
        const months = coming({ every: "month", release: `day ${day}${way}`, freeze: "3 days before", holidays: free }, from, 15).map(
          ({ planned }) => monthNumber(monthOf(planned)),
        );
        expect(months.map((month) => month - (months[0] ?? 0))).toEqual(months.map((_, at) => at));
      }),
    );
  });

  test("weeks are that many weeks apart", () => {
    fc.assert(
      fc.property(weekday, fc.integer({ min: 1, max: 52 }), today, today, (day, every, starting, from) => {
        const all = coming({ every: `${every} weeks`, release: day, freeze: "1 day before", starting }, from, 5).map(
          ({ planned }) => planned,
        );
        expect(all.slice(1).map((next, at) => daysBetween(all[at] ?? next, next))).toEqual(Array(4).fill(every * 7));
        expect(all.every((planned) => weekdayOf(planned) === day && planned >= from)).toBe(true);
        expect(daysBetween(from, all[0] ?? from)).toBeLessThan(every * 7);
      }),
    );
  });

  test("asking later or for more tells the same story", () => {
    fc.assert(
      fc.property(freeze, today, fc.integer({ min: 1, max: 8 }), (words, from, later) => {
        const schedule = scheduleOf({ ...handbook, freeze: words });
        const all = departures({ schedule, from, count: 10 });
        const start = all[later]?.releaseDay ?? from;
        expect(departures({ schedule, from: start, count: 10 - later })).toEqual(all.slice(later));
      }),
    );
  });
});
