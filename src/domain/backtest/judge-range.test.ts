import { expect, test } from "vitest";
import { judgeRange, type RangeFacts } from "./judge-range.ts";

const facts: RangeFacts = {
  previous: { version: "1.0.0", tag: "v1.0.0" },
  commits: 3,
  merges: 0,
  pulls: 2,
  changes: 2,
  references: { listed: 2, outside: [] },
  comparedWith: { tag: "v1.0.0", isPreRelease: false },
};
const nowhere = () => undefined;

test("a range whose section lists what was in it, from the tag that it compares with, is the same", () => {
  expect(judgeRange(facts, nowhere)).toEqual({ is: "same", facts, why: [] });
});

test("a release that nobody wrote up has nothing to compare the range with", () => {
  expect(judgeRange({ ...facts, references: null, comparedWith: null }, nowhere).is).toBe("none");
  expect(judgeRange({ ...facts, references: { listed: 0, outside: [] }, comparedWith: null }, nowhere).is).toBe("none");
});

test("numbers from outside are told with the release that they came with, or that nothing names them", () => {
  const rangeOf = (number: number) => (number < 10 ? "0.9.0" : undefined);
  const { is, why } = judgeRange({ ...facts, references: { listed: 5, outside: [1, 2, 11] } }, rangeOf);
  expect(is).toBe("differs");
  expect(why).toEqual([
    "#1 and #2 are listed, and came with 0.9.0.",
    "#11 is listed, and no commit of the releases looked at names it: an issue, or work from before or from elsewhere.",
  ]);
});

test("another beginning is told, and that a pre-release is none", () => {
  expect(judgeRange({ ...facts, comparedWith: { tag: "v1.1.0-rc.1", isPreRelease: true } }, nowhere).why).toEqual([
    "Their section compares with v1.1.0-rc.1, and the range begins at v1.0.0; a pre-release begins no range.",
  ]);
  expect(judgeRange({ ...facts, previous: null }, nowhere).why).toEqual([
    "Their section compares with v1.0.0, and everything counts, because nothing was released before.",
  ]);
});

test("of many numbers some are named", () => {
  const outside = Array.from({ length: 12 }, (_, at) => at + 1);
  expect(judgeRange({ ...facts, references: { listed: 12, outside } }, nowhere).why[0]).toMatch(
    /^#1, #2, #3, #4, #5, #6, #7, #8 and 4 more are listed/,
  );
});
