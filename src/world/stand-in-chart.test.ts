import { expect, test } from "vitest";
import type { Chart, Writing } from "../domain/train.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { editAt } from "../edits/edit-at.ts";
import { readStanding } from "../edits/read-value.ts";
import { standInChart } from "./stand-in-chart.ts";

const edits: readonly (readonly [edit: Writing, standing: string])[] = [
  [{ file: "Chart.yaml", place: { is: "at", path: "appVersion" }, to: "{version}" }, "1.29.0"],
  [{ file: "values.yaml", place: { is: "at", path: "image.default" }, to: ":release-{version}" }, ":release-1.29.0"],
  [{ file: "values.yaml", place: { is: "at", path: 'jobs[name="a.b"].image.digest' }, to: "{digest.app}" }, `sha256:${"0".repeat(64)}`],
  [{ file: "values.yaml", place: { is: "at", path: "jobs[0].tag" }, to: "{major}.{minor}" }, "1.29"],
  [{ file: "values.yaml", place: { is: "pattern", pattern: "^ {2}# e\\.g\\. release-([\\w.-]+)" }, to: "{version}" }, "left out"],
  [{ file: "values.yaml", place: { is: "pattern", pattern: "^  # e\\.g\\. `release-([\\w.-]+)`" }, to: "{version}" }, "1.29.0"],
  [{ file: "README.md", place: { is: "pattern", pattern: "badge/v-([\\w.-]+)-blue" }, to: "{chart-version}" }, "0.1.0"],
  [{ file: "VERSION", place: { is: "whole" }, to: "{version}" }, "1.29.0"],
];

const chart: Chart = {
  repository: "acme/charts",
  main: "main",
  branch: "release",
  title: "Release",
  edits: edits.map(([edit]) => edit),
  version: { file: "Chart.yaml", at: "version" },
  raise: { is: "commit", bump: "minor" },
};

test.each(edits)("a chart that nobody gave a clone of has a place for $file $place, with %s in it", ({ file, place }, standing) => {
  const text = standInChart(chart, "1.29.0")[file];
  if (standing === "left out") return expect(readStanding(text, editAt(file, place, ""))).toBeUndefined();
  expect(readStanding(text, editAt(file, place, ""))).toBe(standing);
  expect(applyEdit(text, editAt(file, place, "1.30.0")).is).toBe("edited");
});
