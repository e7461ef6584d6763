import fc from "fast-check";
import { expect, test } from "vitest";
import type { Refs } from "../../domain/ports/git.ts";
import { cpuTime } from "../../testing/cpu-time.ts";
import { candidate, guarding } from "../../testing/guard-bench.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { only } from "../../testing/step-bench.ts";
import { guardTags } from "./guard-tags.ts";

/** The input that a train with this pattern of tags has. */
const inputOf = (pattern: string, version = "1.30.0") => {
  const train = { ...sampleTrain, repository: { ...sampleTrain.repository, tag: pattern } };
  const release = { version, tag: pattern.replace("{version}", version), kind: "release" };
  return { ...guardTags.input({ train, release, has: () => true } as never), candidate } as Parameters<typeof guardTags.judge>[0];
};

const look = (pattern: string, tags: readonly string[], version?: string) =>
  guarding(
    guardTags,
    { refs: only<Refs>({ list: async () => tags.map((tag) => ({ ref: `refs/tags/${tag}`, object: candidate, commit: candidate })) }) },
    inputOf(pattern, version),
  );

test.each([
  ["{version}", ["1.29.0", "v1.29.0"]],
  ["{version}", ["1.30.0"]],
  ["{version}", ["1.30.0-rc.1", "v1.30.0-rc.2", "1.30.1", "11.30.0", "1.30.0.1", "v1.30.01"]],
  ["{version}", ["plugin@1.30.0", "server/v1.30.0", "sdk-1.30.0"]],
  ["v{version}", ["v1.30.0", "v1.29.0", "1.29.0"]],
  ["server/v{version}", ["server/v1.30.0", "v1.30.0", "1.30.0", "client/v1.30.0"]],
])("with %s the tags %j are right", async (pattern, tags) => {
  expect(await look(pattern, tags)).toEqual({ holds: `no tag but ${pattern.replace("{version}", "1.30.0")} names 1.30.0` });
});

test.each([
  ["{version}", "v1.30.0"],
  ["{version}", "V1.30.0"],
  ["{version}", "release-1.30.0"],
  ["{version}", "release/v1.30.0"],
  ["{version}", "1.30"],
  ["{version}", "v1.30"],
  ["{version}", "1.30.0+build.7"],
  ["{version}", "posthog-1.30.0"],
  ["{version}", "PostHog@1.30.0"],
  ["v{version}", "1.30.0"],
  ["release-{version}", "v1.30.0"],
  ["server/v{version}", "server-1.30.0"],
  ["server/v{version}", "server@v1.30.0"],
])("with %s a tag %s is a second one, which a person may accept", async (pattern, tag) => {
  expect(await look(pattern, ["1.29.0", tag])).toEqual({
    asks: `TAG_TWICE: 1.30.0 is tagged as ${tag} at ca4d00000000 as well, where the train's tag is ${pattern.replace("{version}", "1.30.0")}`,
    answers: ["retry", "accept"],
  });
});

test("a version with a patch number has no short spelling", async () => {
  expect(await look("{version}", ["1.30", "v1.30"], "1.30.1")).toMatchObject({ holds: expect.any(String) });
});

test("more tags never mend a second one, and only tags of the version make one", () => {
  const tag = fc.constantFrom(
    "v1.30.0",
    "1.30.0",
    "release-1.30.0",
    "v1.31.0",
    "1.29.0",
    "plugin@1.30.0",
    "nightly",
    "1.30.0-rc.1",
    "v1.30",
  );
  fc.assert(
    fc.property(fc.uniqueArray(tag), fc.uniqueArray(tag), (some, more) => {
      const judge = (tags: readonly string[]) =>
        guardTags.judge(
          inputOf("{version}"),
          tags.map((each) => ({ tag: each, commit: candidate })),
        ).is;
      if (judge(some) === "violated") expect(judge([...some, ...more])).toBe("violated");
      expect(judge(some)).toBe(some.some((each) => ["v1.30.0", "release-1.30.0", "v1.30"].includes(each)) ? "violated" : "ok");
    }),
  );
});

test("a hostile tag is text, and is read at once", () => {
  const seen = ["v1.30.0\u001b[2J", `${"1.".repeat(50_000)}1.30.0`, "1.30.0".repeat(10_000)].map((tag) => ({ tag, commit: candidate }));
  const began = cpuTime();
  expect(guardTags.judge(inputOf("{version}"), seen).is).toBe("ok");
  expect(cpuTime() - began).toBeLessThan(500);
});
