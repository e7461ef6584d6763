import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runReplay } from "../run-replay.ts";
import { measures } from "./index.ts";

/** Cases of our own making, in the format of the real ones: a measure must fail where something differs, or it says nothing. */
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-measures-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const put = (id: string, files: Readonly<Record<string, string>>, described: object): void => {
  for (const [path, text] of Object.entries({ ...files, "case.json": JSON.stringify({ id, ...described }) })) {
    mkdirSync(dirname(join(folder, id, path)), { recursive: true });
    writeFileSync(join(folder, id, path), text);
  }
};

const judged = async (id: string, name: string): Promise<readonly string[]> => {
  const all = await runReplay({
    folder,
    measures: measures.filter((each) => each.name === name),
    environment: process.env,
    only: (each) => each === id,
    onCase: () => {},
  });
  expect(all).toHaveLength(1);
  return all[0]?.differs ?? [];
};

describe("version-files", () => {
  const range = (id: string, after: string, more: Readonly<Record<string, string>> = {}): void =>
    put(
      id,
      {
        "input/files/VERSION": "1.2.3\n",
        "input/commits.jsonl": "",
        ...Object.fromEntries(Object.entries(more).map(([path, text]) => [`input/files/${path}`, text])),
      },
      {
        repo: "acme/shop",
        input: { previous_tag: "v1.2.3", previous_tag_date: "2025-01-01T00:00:00Z" },
        expected: {
          new_version: "1.3.0",
          release_commit: { sha: "x", date: "2025-02-01T00:00:00Z" },
          release_commit_files: [
            { path: "VERSION", kept: "full before, diff after", sha256_after: sha256(after) },
            { path: "src/version.py", kept: "changed lines only", diff_u0: "@@ -1 +1 @@\n-VERSION = '1.2.3'\n+VERSION = '1.3.0'\n" },
            { path: "other.txt", kept: "numstat only" },
          ],
        },
      },
    );

  test("is right where every file becomes what the maintainers made of it", async () => {
    range("right", "1.3.0\n");
    expect(await judged("right", "version-files")).toEqual([]);
  });

  test("tells a file that came out otherwise, and one that they left alone", async () => {
    range("wrong", "1.3.0", { "package.json": '{ "name": "shop", "version": "1.2.3" }\n' });
    expect(await judged("wrong", "version-files")).toEqual([
      expect.stringMatching(/^VERSION differs/),
      expect.stringMatching(/^package\.json is changed, which the maintainers left alone/),
    ]);
  });

  test("tells a file in which nothing holds the version by any rule", async () => {
    put(
      "foreign",
      { "input/files/notes.txt": "nothing\n", "input/commits.jsonl": "" },
      {
        repo: "acme/shop",
        input: { previous_tag: "v1.2.3", previous_tag_date: "2025-01-01T00:00:00Z" },
        expected: {
          new_version: "1.3.0",
          release_commit: { sha: "x", date: "2025-02-01T00:00:00Z" },
          release_commit_files: [{ path: "notes.txt", kept: "full before, diff after", sha256_after: sha256("something\n") }],
        },
      },
    );
    expect(await judged("foreign", "version-files")).toEqual([expect.stringMatching(/^notes\.txt is left as it was: no place/)]);
  });
});

describe("chart-files", () => {
  const values = "# e.g. release-1.2.3 is a tag\nimage:\n  tag: release-1.2.3\n";
  const chart = (app: string, own = "4.0.0"): string => `name: shop\nversion: ${own}\nappVersion: ${app}\n`;
  const bump = (
    id: string,
    more: { readonly values: string; readonly diff: string; readonly stale?: readonly string[]; readonly era?: string },
  ): void =>
    put(
      id,
      {
        "input/files/c/Chart.yaml": chart("1.2.3"),
        "input/files/c/values.yaml": values,
        "expected/diffs/c/Chart.yaml.diff": "@@ -3 +3 @@\n-appVersion: 1.2.3\n+appVersion: 1.3.0\n",
        "expected/diffs/c/values.yaml.diff": more.diff,
      },
      {
        repo: "acme/charts",
        input: { app_version_from: "1.2.3", app_version_to: "1.3.0", era: more.era ?? "label: CI bumps" },
        expected: {
          files: [
            { path: "c/Chart.yaml", changed: true, sha256_after: sha256(chart("1.3.0")) },
            { path: "c/values.yaml", changed: true, sha256_after: sha256(more.values) },
          ],
          minimal_lines_before: [{ path: "c/values.yaml", text: "  tag: release-1.2.3" }],
          stale_lines_left_after: (more.stale ?? []).map((text) => ({ path: "c/values.yaml", text })),
          chart_bump: "none",
        },
      },
    );
  const tagOnly = "@@ -3 +3 @@\n-  tag: release-1.2.3\n+  tag: release-1.3.0\n";

  test("is right where the maintainers changed the same, or forgot what the case says", async () => {
    bump("same", {
      values: values.replaceAll("1.2.3", "1.3.0"),
      diff: `@@ -1 +1 @@\n-# e.g. release-1.2.3 is a tag\n+# e.g. release-1.3.0 is a tag\n${tagOnly}`,
    });
    expect(await judged("same", "chart-files")).toEqual([]);
    bump("stale", {
      values: values.replace("tag: release-1.2.3", "tag: release-1.3.0"),
      diff: tagOnly,
      stale: ["# e.g. release-1.2.3 is a tag"],
    });
    expect(await judged("stale", "chart-files")).toEqual([]);
  });

  test("tells what the maintainers left alone and the case does not call forgotten", async () => {
    bump("left", { values: values.replace("tag: release-1.2.3", "tag: release-1.3.0"), diff: tagOnly });
    expect(await judged("left", "chart-files")).toEqual([
      expect.stringMatching(/^c\/values\.yaml, line 1 is changed, which the maintainers left alone/),
    ]);
  });

  test("tells a line that a bump has to touch and that came out otherwise", async () => {
    bump("other", {
      values: values.replace("tag: release-1.2.3", "tag: v1.3.0"),
      diff: tagOnly.replace("+  tag: release-1.3.0", "+  tag: v1.3.0"),
      stale: ["# e.g. release-1.2.3 is a tag"],
    });
    expect(await judged("other", "chart-files")).toEqual([
      expect.stringMatching(/^c\/values\.yaml, line 3 is tag: release-1\.3\.0, not tag: v1\.3\.0/),
    ]);
  });

  test("does not let a case be judged by a diff that makes another file", async () => {
    bump("liar", { values: "something else\n", diff: tagOnly });
    expect(await judged("liar", "chart-files")).toEqual([expect.stringContaining("does not make the file that its hash names")]);
  });
});

describe("feed", () => {
  const release = (id: string, after: string): void =>
    put(
      id,
      { "input/files/versions.json": '[{"version":"1.0.0","date":"2021-01-01"}]', "expected/files/versions.json": after },
      {
        input: { new_version: "1.1.0", previous_version: "1.0.0", release_date: "2021-02-01" },
        expected: { versions_json_entry: { version: "1.1.0" } },
      },
    );

  test("is right byte for byte, and says what differs", async () => {
    release("feed", '[{"version":"1.1.0","date":"2021-02-01"}, {"version":"1.0.0","date":"2021-01-01"}]');
    expect(await judged("feed", "feed")).toEqual([]);
    release("feed-late", '[{"version":"1.1.0","date":"2021-02-02"}, {"version":"1.0.0","date":"2021-01-01"}]');
    expect(await judged("feed-late", "feed")).toEqual([expect.stringMatching(/^the feed differs/)]);
  });
});
