import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { testWith } from "../testing/test-with.ts";
import { isBusinessDay } from "./business-days.ts";
import { departureOf, departures } from "./calendar.ts";
import { parseSchedule, type ScheduleWords } from "./parse-schedule.ts";
import { daysBetween, type PlainDate, plainDate, weekdayOf } from "./plain-date.ts";
import type { Schedule } from "./schedule.ts";

/** The rules of real projects as their teams could have written them, against the days that they published and kept. */
const read = (name: string): readonly Readonly<Record<string, string | null>>[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../shared/replay", name, "case.json"), "utf8")).releases;

const scheduleOf = (words: ScheduleWords): Schedule => {
  const parsed = parseSchedule(words);
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return parsed.schedule;
};

const dates = (days: readonly (string | null | undefined)[]): readonly PlainDate[] =>
  days.flatMap((day) => (typeof day === "string" ? plainDate(day) : []));

const leaving = (schedule: Schedule, from: PlainDate | undefined, count: number) =>
  from === undefined ? [] : departures({ schedule, from, count }).filter(({ skipped }) => skipped === undefined);

testWith(
  ["../shared/replay"],
  "Argo CD: the first Monday of every third month, a first candidate seven weeks before, three of them moved",
  () => {
    const releases = read("schedule__argo-cd");
    const rule: ScheduleWords = { every: "quarter", starting: "2023-02", release: "first monday", freeze: "7 weeks before" };
    const [out, cut] = [dates(releases.map((each) => each["planned_ga"])), dates(releases.map((each) => each["planned_first_rc"]))];
    const byRule = leaving(scheduleOf(rule), out[0], out.length);
    expect(byRule.map(({ releaseDay }) => releaseDay)).toEqual(out);
    expect(byRule.flatMap(({ freezeDay }, at) => (freezeDay === cut[at] ? [] : releases[at]?.["series"]))).toEqual(["2.7", "2.8", "2.11"]);
    const move = {
      "2023-05-01": { freeze: "2023-03-20", reason: "published six weeks before" },
      "2023-08-07": { freeze: "2023-06-26", reason: "19 June 2023 is a public holiday in the United States" },
      "2024-05-06": { freeze: "2024-04-05", reason: "published a month before" },
    };
    const moved = leaving(scheduleOf({ ...rule, move }), out[0], out.length);
    expect(moved.map(({ freezeDay, releaseDay }) => [freezeDay, releaseDay])).toEqual(cut.map((day, at) => [day, out[at]]));
  },
);

testWith(["../shared/replay"], "Prometheus: a first candidate every six weeks on a Tuesday, whatever slipped before", () => {
  const planned = dates(read("schedule__prometheus").map((each) => each["planned_first_rc"]));
  const move = {
    "2024-11-05": { to: "2024-11-14", reason: "the list names the day on which 3.0 was out" },
    "2025-04-22": { to: "2025-04-29", reason: "the Tuesday after Easter" },
    "2025-07-15": { to: "2025-08-01", reason: "the one before was four weeks late" },
  };
  const words: ScheduleWords = { every: "6 weeks", release: "tuesday", starting: "2024-12-17", freeze: "same day", move };
  expect(leaving(scheduleOf(words), planned[0], planned.length).map(({ releaseDay }) => releaseDay)).toEqual(planned);
  const fromTheLast = leaving(scheduleOf({ ...words, every: "6 weeks from the last", starting: "2024-11-05", move: {} }), planned[0], 3);
  expect(fromTheLast.map(({ releaseDay }) => releaseDay)).toEqual(["2024-12-17", "2025-01-28", "2025-03-11"]);
});

testWith(
  ["../shared/replay"],
  "Thanos: days in a list, one of which does not exist, and never a release within three business days of its only candidate",
  () => {
    const releases = read("schedule__thanos");
    const texts = releases.map((each) => (each["planned_first_rc_text"] ?? "").replaceAll(".", "-"));
    expect(parseSchedule({ release: texts, freeze: "same day" })).toMatchObject({
      is: "refused",
      problems: [{ at: ["release", 0], found: "2019-06-31", expected: "a day that exists, as YYYY-MM-DD" }],
    });
    const planned = dates(releases.map((each) => each["planned_first_rc"]));
    const schedule = scheduleOf({ release: texts.slice(1), freeze: "same day" });
    expect(leaving(schedule, planned[0], 99).map(({ releaseDay }) => releaseDay)).toEqual(planned);
    const { freeze, cut, out } = { freeze: "3 business days before", cut: "actual_first_rc", out: "actual_ga" };
    const alone = releases.filter((each) => Number(each["rc_count"]) === 1);
    expect(alone).toHaveLength(9);
    for (const each of alone) {
      const [first, last] = dates([each[cut], each[out]]);
      const latest = last && departureOf(scheduleOf({ release: [last], freeze }), last)?.freezeDay;
      expect(first !== undefined && latest !== undefined && first <= latest, `${each["series"]}`).toBe(true);
    }
  },
);

testWith(["../shared/replay"], "Sentry self-hosted: planned on the 15th whatever the weekday; what really happened stays apart", () => {
  const releases = read("schedule__self-hosted");
  const planned = dates(releases.map((each) => each["planned_first_rc"]));
  const skip = { "2023-09": "nothing was released" };
  const words: ScheduleWords = { every: "month", release: "day 15", freeze: "same day", skip };
  const plain = leaving(scheduleOf(words), planned[0], planned.length + 1);
  expect(plain.map((each) => each.planned)).toEqual(planned);
  const shifted = leaving(scheduleOf({ ...words, release: "day 15 or next business day" }), planned[0], planned.length + 1);
  const actual = dates(releases.map((each) => each["actual_ga"]));
  const saturdays = planned.flatMap((day, at) => (weekdayOf(day) === "saturday" ? [[shifted[at]?.releaseDay, actual[at]]] : []));
  expect(saturdays.map(([rule, real]) => daysBetween(rule ?? plainDate("1970-01-01"), real ?? plainDate("1970-01-01")))).toEqual([
    0, 0, 0, -1, 0,
  ]);
  // Three of four Sundays were kept as planned, so the project's own rule knows no weekend.
  const sundays = planned.flatMap((day, at) => (weekdayOf(day) === "sunday" ? [[day, actual[at]]] : []));
  expect(sundays.map(([day, real]) => day === real)).toEqual([true, true, true, false]);
  expect(shifted.every(({ releaseDay }) => isBusinessDay(releaseDay, new Set()))).toBe(true);
});

testWith(["../shared/replay"], "PostHog: five rules one after another, each departure by the one of its time", () => {
  const releases = read("posthog-calendar__1.28.0_1.35.0");
  const released = dates(releases.map((each) => each["released"]));
  const words: ScheduleWords = {
    release: [...released.slice(0, -1)],
    freeze: "thursday before",
    change: {
      "2021-10-01": { freeze: "friday of the week before", reason: "a whole week to break the release" },
      "2022-04-04": { every: "month", release: "last monday", freeze: "wednesday before", reason: "always the last Monday" },
      "2022-07-28": { every: "4 weeks, 1 spare in 13", release: "monday", starting: "2022-08-01", reason: "a steady pace" },
      "2022-11-01": { every: "4 weeks", release: "wednesday", freeze: "friday before", reason: "broken on a Monday" },
    },
  };
  const all = leaving(scheduleOf(words), released[0], 20);
  expect(all.slice(0, released.length).map(({ releaseDay, freezeDay }) => [releaseDay, freezeDay])).toEqual(
    releases.map((each) => [each["released"], each["freeze_by_rule"]]),
  );
  const later = all.slice(released.length).map(({ freezeDay, releaseDay }) => [weekdayOf(freezeDay), weekdayOf(releaseDay)].join(" "));
  expect(later).toEqual([...Array(7).fill("wednesday monday"), ...Array(5).fill("friday wednesday")]);
});
