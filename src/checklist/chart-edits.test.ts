import { describe, expect, test } from "vitest";
import type { Chart } from "../domain/train.ts";
import { sampleSurvey, sampleTrain } from "../testing/sample-train.ts";
import { chartEdits, chartEditsAtMerge, chartVersionSteps } from "./chart-edits.ts";
import type { Arranging } from "./item.ts";

const chart = (more: Partial<Chart>): Chart => ({
  repository: "acme/charts",
  main: "main",
  branch: "release",
  title: "Release",
  edits: [{ file: "values.yaml", place: { is: "at", path: "image.tag" }, to: "release-{version}" }],
  version: { file: "Chart.yaml", at: "version" },
  raise: { is: "label", label: "bump minor" },
  ...more,
});

const at = (own: Chart, version = "1.31.0"): Arranging =>
  ({
    train: { ...sampleTrain, chart: own },
    survey: { ...sampleSurvey, previous: { ...sampleSurvey.previous, version: "1.30.0" } },
    release: { version },
    fill: (template: string) => template.replaceAll("{version}", version),
    has: () => true,
  }) as unknown as Arranging;

const commit = { after: "edit-chart/find-branch-head", fact: "commit" };

describe("what the chart's pull request writes", () => {
  test("is what names the release, where the chart's CI raises its version", () => {
    expect(chartEdits(at(chart({})), "edit-chart")).toEqual([{ is: "set", file: "values.yaml", at: "image.tag", to: "release-1.31.0" }]);
    expect(chartVersionSteps(at(chart({})), chart({}), commit)).toEqual([]);
  });

  test("is the chart's own version as well, where nobody else raises it; a badge follows it", () => {
    const own = chart({
      raise: { is: "commit", bump: "patch" },
      edits: [{ file: "README.md", place: { is: "pattern", pattern: "badge/(.*)-x" }, to: "v{chart-version}" }],
    });
    const next = { after: "merge-chart/next-chart-version", fact: "next" };
    expect(chartEdits(at(own), "merge-chart")).toEqual([
      { is: "match", file: "README.md", pattern: "badge/(.*)-x", to: { join: ["v", next] } },
      { is: "set", file: "Chart.yaml", at: "version", to: next },
    ]);
    expect(chartVersionSteps(at(own), own, commit)).toMatchObject([
      { kind: "next-chart-version", input: { file: "Chart.yaml", bump: "patch" } },
    ]);
  });

  test.each([
    ["1.31.0", "release", "minor"],
    ["1.30.1", "release", "patch"],
    ["2.0.0", "release", "major"],
    ["1.30.1", "minor", "minor"],
  ] as const)("for %s and the rule %s raises the %s", (version, bump, raised) => {
    const own = chart({ raise: { is: "commit", bump } });
    expect(chartVersionSteps(at(own, version), own, commit)).toMatchObject([{ input: { bump: raised } }]);
  });

  test("is the tested digest, once the candidate is known", () => {
    const own = chart({ edits: [{ file: "values.yaml", place: { is: "at", path: "image.default" }, to: "@{digest.posthog}" }] });
    expect(chartEdits(at(own), "edit-chart")).toEqual([
      {
        is: "set",
        file: "values.yaml",
        at: "image.default",
        to: { join: ["@", { after: "await-candidate-image/image-posthog/posthog", fact: "digest" }] },
      },
    ]);
  });

  test("keeps at the merge what says something later by then, unless digests, which tell no order, are written beside it", () => {
    const kept = (to: string) => {
      const own = chart({ edits: [{ file: "values.yaml", place: { is: "at", path: "image.tag" }, to }] });
      return chartEditsAtMerge(at(own), "merge-chart").map((edit) => "keepLater" in edit);
    };
    expect([kept("release-{version}"), kept("@{digest.posthog}")]).toEqual([[true], [false]]);
  });
});
