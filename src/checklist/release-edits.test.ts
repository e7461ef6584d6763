import { describe, expect, test } from "vitest";
import { fillTemplate } from "../domain/template.ts";
import type { VersionFile } from "../domain/train.ts";
import { versionNames } from "../domain/version-names.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { sampleSurvey, sampleTrain } from "../testing/sample-train.ts";
import { nothingBegun } from "./begun.ts";
import type { Arranging } from "./item.ts";
import { versionCommits, versionCommitsOnMain } from "./release-edits.ts";

type Files = Readonly<Record<string, string>>;

const file = (name: string, more: Partial<VersionFile> = {}): VersionFile => ({
  file: name,
  place: { is: "at", path: "version" },
  to: "{version}",
  onMain: undefined,
  message: "Bump version {version}",
  ...more,
});

const arranging = (versionFiles: readonly VersionFile[], files: Files, mainFiles: Files = files): Arranging => ({
  train: { ...sampleTrain, versionFiles },
  survey: { ...sampleSurvey, files, mainFiles },
  story: { takes: [], aside: [], open: [], section: "", post: undefined, messages: [], newsletter: undefined, releasePage: "" },
  fill: (template, more = {}) => {
    const text = fillTemplate(template, { ...versionNames("3.5.0"), ...more });
    return typeof text === "string" ? text : JSON.stringify(text);
  },
  has: () => true,
  begun: nothingBegun,
  release: {
    version: "3.5.0",
    kind: "release",
    branch: "release-3.5.0",
    tag: "v3.5.0",
    from: "cut",
    cutAt: "base",
    picks: [],
    days: { freeze: "2025-07-07", planned: "2025-07-15", heading: "2025-07-14" },
  },
});

const madeBy = (commits: ReturnType<typeof versionCommits>, files: Files): Files => {
  const texts = { ...files };
  for (const edit of commits.flatMap((each) => each.edits)) {
    const made = applyEdit(texts[edit.file], edit);
    if (made.is === "refused") throw new Error(JSON.stringify(made));
    texts[edit.file] = made.text;
  }
  return texts;
};

describe("the version's edits on the release branch", () => {
  test("spell the version as each place does, and the day as the changelog's heading", () => {
    const files = { "web/package.json": '{"version":"0.304.0"}', "release.yaml": 'version: v3.4.0\npublished: "2025-06-01"\n' };
    const configured = [
      file("web/package.json", { to: "0.{major}{minor-padded}.{patch}" }),
      file("release.yaml", { to: "v{version}" }),
      file("release.yaml", { place: { is: "at", path: "published" }, to: "{day}" }),
    ];
    expect(madeBy(versionCommits(arranging(configured, files)), files)).toEqual({
      "web/package.json": '{"version":"0.305.0"}',
      "release.yaml": 'version: v3.5.0\npublished: "2025-07-14"\n',
    });
  });

  test("are one for each file that is meant, files of one message in one commit", () => {
    const files = { "a/k.yaml": "version: 1\n", "b/c/k.yaml": "version: 1\n", "b/other.yaml": "version: 1\n" };
    const commits = versionCommits(arranging([file("**/k.yaml"), file("b/other.yaml", { message: "Another" })], files));
    expect(commits.map(({ message, edits }) => [message, edits.map((each) => each.file)])).toEqual([
      ["Bump version 3.5.0", ["a/k.yaml", "b/c/k.yaml"]],
      ["Another", ["b/other.yaml"]],
    ]);
  });

  test("name the path itself where nothing matches it, so that it is refused as missing", () => {
    const [commit] = versionCommits(arranging([file("**/k.yaml")], {}));
    expect(commit?.edits).toMatchObject([{ file: "**/k.yaml" }]);
    expect(applyEdit(undefined, commit?.edits[0] ?? { is: "new", file: "", text: "" })).toMatchObject({ code: "FILE_MISSING" });
  });
});

describe("the version's edits on main", () => {
  test("go back to what main says between releases", () => {
    const files = { ".env": "A_IMAGE=acme/a:nightly\nB_IMAGE=acme/b:nightly\n", "package.json": '{"version":"3.4.1-dev"}' };
    const configured = [
      file(".env", { place: { is: "pattern", pattern: "acme/\\w+:(\\S+)", every: true }, onMain: "nightly" }),
      file("package.json", { onMain: "{next-patch}-dev" }),
    ];
    const at = arranging(configured, files);
    expect(madeBy(versionCommits(at), files)).toEqual({
      ".env": "A_IMAGE=acme/a:3.5.0\nB_IMAGE=acme/b:3.5.0\n",
      "package.json": '{"version":"3.5.0"}',
    });
    expect(madeBy(versionCommitsOnMain(at), files)).toEqual({ ...files, "package.json": '{"version":"3.5.1-dev"}' });
  });

  test.each([
    ["has gone further", "3.6.0", "3.6.0"],
    ["prepares the next release", "4.0.0-rc.1", "4.0.0-rc.1"],
    ["is behind", "3.4.2", "3.5.0"],
    ["stands at a candidate of this one", "3.5.0-rc.1", "3.5.0"],
    ["says something else", "main", "3.5.0"],
  ])("leave alone what is later: main %s", (_, standing, wanted) => {
    const main = { VERSION: `${standing}\n` };
    const at = arranging([file("VERSION", { place: { is: "whole" } })], { VERSION: "3.4.0\n" }, main);
    expect(madeBy(versionCommitsOnMain(at), main)).toEqual({ VERSION: `${wanted}\n` });
  });

  test("leave out a manifest that main does not have", () => {
    const at = arranging([file("**/k.yaml")], { "a/k.yaml": "version: 1\n", "b/k.yaml": "version: 1\n" }, { "b/k.yaml": "version: 1\n" });
    expect(versionCommitsOnMain(at).flatMap((each) => each.edits.map((edit) => edit.file))).toEqual(["b/k.yaml"]);
  });
});
