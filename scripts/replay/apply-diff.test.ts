import { expect, test } from "vitest";
import { applyDiff, pairLines } from "./apply-diff.ts";

const before = "a\nb\nc\nd\ne\n";
const diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a\n-b\n+B\n+new\n c\n@@ -5 +6 @@ d\n-e\n+E\n";

test("a diff makes the text that it was made from", () => {
  expect(applyDiff(before, diff)).toBe("a\nB\nnew\nc\nd\nE\n");
  expect(applyDiff(before, "")).toBe(before);
  expect(applyDiff("a\nb\n", "@@ -1,0 +2 @@\n+x\n")).toBe("a\nx\nb\n");
});

test("each line is told with what became of it", () => {
  expect(pairLines(before, diff).map(({ after }) => after)).toEqual(["a", "B", "c", "d", "E", ""]);
  expect(pairLines("a\nb\n", "@@ -1,2 +1 @@\n-a\n-b\n+x\n").map(({ after }) => after)).toEqual(["x", undefined, ""]);
});

test("a diff of another text is no answer to judge by", () => {
  expect(() => applyDiff("a\nz\nc\n", diff)).toThrow("line 2");
});
