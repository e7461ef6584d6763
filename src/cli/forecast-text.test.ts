import { expect, test } from "vitest";
import { forecastTrain } from "../app/forecast-train.ts";
import { plainDate } from "../domain/plain-date.ts";
import { sampleTrain } from "../testing/sample-train.ts";
import { forecastText } from "./forecast-text.ts";
import { painter } from "./paint.ts";

const days = ["2021-06-28", "2021-07-27", "2021-08-26", "2021-09-29", "2021-10-25"];
const told = (count: number, version = (at: number) => `1.${26 + at}.0`) =>
  forecastTrain(
    sampleTrain,
    days.slice(0, count).map((day, at) => ({ tag: version(at), day: plainDate(day) })),
    { today: plainDate("2021-11-30"), count: 2 },
  );
const shown = (count: number, width = 100) => forecastText(told(count), { paint: painter(false), width });

test("each release is a bar from its planned day, and the coming ones are told", () => {
  expect(shown(5)).toMatchInlineSnapshot(`
    "How late posthog's trains are: 5 releases from 2021-06-28 to 2021-10-25, against the day that the rule planned

      usually    on the planned day; half of them between 0 and +1 days late, four of five between -2.4 and +1.6 days late
      on time    60 %, 3 of 5
      trend      none

      release  planned         out             days             early│late
      1.26.0   Mon 2021-06-28  Mon 2021-06-28     0                  │
      1.27.0   Mon 2021-07-26  Tue 2021-07-27    +1                  │████
      1.28.0   Mon 2021-08-30  Thu 2021-08-26    -4  ████████████████│
      1.29.0   Mon 2021-09-27  Wed 2021-09-29    +2                  │████████
      1.30.0   Mon 2021-10-25  Mon 2021-10-25     0                  │

      planned         likely          four of five between
      Mon 2021-12-27  Mon 2021-12-27  Sat 2021-12-25 and Wed 2021-12-29
      Mon 2022-01-31  Mon 2022-01-31  Sat 2022-01-29 and Wed 2022-02-02
    "
  `);
});

test("a narrow terminal gets shorter bars", () => {
  const widest = (width: number): number =>
    Math.max(
      ...shown(5, width)
        .split("\n")
        .slice(6, 13)
        .map((line) => line.length),
    );
  expect(widest(70)).toBeLessThan(widest(100));
});

test("early, on time, late and very late have colours of their own", () => {
  const text = forecastText(told(5), { paint: painter(true), width: 100 });
  expect(text).toContain("\u001b[32m");
  expect(text).toContain("\u001b[33m");
});

test("too few releases are said to be too few", () => {
  expect(shown(2)).toBe(
    "There is no forecast: it takes 3 releases, and most of them on planned departures; 2 of the newest 2 left on one. 2 of 2 tags are releases of this train by the pattern {version}.\n",
  );
});

test("foreign words reach the terminal escaped", () => {
  const hostile = { ...told(5), train: "\u001b]0;x\u0007", pattern: "\u001b[2J" };
  expect(forecastText(hostile, { paint: painter(false), width: 100 })).not.toMatch(/[^\P{Cc}\n]/u);
  const few = { ...told(1), pattern: "\u001b[2J{version}" };
  expect(forecastText(few, { paint: painter(false), width: 100 })).not.toMatch(/[^\P{Cc}\n]/u);
});
