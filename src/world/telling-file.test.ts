import { expect, test } from "vitest";
import type { VersionFile } from "../domain/train.ts";
import { sampleTrain } from "../testing/sample-train.ts";
import { tellingChartFile, tellingFile } from "./telling-file.ts";

const file = (name: string, to: string): VersionFile => ({ file: name, place: { is: "whole" }, to, onMain: undefined, message: "" });

test("the version of the sources is told by a file that spells it as it is", () => {
  const versionFiles = [
    file("**/k.yaml", "v{version}"),
    file("web/package.json", "0.{major}{minor-padded}.{patch}"),
    file("VERSION", "v{version}"),
  ];
  expect(tellingFile({ ...sampleTrain, versionFiles })?.file).toBe("VERSION");
  expect(tellingFile({ ...sampleTrain, versionFiles: versionFiles.slice(0, 2) })).toBeUndefined();
});

test("the version of the chart is told by the product's, not by its own", () => {
  const { chart } = sampleTrain;
  const own = { file: "README.md", place: { is: "pattern", pattern: "(.)" } as const, to: "{chart-version}" };
  expect(tellingChartFile({ ...sampleTrain, chart: chart && { ...chart, edits: [own, ...chart.edits] } })?.to).toBe("{version}");
});
