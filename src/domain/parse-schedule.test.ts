import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { departures } from "./calendar.ts";
import { parseSchedule, type ScheduleWords } from "./parse-schedule.ts";
import { dateOfDayNumber, plainDate } from "./plain-date.ts";
import type { ScheduleProblem } from "./schedule-problem.ts";

const handbook: ScheduleWords = { every: "month", release: "last monday", freeze: "friday of the week before", starting: "2021-10" };

const problemsOf = (words: ScheduleWords): readonly ScheduleProblem[] => {
  const parsed = parseSchedule(words);
  return parsed.is === "refused" ? parsed.problems : [];
};

describe("words that cannot be meant", () => {
  test.each<[string, Partial<ScheduleWords>, ScheduleProblem["at"], string | undefined]>([
    ["weeks without a start", { every: "2 weeks", release: "monday" }, ["starting"], undefined],
    ["a day of the month in weeks", { every: "week" }, ["release"], "monday"],
    ["a bare weekday in a month", { release: "monday" }, ["release"], "first monday"],
    ["a holiday that does not exist", { holidays: ["2021-02-29"] }, ["holidays", 0], undefined],
    ["a skip that meets nothing", { skip: { "2021-12-28": "x" } }, ["skip", "2021-12-28"], "2021-12-27"],
    ["a move of nothing", { move: { "2021-11-28": { to: "2021-11-30", reason: "x" } } }, ["move", "2021-11-28"], "2021-11-29"],
    ["a move of nothing to nowhere", { move: { "2021-11-29": { reason: "x" } } }, ["move", "2021-11-29"], undefined],
    ["a move to another age", { move: { "2021-11-29": { to: "2031-11-30", reason: "x" } } }, ["move", "2021-11-29", "to"], undefined],
    [
      "a freeze after its release",
      { move: { "2021-11-29": { to: "2021-11-30", freeze: "2021-12-01", reason: "x" } } },
      ["move", "2021-11-29", "freeze"],
      undefined,
    ],
    [
      "a move of what is skipped",
      { skip: { "2021-11": "x" }, move: { "2021-11-29": { to: "2021-11-30", reason: "x" } } },
      ["move", "2021-11-29"],
      undefined,
    ],
    [
      "a move onto another departure",
      { move: { "2021-11-29": { to: "2021-12-27", reason: "x" } } },
      ["move", "2021-11-29", "to"],
      undefined,
    ],
    [
      "two moves to one day",
      { move: { "2021-12-27": { to: "2021-12-01", reason: "x" }, "2021-11-29": { to: "2021-12-01", reason: "y" } } },
      ["move", "2021-12-27", "to"],
      undefined,
    ],
    [
      "a change on a day that does not exist",
      { change: { "2022-02-30": { every: "2 weeks", release: "monday", reason: "x" } } },
      ["change", "2022-02-30"],
      undefined,
    ],
    ["a change of nothing", { change: { "2022-04-04": { reason: "x" } } }, ["change", "2022-04-04"], undefined],
    [
      "a change to what cannot be meant",
      { change: { "2022-04-04": { freeze: "wensday before", reason: "x" } } },
      ["change", "2022-04-04", "freeze"],
      "wednesday before",
    ],
    [
      "weeks on a day of the month",
      { change: { "2022-04-04": { every: "2 weeks", reason: "x" } } },
      ["change", "2022-04-04", "release"],
      "monday",
    ],
    [
      "a change that is changed again before a departure",
      { change: { "2022-04-04": { release: "first friday", reason: "x" }, "2022-04-05": { release: "last friday", reason: "y" } } },
      ["change", "2022-04-04"],
      undefined,
    ],
    [
      "a change to days that are over",
      { change: { "2022-04-04": { release: ["2022-03-01"], reason: "x" } } },
      ["change", "2022-04-04"],
      undefined,
    ],
    ["a rhythm beside a list", { release: ["2021-11-29"] }, ["every"], undefined],
  ])("%s", (_, words, at, suggestion) => {
    const problems = problemsOf({ ...handbook, ...words, ...(words.every === undefined ? {} : { starting: undefined as never }) });
    expect(problems.map((problem) => problem.at)).toEqual([at]);
    if (suggestion !== undefined) expect(problems[0]?.suggestions[0]).toBe(suggestion);
  });

  test("all problems come together", () => {
    expect(
      problemsOf({
        ...handbook,
        holidays: ["2021-02-30"],
        skip: { "2021-13": "x" },
        move: { "2021-11-28": { to: "2021-11-31", reason: "x" } },
      }).map(({ at }) => at.join(" ")),
    ).toEqual(["holidays 0", "skip 2021-13", "move 2021-11-28 to"]);
    expect(problemsOf({ every: "mnth", release: "last munday", freeze: "soon", holidays: ["never"] }).map(({ at }) => at[0])).toEqual([
      "holidays",
      "freeze",
      "every",
      "release",
    ]);
  });

  test("a word that was refused is told once, not again for every change that keeps it", () => {
    const change = { "2022-04-04": { freeze: "wednesday before", reason: "x" }, "2022-07-28": { freeze: "never", reason: "y" } };
    expect(problemsOf({ ...handbook, release: "last munday", change }).map(({ at }) => at.join(" "))).toEqual([
      "release",
      "change 2022-07-28 freeze",
    ]);
  });

  test("moves may change places, and a departure may take the day of one that is skipped or has moved away", () => {
    const to = (day: string) => ({ to: day, reason: "x" });
    expect(problemsOf({ ...handbook, move: { "2021-11-29": to("2021-12-27"), "2021-12-27": to("2021-11-29") } })).toEqual([]);
    expect(problemsOf({ ...handbook, move: { "2021-11-29": to("2021-12-27") }, skip: { "2021-12": "nobody is here" } })).toEqual([]);
  });

  test("law: whatever dates are written, there is a schedule or there are problems with their places", () => {
    const date = fc.oneof(
      fc.integer({ min: 18_890, max: 19_100 }).map(dateOfDayNumber),
      fc.constantFrom(
        "2022-02-30",
        "9999-12-31",
        "0001-01-01",
        "2021-11-29",
        "2021-12-27",
        "2022-01-31",
        "2022-02-28",
        "2021-12",
        "",
        "__proto__",
      ),
    );
    const move = fc.record({ to: date, reason: fc.constant("x") });
    const words = fc.record({
      every: fc.constantFrom("month", "2 weeks", "2 weeks from the last"),
      release: fc.constantFrom("last monday", "monday", "day 31 or next business day"),
      starting: date,
      skip: fc.dictionary(date, fc.constant("x"), { maxKeys: 3 }),
      move: fc.dictionary(date, move, { maxKeys: 4 }),
      change: fc.dictionary(
        date,
        fc.record({ every: fc.constantFrom("week", "month"), release: fc.constantFrom("friday", "day 1"), reason: fc.constant("x") }),
        { maxKeys: 3 },
      ),
      holidays: fc.array(date, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(words, (written) => {
        const parsed = parseSchedule({ freeze: "3 days before", ...written });
        expect(parsed.is === "schedule" || parsed.problems.length > 0).toBe(true);
        if (parsed.is === "refused") return;
        const all = departures({ schedule: parsed.schedule, from: plainDate("2021-06-01"), count: 30 });
        const leaving = all.filter(({ skipped }) => skipped === undefined).map(({ releaseDay }) => releaseDay);
        expect(new Set(leaving).size).toBe(leaving.length);
      }),
      { numRuns: 500 },
    );
  });
});
