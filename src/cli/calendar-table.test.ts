import { expect, test } from "vitest";
import { departures } from "../domain/calendar.ts";
import { instant } from "../domain/instant.ts";
import { parseSchedule } from "../domain/parse-schedule.ts";
import { plainDate } from "../domain/plain-date.ts";
import { trainClock } from "../wiring/train-clock.ts";
import { calendarTable } from "./calendar-table.ts";

const coming = (captains: readonly string[], reason: string) => {
  const parsed = parseSchedule({
    every: "month",
    release: "last monday",
    freeze: "friday of the week before",
    starting: "2021-10",
    holidays: ["2022-01-28"],
    skip: { "2021-12": reason },
    move: { "2021-11-29": { to: "2021-11-30", reason: "a blocker" } },
    captains,
  });
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return departures({ schedule: parsed.schedule, from: plainDate("2021-10-20"), count: 4 });
};

test("coming departures are a table that says what is unusual", () => {
  expect(calendarTable(coming(["ana", "benedict"], "we ship whenever"), (text) => text)).toBe(
    [
      "freeze          release         captain",
      "Fri 2021-10-22  Mon 2021-10-25  ana",
      "Fri 2021-11-26  Tue 2021-11-30  benedict  moved from 2021-11-29: a blocker",
      "Fri 2021-12-24  Mon 2021-12-27  -         skipped: we ship whenever",
      "Fri 2022-01-28  Mon 2022-01-31  ana       freeze on a day off",
      "",
    ].join("\n"),
  );
});

test("a freeze that moves alone says so", () => {
  const parsed = parseSchedule({
    every: "month",
    release: "last monday",
    freeze: "friday of the week before",
    move: { "2021-11-29": { freeze: "2021-11-25", reason: "a long weekend" } },
  });
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  const [first] = departures({ schedule: parsed.schedule, from: plainDate("2021-11-01"), count: 1 });
  expect(calendarTable(first === undefined ? [] : [first], (text) => text).split("\n")[1]).toBe(
    "Thu 2021-11-25  Mon 2021-11-29  -        freeze moved: a long weekend",
  );
});

test("foreign words reach the terminal only through the escape they are given", () => {
  const table = calendarTable(coming(["\u001b[31mana"], "\u001b]0;x\u0007"), (text) => text.replaceAll(/\p{Cc}/gu, "?"));
  expect(table).not.toMatch(/[^\P{Cc}\n]/u);
  expect(table).toContain("?[31mana");
});

test("columns stay columns beside wide letters and emoji", () => {
  const lines = calendarTable(coming(["日本🚂", "zoë"], "x"), (text) => text).split("\n");
  expect(lines.slice(2, 4)).toEqual([
    "Fri 2021-11-26  Tue 2021-11-30  zoë      moved from 2021-11-29: a blocker",
    "Fri 2021-12-24  Mon 2021-12-27  -        skipped: x",
  ]);
});

test("a new rule and clocks that change are told where they matter", () => {
  const parsed = parseSchedule({
    every: "month",
    release: "last sunday",
    freeze: "2 days before",
    change: { "2022-05-01": { release: "last monday", reason: "nobody works on Sunday" } },
  });
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  const { launchOn } = trainClock({ zone: "Europe/London", launchAt: "01:30" }, instant("2021-10-01T00:00:00Z"));
  const all = departures({ schedule: parsed.schedule, from: plainDate("2021-10-01"), count: 8 });
  const lines = calendarTable(
    all.map((each) => ({ ...each, launch: launchOn(each.releaseDay) })),
    (text) => text,
  ).split("\n");
  const off = "Sun 2021-10-31  -        release on a day off; ";
  expect(lines[1]).toBe(`Fri 2021-10-29  ${off}01:30 comes twice that day in Europe/London; launch-at has to say first or second`);
  expect(lines[6]).toContain("01:30 does not exist that day in Europe/London; it opens at 02:30");
  expect(lines[8]).toBe("Sat 2022-05-28  Mon 2022-05-30  -        new rule since 2022-05-01: nobody works on Sunday; freeze on a day off");
});

test("an ended list has no departures and says so", () => {
  expect(calendarTable([], (text) => text)).toBe("No departures.\n");
});
