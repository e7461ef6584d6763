import { expect, test } from "vitest";
import { misshapen } from "./fact-shape.ts";

test.each([
  ["commit", "a".repeat(40)],
  ["digest", `sha256:${"0".repeat(64)}`],
  ["number", "4711"],
  ["day", "2021-11-29"],
  ["id", "whatever it is"],
])("%s may be %s", (name, value) => expect(misshapen(name, value)).toBeUndefined());

test.each([
  ["commit", "x"],
  ["commit", "a".repeat(12)],
  ["commit", `${"a".repeat(40)}\n`],
  ["digest", "a".repeat(64)],
  ["number", "#4711"],
  ["day", "Monday"],
  ["day", "2021-02-30"],
])("%s is not %j", (name, value) => expect(misshapen(name, value)).toMatch(/\w/));
