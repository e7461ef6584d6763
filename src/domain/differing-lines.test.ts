import { expect, test } from "vitest";
import { differingLines } from "./differing-lines.ts";

test("the lines that differ are shown as a diff has them, of texts of any length", () => {
  expect(differingLines("a\nb\nc\n", "a\nx\nc\n")).toBe("-b +x");
  expect(differingLines("a\nb\n", "a\nb\nc\n")).toBe("+c");
  expect(differingLines("a\nb\n", "b\n")).toBe("-a");
  expect(differingLines("a\n", "a\n")).toBe("");
});

test("of many lines the first three are shown", () => {
  expect(differingLines("1\n2\n3\n4\n5\n", "a\nb\nc\nd\ne\n")).toBe("-1 +a -2 +b -3 +c and 2 more");
});

test("a line that only ends otherwise shows how it ends", () => {
  expect(differingLines("a\r\n", "a\n")).toBe("-a (CRLF) +a");
  expect(differingLines("a\n", "a")).toBe("-a +a (no newline)");
});
