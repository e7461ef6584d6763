import { expect, test } from "vitest";
import { issuesIn } from "./trailers.ts";

test.each([
  ["Fixes #1", [1]],
  ["closes: #1, #2 and #3; see #4", [1, 2, 3]],
  ["Resolves GH-7", [7]],
  ["fixed #5 & #6", [5, 6]],
  ["Fixes other/app#1", []],
  ["Fixes https://example.com/issues/1", []],
  ["prefixes #1", []],
  ["about #1", []],
  ["Closes #12", []],
  ["", []],
] as const)("issues that %j closes", (text, wanted) => expect(issuesIn(text, 12)).toEqual(wanted));
