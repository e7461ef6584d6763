import { expect, test } from "vitest";
import { plainDate } from "../domain/plain-date.ts";
import { sampleTrain } from "../testing/sample-train.ts";
import { forecastTrain, type TagDay } from "./forecast-train.ts";

const told = (tags: readonly TagDay[], bump: "minor" | "patch" | "major" = "minor") =>
  forecastTrain({ ...sampleTrain, version: { bump } }, tags, { today: plainDate("2021-11-30"), count: 2 });
const tag = (name: string, day: string): TagDay => ({ tag: name, day: plainDate(day) });

const history = [
  tag("1.26.0", "2021-06-28"),
  tag("1.27.0", "2021-07-27"),
  tag("1.28.0", "2021-08-30"),
  tag("1.28.0-rc.1", "2021-08-27"),
  tag("1.28.1", "2021-09-02"),
  tag("1.29.0", "2021-09-29"),
  tag("v1.30.0", "2021-10-25"),
  tag("plugin@1.30.0", "2021-10-25"),
  tag("nightly", "2021-10-26"),
];

test("a train's releases are the tags of its pattern, without candidates and without patches", () => {
  const { counted, forecast } = told(history);
  expect(counted).toEqual({ tags: 9, releases: 4 });
  expect(forecast.runs.map(({ version, planned, late }) => [version, planned, late])).toEqual([
    ["1.26.0", "2021-06-28", 0],
    ["1.27.0", "2021-07-26", 1],
    ["1.28.0", "2021-08-30", 0],
    ["1.29.0", "2021-09-27", 2],
  ]);
  expect(forecast.coming.map(({ likely }) => likely)).toEqual(["2021-12-28", "2022-02-01"]);
});

test("what grows from one release to the next decides which versions a departure brings", () => {
  expect(told(history, "patch").counted.releases).toBe(5);
  expect(told([...history, tag("2.0.0", "2021-11-01")], "major").counted.releases).toBe(1);
});

test("of two releases of one day the higher version came later", () => {
  const { forecast } = told([
    tag("1.30.0", "2021-10-25"),
    tag("1.29.0", "2021-10-25"),
    tag("1.28.0", "2021-08-30"),
    tag("1.27.0", "2021-07-26"),
  ]);
  expect([...forecast.runs, ...forecast.unplanned].map(({ version }) => version).toSorted()).toEqual([
    "1.27.0",
    "1.28.0",
    "1.29.0",
    "1.30.0",
  ]);
  expect(forecast.runs.map(({ version }) => version)).toEqual(["1.27.0", "1.28.0", "1.29.0", "1.30.0"]);
});
