import { expect, test } from "vitest";
import { sampleRelease } from "../../testing/sample-release.ts";

const moment = "2021-11-26T10:00:00Z";
const begins = { freeze: moment, qualify: moment, launch: moment, announce: moment };

const itemsOf = (version: string, kind: "release" | "patch") =>
  sampleRelease({ version, kind, begins, before: {} }).state.plan?.items.map((each) => each.id);

test("a release tells the team of its freeze, and a patch, which freezes nothing, does not", () => {
  expect(itemsOf("1.30.0", "release")).toContain("announce-freeze");
  const patch = itemsOf("1.29.1", "patch");
  expect(patch).not.toContain("announce-freeze");
  expect(patch).toContain("cut-branch");
});
