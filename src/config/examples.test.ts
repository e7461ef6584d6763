import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { coverageOf } from "../app/coverage-of.ts";
import { checklist } from "../checklist/index.ts";
import type { Edit } from "../domain/edit.ts";
import { fillTemplate } from "../domain/template.ts";
import type { Train } from "../domain/train.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { editAt } from "../edits/edit-at.ts";
import { runtimeZones } from "../host/zones.ts";
import { changelogFile, feedFile, pastReleases, versionFile } from "../twins/git/history-files.ts";
import { chartFile, valuesFile } from "../twins/git/side-files.ts";
import { itemIds } from "./item-ids.ts";
import { parseConfig } from "./parse-config.ts";

const root = join(import.meta.dirname, "../..");
const zones = runtimeZones();

const load = (folder: string): Train => {
  const read = (file: string): string => readFileSync(join(root, folder, file), "utf8");
  const parsed = parseConfig(read("signalbox.yaml"), read, zones.isZone, zones.names);
  expect(parsed).toMatchObject({ is: "train", warnings: [] });
  if (parsed.is === "refused") throw new Error(JSON.stringify(parsed.problems));
  return parsed.train;
};

test.each(["examples/posthog", "examples/promote", "."])("the configuration in %s is accepted without a warning", (folder) => {
  load(folder);
});

test("the handbook page as configuration exercises all 21 rows", () => {
  const coverage = coverageOf(load("examples/posthog"));
  expect(coverage.map((each) => each.row)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
  expect(coverage.filter((each) => each.state !== "exercised")).toEqual([]);
});

test("a train without images, environments and announcements says which rows it cannot exercise", () => {
  const cannot = coverageOf(load(".")).filter((each) => each.state === "cannot");
  expect(cannot.map((each) => each.row)).toEqual([5, 6, 10, 11, 12, 14, 16, 17, 18, 19]);
});

test("every edit of the page fits the generated repositories, and changes only the version", () => {
  const train = load("examples/posthog");
  const files: Readonly<Record<string, string>> = {
    "posthog/version.py": versionFile("1.29.0"),
    "CHANGELOG.md": changelogFile(pastReleases),
    "versions.json": feedFile(pastReleases),
    "charts/posthog/Chart.yaml": chartFile,
    "charts/posthog/values.yaml": valuesFile,
  };
  const [version] = train.versionFiles;
  if (version?.place.is !== "pattern") throw new Error("posthog/version.py is changed by a pattern");
  const edits: readonly Edit[] = [
    { is: "match", file: version.file, pattern: version.place.pattern, to: filled(version.to) },
    { is: "section", file: train.changelog?.file ?? "", version: "1.30.0", text: "### 1.30.0 - Monday 29 November 2021\n\n- A change\n" },
    { is: "feed", file: train.updateFeed?.file ?? "", version: "1.30.0", date: "2021-11-29" },
    ...(train.chart?.edits ?? []).map(({ file, place, to }): Edit => editAt(file, place, filled(to))),
  ];
  for (const edit of edits) {
    const before = files[edit.file] ?? "";
    const edited = applyEdit(before, edit);
    if (edited.is === "refused") throw new Error(JSON.stringify(edited));
    const added = edited.text.split("\n").filter((line) => !before.split("\n").includes(line));
    expect(added.join("\n"), edit.file).toContain("1.30.0");
    expect(edited.text.split("\n").length, edit.file).toBeGreaterThanOrEqual(before.split("\n").length);
  }
  expect(applyEdit(chartFile, { is: "set", file: "charts/posthog/Chart.yaml", at: train.chart?.version.at ?? "", to: "3.17.0" }).is).toBe(
    "edited",
  );
});

test("the page's names are filled as the page has them", () => {
  const train = load("examples/posthog");
  expect(filled(train.repository.branch)).toBe("release-1.30.0");
  expect(filled(train.repository.tag)).toBe("1.30.0");
  expect(filled(train.sync?.branch ?? "")).toBe("1.30.0-sync");
  expect(train.images.map((each) => each.candidate)).toEqual(["release-{version}-unstable", undefined]);
  expect(filled(train.post?.file ?? "")).toBe("contents/blog/the-posthog-array-1-30-0.md");
  expect(train.launchGate).toEqual({ approvals: 2, from: ["captain", "release-team"], noOpenBlockers: true });
  expect(train.newsletter).toMatchObject({ within: 0.1, access: ["marketing"] });
});

test("dials may name exactly the items that the checklist has, and its order is the one by which the team's own are placed", () => {
  const train = load("examples/posthog");
  const environments = { playground: undefined, "clickhouse-test": undefined } as unknown as Parameters<typeof itemIds>[0];
  expect(itemIds(environments)).toEqual(checklist(train).map((each) => each.id));
});

test("every template of the examples is used", () => {
  const text = readFileSync(join(root, "examples/posthog/signalbox.yaml"), "utf8");
  for (const file of readdirSync(join(root, "examples/posthog/templates"))) expect(text).toContain(`templates/${file}`);
});

const filled = (template: string): string => {
  const text = fillTemplate(template, { version: "1.30.0", "version-dashed": "1-30-0", previous: "1.29.0", "previous-dashed": "1-29-0" });
  if (typeof text !== "string") throw new Error(template);
  return text;
};
