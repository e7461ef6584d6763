import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changedLines, unifiedDiff } from "./diff.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-diff-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What git makes of a text with our diff. */
const gitApply = (before: string, diff: string): string => {
  writeFileSync(join(folder, "f.txt"), before);
  writeFileSync(join(folder, "p.diff"), diff);
  execFileSync("git", ["apply", "--unidiff-zero", "--whitespace=nowarn", "p.diff"], {
    cwd: folder,
    env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir(), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
  });
  return readFileSync(join(folder, "f.txt"), "utf8");
};

const rebuilt = (before: string, after: string): string => {
  const lines = before === "" ? [] : before.split(/(?<=\n)/);
  for (const run of changedLines(before, after).toReversed()) lines.splice(run.beforeStart, run.removed.length, ...run.added);
  return lines.join("");
};

describe("a diff", () => {
  test("shows a version bump with three lines around it", () => {
    const before = "1\n2\n3\n4\nversion: 1.29.0\n6\n7\n8\n9\n";
    expect(unifiedDiff(before, before.replace("1.29.0", "1.30.0"), "Chart.yaml")).toBe(
      "--- a/Chart.yaml\n+++ b/Chart.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-version: 1.29.0\n+version: 1.30.0\n 6\n 7\n 8\n",
    );
  });

  test("is empty when nothing changes", () => expect(unifiedDiff("a\n", "a\n", "f")).toBe(""));

  test("shows a new file, and a missing final newline", () => {
    expect(unifiedDiff(undefined, "a\nb", "f")).toBe("--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n");
  });

  const text = fc
    .tuple(fc.array(fc.constantFrom("a", "b", "c", "", "d\r"), { maxLength: 30 }), fc.boolean())
    .map(([lines, end]) => lines.join("\n") + (end && lines.length > 0 ? "\n" : ""));

  test("rebuilds the new text from the old one, whatever they are", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(rebuilt(before, after)).toBe(after);
      }),
      { numRuns: 2000 },
    );
  });

  test("is shortest: as many lines change as git says", () => {
    const [before, after] = ["a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"];
    expect(changedLines(before, after).reduce((sum, { removed, added }) => sum + removed.length + added.length, 0)).toBe(5);
  });

  test("is taken by git", () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 3 }), (before, after, context) => {
        fc.pre(before !== "" && after !== "");
        // Without context git misplaces a hunk at a missing final newline, its own ones too: "a\na" to "a\n" becomes "a" (2.39.5).
        fc.pre(context > 0 || (before.endsWith("\n") && after.endsWith("\n")));
        const diff = unifiedDiff(before, after, "f.txt", context);
        if (diff !== "") expect(gitApply(before, diff)).toBe(after);
      }),
      { numRuns: 60 },
    );
  });

  test("of 20,000 lines with nothing in common stays one true run", () => {
    const [before, after] = ["a", "b"].map((mark) => Array.from({ length: 20_000 }, (_, n) => `${mark}${n}\n`).join(""));
    expect(changedLines(before ?? "", after ?? "")).toHaveLength(1);
    expect(rebuilt(before ?? "", after ?? "")).toBe(after);
  });
});
