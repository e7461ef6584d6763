import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { departureOf, departures, freezeDayFor } from "./calendar.ts";
import { parseSchedule, type ScheduleWords } from "./parse-schedule.ts";
import { addDays, dateOfDayNumber, type PlainDate, plainDate } from "./plain-date.ts";
import type { Schedule } from "./schedule.ts";

const scheduleOf = (words: ScheduleWords): Schedule => {
  const parsed = parseSchedule(words);
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return parsed.schedule;
};

const days = (words: ScheduleWords, from: string, count: number) =>
  departures({ schedule: scheduleOf(words), from: plainDate(from), count }).map(({ freezeDay, releaseDay }) => [freezeDay, releaseDay]);

const handbook: ScheduleWords = {
  every: "month",
  release: "last monday",
  freeze: "friday of the week before",
  starting: "2021-10",
  captains: ["ana", "ben"],
  change: {
    "2022-04-04": { freeze: "wednesday before", reason: "two days to break the release" },
    "2022-07-28": { every: "4 weeks, 1 spare in 13", release: "monday", starting: "2022-08-01", reason: "a steady pace" },
    "2022-11-01": { release: "wednesday", freeze: "friday before", reason: "nothing breaks over the weekend" },
  },
};

describe("a rule that changes", () => {
  test("departures follow the rule in force on their planned day, and captains keep their turns", () => {
    const all = departures({ schedule: scheduleOf(handbook), from: plainDate("2022-03-01"), count: 10 });
    expect(all.map(({ freezeDay, releaseDay, captain, changed }) => [freezeDay, releaseDay, captain, changed?.from])).toEqual([
      ["2022-03-25", "2022-03-28", "ben", undefined],
      ["2022-04-20", "2022-04-25", "ana", "2022-04-04"],
      ["2022-05-25", "2022-05-30", "ben", undefined],
      ["2022-06-22", "2022-06-27", "ana", undefined],
      ["2022-07-20", "2022-07-25", "ben", undefined],
      ["2022-07-27", "2022-08-01", "ana", "2022-07-28"],
      ["2022-08-24", "2022-08-29", "ben", undefined],
      ["2022-09-21", "2022-09-26", "ana", undefined],
      ["2022-10-26", "2022-10-31", "ben", undefined],
      ["2022-10-28", "2022-11-02", "ana", "2022-11-01"],
    ]);
    expect(all[1]?.changed?.reason).toBe("two days to break the release");
  });

  test("a day on which nothing was planned takes the freeze of its time", () => {
    const schedule = scheduleOf(handbook);
    expect(["2022-03-15", "2022-05-10", "2022-11-09"].map((day) => freezeDayFor(schedule, plainDate(day)))).toEqual([
      "2022-03-11",
      "2022-05-04",
      "2022-11-04",
    ]);
  });

  test("a departure that moves past a change keeps the rule by which it was planned", () => {
    const move = { "2022-03-28": { to: "2022-04-06", reason: "a blocker" } };
    expect(departureOf(scheduleOf({ ...handbook, move }), plainDate("2022-03-28"))?.freezeDay).toBe("2022-04-01");
  });

  test("a list can come before or after a rule", () => {
    const listed = ["2021-09-15", "2021-10-21"];
    const words = {
      release: listed,
      freeze: "thursday before",
      change: { "2021-11-01": { release: "last monday", reason: "a rule at last" } },
    };
    expect(days(words, "2021-01-01", 4).map(([, day]) => day)).toEqual([...listed, "2021-11-29", "2021-12-27"]);
    const ending = { ...handbook, change: { "2021-12-01": { release: ["2021-12-16"], reason: "the last one" } } };
    expect(days(ending, "2021-11-01", 9).map(([, day]) => day)).toEqual(["2021-11-29", "2021-12-16"]);
  });

  test("a new rhythm counts from the day of the change unless it says from where", () => {
    const words = { ...handbook, change: { "2022-04-05": { every: "2 weeks", release: "monday", reason: "faster" } } };
    expect(days(words, "2022-03-28", 3).map(([, day]) => day)).toEqual(["2022-03-28", "2022-04-11", "2022-04-25"]);
  });
});

describe("weeks from the last", () => {
  const words: ScheduleWords = { every: "6 weeks from the last", release: "tuesday", freeze: "same day", starting: "2024-12-17" };

  test("a departure that slips takes all later ones along", () => {
    const move = { "2025-03-11": { to: "2025-03-26", reason: "a blocker" } };
    expect(days({ ...words, move }, "2025-01-01", 4).map(([, day]) => day)).toEqual([
      "2025-01-28",
      "2025-03-26",
      "2025-05-13",
      "2025-06-24",
    ]);
    const fixed = { ...words, every: "6 weeks", move };
    expect(days(fixed, "2025-01-01", 4).map(([, day]) => day)).toEqual(["2025-01-28", "2025-03-26", "2025-04-22", "2025-06-03"]);
  });

  test("a later move is written by the day that the earlier one led to", () => {
    const move = { "2025-03-11": { to: "2025-03-25", reason: "a blocker" }, "2025-05-06": { to: "2025-05-13", reason: "a holiday" } };
    expect(days({ ...words, move }, "2025-03-01", 3).map(([, day]) => day)).toEqual(["2025-03-25", "2025-05-13", "2025-06-24"]);
    expect(parseSchedule({ ...words, move: { ...move, "2025-04-22": { to: "2025-04-29", reason: "x" } } })).toMatchObject({
      is: "refused",
      problems: [{ at: ["move", "2025-04-22"], suggestions: ["2025-05-06", "2025-03-11"] }],
    });
  });
});

describe("laws of changing rules", () => {
  const day = fc.integer({ min: 15_000, max: 22_000 }).map(dateOfDayNumber);
  const rhythm = fc.oneof(
    fc.record({
      every: fc.constant("month"),
      release: fc.constantFrom("last monday", "first tuesday", "day 15", "day 31 or next business day"),
    }),
    fc.record({
      every: fc.constantFrom("week", "2 weeks", "6 weeks", "4 weeks, 1 spare in 13", "5 weeks from the last"),
      release: fc.constantFrom("monday", "friday"),
      starting: day,
    }),
  );
  const freeze = fc.constantFrom("3 days before", "friday of the week before", "2 business days before");
  const planned = (schedule: Schedule, from: PlainDate, count: number) => departures({ schedule, from, count }).map((each) => each.planned);

  test("before a change everything is as it was, and from it on as if the new rule had always held", () => {
    fc.assert(
      fc.property(rhythm, rhythm, freeze, day, day, (old, fresh, words, at, other) => {
        const change = { ...fresh, starting: "starting" in fresh ? fresh.starting : other };
        const both = scheduleOf({ ...old, freeze: words, change: { [at]: { ...change, reason: "x" } } });
        const [first, second] = [scheduleOf({ ...old, freeze: words }), scheduleOf({ ...change, freeze: words })];
        const start = addDays(at, -400);
        const before = planned(first, start, 80).filter((each) => each < at);
        expect(planned(both, start, before.length + 20)).toEqual([...before, ...planned(second, at, 20)]);
        for (const each of planned(both, start, before.length + 20)) expect(departureOf(both, each)?.planned).toBe(each);
      }),
    );
  });

  test("turns go round without a gap, whatever changes", () => {
    fc.assert(
      fc.property(rhythm, rhythm, day, (old, fresh, at) => {
        const captains = ["ana", "ben", "cleo"];
        const schedule = scheduleOf({ ...old, freeze: "same day", captains, change: { [at]: { ...fresh, reason: "x" } } });
        const turns = departures({ schedule, from: addDays(at, -200), count: 30 }).map(({ captain }) => captains.indexOf(captain ?? ""));
        expect(turns.map((turn) => (turn - (turns[0] ?? 0) + 3) % 3)).toEqual(turns.map((_, index) => index % 3));
      }),
    );
  });

  test("counted from the last, the next departure is as far from a moved one as any two", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -3, max: 60 }), fc.integer({ min: 1, max: 12 }), (from, late, every) => {
        const plain: ScheduleWords = { every: `${every} weeks from the last`, release: "monday", freeze: "same day", starting: from };
        const [, second = from, third = from] = planned(scheduleOf(plain), from, 3);
        const to = addDays(second, Math.max(late, -7 * every + 1));
        const moved = scheduleOf({ ...plain, move: { [second]: { to, reason: "x" } } });
        const [, , next = from, after = from] = planned(moved, from, 4);
        const least = addDays(to, 7 * every);
        expect(next >= least && next < addDays(least, 7)).toBe(true);
        expect(after).toBe(addDays(next, 7 * every));
        if (late === 0) expect(next).toBe(third);
      }),
    );
  });
});
