import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testWith } from "../testing/test-with.ts";
import { type Arrival, alignReleases } from "./align-releases.ts";
import { departures } from "./calendar.ts";
import { forecast, latenessOf } from "./forecast.ts";
import { parseSchedule, type ScheduleWords } from "./parse-schedule.ts";
import { addDays, type PlainDate, plainDate } from "./plain-date.ts";
import type { Schedule } from "./schedule.ts";

const scheduleOf = (words: ScheduleWords): Schedule => {
  const parsed = parseSchedule(words);
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return parsed.schedule;
};

const monthly = scheduleOf({ every: "month", release: "last monday", freeze: "friday of the week before" });
const plannedFrom = (schedule: Schedule, from: string, count: number): readonly PlainDate[] =>
  departures({ schedule, from: plainDate(from), count }).map(({ planned }) => planned);
const arrivals = (planned: readonly PlainDate[], late: readonly number[]): readonly Arrival[] =>
  planned.flatMap((day, at) => (late[at] === undefined ? [] : [{ version: `1.${at}.0`, day: addDays(day, late[at]) }]));
const run = (late: number) => ({ version: "1.0.0", planned: plainDate("2021-01-25"), day: plainDate("2021-01-25"), late });

describe("which release left on which departure", () => {
  const planned = plannedFrom(monthly, "2021-01-01", 12);

  test("each on its own, however late it was, as long as order is kept", () => {
    const late = [0, 3, -1, 12, 20, 26, 31, 2, 0, 5, 1, 0];
    expect(alignReleases(arrivals(planned, late), planned).runs.map((each) => each.late)).toEqual(late);
  });

  test("a departure without a release is missed, and does not make all later ones late", () => {
    const without = arrivals(planned, Array(12).fill(1)).filter((_, at) => at !== 5);
    const found = alignReleases(without, planned);
    expect(found.missed).toEqual([planned[5]]);
    expect(new Set(found.runs.map((each) => each.late))).toEqual(new Set([1]));
  });

  test("a release between two departures is unplanned", () => {
    const extra = { version: "1.3.5", day: addDays(planned[3] ?? plainDate("2021-04-26"), 14) };
    const all = [...arrivals(planned, Array(12).fill(0)), extra].toSorted((a, b) => (a.day < b.day ? -1 : 1));
    expect(alignReleases(all, planned).unplanned).toEqual([extra]);
  });

  test("departures before the first release and after the last one are nobody's fault", () => {
    const found = alignReleases(arrivals(planned.slice(4, 8), [0, 0, 0, 0]), planned);
    expect([found.runs.length, found.missed, found.unplanned]).toEqual([4, [], []]);
  });

  test("a release long before the first departure was not planned, and does not make that one missed", () => {
    const stray = { version: "1.0.0", day: addDays(planned[0] ?? plainDate("2021-01-25"), -45) };
    const found = alignReleases([stray, ...arrivals(planned, Array(12).fill(0)).slice(1)], planned);
    expect([found.unplanned, found.missed, found.runs.length]).toEqual([[stray], [], 11]);
  });

  test("law: nothing is lost, nothing is used twice, and order is kept", () => {
    const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays(plainDate("2021-01-01"), days));
    fc.assert(
      fc.property(fc.array(day, { maxLength: 30 }), fc.uniqueArray(day, { maxLength: 30 }), (released, wanted) => {
        const all = released.toSorted().map((each, at) => ({ version: `${at}`, day: each }));
        const { runs, missed, unplanned } = alignReleases(all, wanted.toSorted());
        expect([...runs, ...unplanned].map(({ version }) => Number(version)).toSorted((a, b) => a - b)).toEqual(all.map((_, at) => at));
        expect(new Set([...runs.map((each) => each.planned), ...missed]).size).toBe(runs.length + missed.length);
        expect(runs.map((each) => each.planned)).toEqual(runs.map((each) => each.planned).toSorted());
        expect(runs.map(({ version }) => Number(version))).toEqual(runs.map(({ version }) => Number(version)).toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("how late trains usually are", () => {
  test("median, quartiles, share on time and trend of a history", () => {
    expect(latenessOf([0, 2, 0, 4, 1, 2, 8].map(run))).toEqual({
      median: 2,
      middle: { early: 0.5, late: 3 },
      usual: { early: 0, late: expect.closeTo(5.6) },
      onTime: 2 / 7,
      trend: 0,
    });
  });

  test("a trend is told when it is more than chance", () => {
    const trend = (...late: readonly number[]): number | undefined => latenessOf(late.map(run))?.trend;
    expect(trend(-1, 3, 7, 15, 10, 27, 37)).toBeCloseTo(6, 0);
    expect(trend(12, 10, 8, 6, 4, 2)).toBe(-2);
    expect([trend(0, 1, -4, 2, 0), trend(0, 2, 0, 4, 1, 2, 8), trend(1, 2, 3)]).toEqual([0, 0, 0]);
  });

  test("one great slip moves neither the median nor the trend", () => {
    expect(latenessOf([1, 1, 1, 90, 1, 1, 1].map(run))).toMatchObject({ median: 1, trend: 0 });
  });

  test("from two releases nothing is said", () => {
    expect(latenessOf([0, 1].map(run))).toBeUndefined();
    expect(forecast({ schedule: monthly, arrivals: [], today: plainDate("2021-11-01"), count: 3 })).toEqual({
      runs: [],
      missed: [],
      unplanned: [],
      lateness: undefined,
      coming: [],
    });
  });

  test("tags that mostly do not leave by the rule foretell nothing", () => {
    const daily = Array.from({ length: 40 }, (_, at) => ({ version: `1.${at}.0`, day: addDays(plainDate("2021-03-01"), 3 * at) }));
    const found = forecast({ schedule: monthly, arrivals: daily, today: plainDate("2021-11-01"), count: 3 });
    expect(found.unplanned.length).toBeGreaterThan(found.runs.length);
    expect([found.lateness, found.coming]).toEqual([undefined, []]);
  });

  test("coming departures leave as late as the others did, and never in the past", () => {
    const history = arrivals(plannedFrom(monthly, "2021-01-01", 10), [2, 2, 2, 2, 2, 2, 2, 2, 2, 9]);
    const { coming } = forecast({ schedule: monthly, arrivals: history, today: plainDate("2021-11-28"), count: 2 });
    expect(coming.map(({ likely, earliest, latest }) => [earliest, likely, latest])).toEqual([
      ["2021-12-01", "2021-12-01", "2021-12-02"],
      ["2021-12-29", "2021-12-29", "2021-12-30"],
    ]);
    const early = forecast({
      schedule: monthly,
      arrivals: arrivals(plannedFrom(monthly, "2021-01-01", 10), Array(10).fill(-9)),
      today: plainDate("2021-11-28"),
      count: 1,
    });
    expect(early.coming[0]).toMatchObject({ likely: "2021-11-28", latest: "2021-11-28" });
  });

  test("a slip that was written down as a move is still a slip, and a skipped departure is not missed", () => {
    const words: ScheduleWords = {
      every: "month",
      release: "last monday",
      freeze: "same day",
      move: { "2021-03-29": { to: "2021-04-05", reason: "a blocker" } },
      skip: { "2021-05": "nobody is here" },
    };
    const days = ["2021-01-25", "2021-02-22", "2021-04-05", "2021-04-26", "2021-06-28"];
    const history = days.map((day, at) => ({ version: `1.${at}.0`, day: plainDate(day) }));
    const found = forecast({ schedule: scheduleOf(words), arrivals: history, today: plainDate("2021-07-01"), count: 1 });
    expect(found.runs.map(({ late }) => late)).toEqual([0, 0, 7, 0, 0]);
    expect(found.missed).toEqual([]);
  });

  test("counted from the last, a slip is late once", () => {
    const words: ScheduleWords = { every: "6 weeks from the last", release: "monday", starting: "2021-01-04", freeze: "same day" };
    const days = ["2021-01-04", "2021-02-15", "2021-04-12", "2021-05-24", "2021-07-05"];
    const history = days.map((day, at) => ({ version: `1.${at}.0`, day: plainDate(day) }));
    const late = (move: ScheduleWords["move"]) =>
      forecast({
        schedule: scheduleOf({ ...words, ...(move && { move }) }),
        arrivals: history,
        today: plainDate("2021-07-06"),
        count: 1,
      }).runs.map((each) => each.late);
    expect(late({ "2021-03-29": { to: "2021-04-12", reason: "a blocker" } })).toEqual([0, 0, 14, 0, 0]);
    expect(late(undefined)).toEqual([0, 0, 14, 14, 14]);
  });

  test("a rule that changed is held against each release of its time", () => {
    const schedule = scheduleOf({
      every: "month",
      release: "last monday",
      freeze: "same day",
      change: { "2021-06-01": { release: "first friday", reason: "x" } },
    });
    const planned = plannedFrom(schedule, "2021-01-01", 12);
    expect(
      forecast({ schedule, arrivals: arrivals(planned, Array(12).fill(1)), today: plainDate("2022-01-01"), count: 1 }).lateness,
    ).toMatchObject({
      median: 1,
      middle: { early: 1, late: 1 },
    });
  });
});

testWith(
  ["../shared/replay"],
  "a project that counts from the fifteenth was on time four times of five, and each slip is the one it had",
  () => {
    const file = join(import.meta.dirname, "../../../shared/replay/schedule__self-hosted/case.json");
    const releases: readonly { readonly series: string; readonly actual_ga: string; readonly ga_slip_days: number }[] = JSON.parse(
      readFileSync(file, "utf8"),
    ).releases;
    const schedule = scheduleOf({ every: "month", release: "day 15", freeze: "same day", skip: { "2023-09": "nothing was released" } });
    const history = releases.map(({ series, actual_ga }) => ({ version: series, day: plainDate(actual_ga) }));
    const found = forecast({ schedule, arrivals: history, today: plainDate("2023-11-01"), count: 1 });
    expect(found.runs.map(({ late }) => late)).toEqual(releases.map(({ ga_slip_days }) => ga_slip_days));
    expect(found.lateness).toMatchObject({ median: 0, trend: 0, onTime: 27 / 33 });
  },
);
