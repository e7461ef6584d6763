import { expect, test } from "vitest";
import { formatVersion } from "../domain/version.ts";
import { toyTrain } from "../testing/toy-app.ts";
import { chooseVersion } from "./choose-version.ts";

const tags = ["1.27.0", "1.28.0", "1.28.1", "1.29.0", "1.30.0-rc.1", "plugin@2.0.0", "v3.0.0", "latest"];

const choose = (
  wanted: string | undefined,
  more: { readonly tags?: readonly string[]; readonly reason?: string; readonly bump?: "major" | "minor" | "patch" } = {},
) => {
  const train = { ...toyTrain, version: { bump: more.bump ?? ("minor" as const) } };
  const { version, previous, kind } = chooseVersion(train, more.tags ?? tags, wanted, more.reason);
  return `${formatVersion(version)} after ${previous.tag}, ${kind}`;
};

test.each([
  [undefined, {}, "1.30.0 after 1.29.0, release"],
  [undefined, { bump: "patch" }, "1.29.1 after 1.29.0, release"],
  [undefined, { bump: "major" }, "2.0.0 after 1.29.0, release"],
  ["1.30.0", {}, "1.30.0 after 1.29.0, release"],
  ["1.29.1", {}, "1.29.1 after 1.29.0, patch"],
  ["1.28.2", {}, "1.28.2 after 1.28.1, patch"],
  ["1.27.1", {}, "1.27.1 after 1.27.0, patch"],
  ["2.0.0", { reason: "a new age" }, "2.0.0 after 1.29.0, release"],
  ["2.0.0", { bump: "major" }, "2.0.0 after 1.29.0, release"],
  ["1.29.1", { bump: "patch" }, "1.29.1 after 1.29.0, release"],
  ["1.30.0", { tags: ["1.29.0", "1.29.1"] }, "1.30.0 after 1.29.1, release"],
  ["1.10.0", { tags: ["1.9.0", "1.8.0"] }, "1.10.0 after 1.9.0, release"],
  ["1.31.0", { reason: "1.30.0 was aborted" }, "1.31.0 after 1.29.0, release"],
  ["1.29.2", { reason: "1.29.1 was aborted" }, "1.29.2 after 1.29.0, patch"],
] as const)("%s with %j is %s", (wanted, more, chosen) => {
  expect(choose(wanted, more)).toBe(chosen);
});

test.each([
  ["1.29.0", "VERSION_NOT_NEXT", "it has been released"],
  ["1.28.1", "VERSION_NOT_NEXT", "it has been released"],
  ["1.28.0", "VERSION_NOT_NEXT", "it has been released"],
  ["1.26.0", "VERSION_NOT_NEXT", "1.29.0 is released already"],
  ["0.1.0", "VERSION_NOT_NEXT", "1.29.0 is released already"],
  ["1.31.0", "VERSION_NOT_NEXT", "skips versions after 1.29.0"],
  ["1.29.2", "VERSION_NOT_NEXT", "skips versions after 1.29.0"],
  ["1.28.3", "VERSION_NOT_NEXT", "skips versions after 1.28.1"],
  ["1.26.1", "VERSION_NOT_NEXT", "1.29.0 is released already"],
  ["2.0.0", "VERSION_NOT_NEXT", "explicit decision"],
  ["3.0.0", "VERSION_NOT_NEXT", "skips"],
  ["2.1.0", "VERSION_NOT_NEXT", "skips"],
  ["v1.30.0", "VERSION_INVALID", "leave out the v"],
  ["1.30", "VERSION_INVALID", "the patch number is missing"],
  ["01.30.0", "VERSION_INVALID", "begins with 0"],
  ["1.030.0", "VERSION_INVALID", "begins with 0"],
  ["1.30.0-rc.1", "VERSION_INVALID", "final versions"],
  ["1.30.0+7", "VERSION_INVALID", "build metadata"],
  ["1.30.0 ", "VERSION_INVALID", "three numbers"],
  ["next", "VERSION_INVALID", "three numbers"],
  ["", "VERSION_INVALID", "three numbers"],
  ["--force", "VERSION_INVALID", "three numbers"],
] as const)("%j is refused with %s: %s", (wanted, code, reason) => {
  expect(() => choose(wanted)).toThrow(expect.objectContaining({ code }));
  expect(() => choose(wanted)).toThrow(
    expect.objectContaining({ explanation: expect.objectContaining({ what: expect.stringContaining(reason) }) }),
  );
});

test.each([undefined, "1.0.0"])("without a tag of this train %s has no previous one", (wanted) => {
  for (const none of [[], ["plugin@2.0.0", "v1.0.0", "0.9.0-rc.1"]])
    expect(() => choose(wanted, { tags: none })).toThrow(expect.objectContaining({ code: "NO_PREVIOUS_TAG" }));
});

test("an older line may still be patched after a newer release, but not released again", () => {
  const newer = [...tags, "1.30.0"];
  expect(choose("1.29.1", { tags: newer })).toBe("1.29.1 after 1.29.0, patch");
  expect(() => choose("1.29.1", { tags: [...newer, "1.29.1"] })).toThrow(expect.objectContaining({ code: "VERSION_NOT_NEXT" }));
});

test("the order in which git lists tags changes nothing", () => {
  expect(choose(undefined, { tags: tags.toReversed() })).toBe(choose(undefined));
});
