import fc from "fast-check";
import { expect, test } from "vitest";
import type { Image, Images } from "../../domain/ports/images.ts";
import { candidate, guarding } from "../../testing/guard-bench.ts";
import { only } from "../../testing/step-bench.ts";
import { guardLatest } from "./guard-latest.ts";

const input = {
  version: "1.30.0",
  candidate,
  images: [
    { image: "acme/shop", moving: ["latest-release"] },
    { image: "acme/shop-foss", moving: ["latest-release"] },
  ],
};

const named = (version: string): Image => ({
  digest: `sha256:${version}`,
  platforms: [{ platform: "linux/amd64", digest: "sha256:one", revision: "any", version }],
});

const look = (tags: Readonly<Record<string, string>>) =>
  guarding(
    guardLatest,
    {
      images: only<Images>({
        look: async (image, tag) => {
          const version = tags[`${image}:${tag}`];
          return version === undefined ? undefined : named(version);
        },
      }),
    },
    input,
  );

test.each([
  ["there is no release yet", {}, "acme/shop:latest-release is not there yet, acme/shop-foss:latest-release is not there yet"],
  ["both name the release before", { "acme/shop:latest-release": "1.29.0", "acme/shop-foss:latest-release": "1.29.1" }, "names 1.29.1"],
  ["one names this release already", { "acme/shop:latest-release": "1.30.0" }, "names 1.30.0"],
  ["one names something that is no version", { "acme/shop:latest-release": "nightly" }, "names nightly"],
])("the tag may be pushed when %s", async (_, tags, evidence) => {
  expect(await look(tags as unknown as Record<string, string>)).toEqual({ holds: expect.stringContaining(evidence) });
});

test("a variant whose moving tag names a higher version stops the launch, and is named", async () => {
  expect(await look({ "acme/shop:latest-release": "1.29.0", "acme/shop-foss:latest-release": "1.31.0" })).toEqual({
    asks: "LATEST_BACKWARDS: acme/shop-foss:latest-release names 1.31.0: that is higher than 1.30.0",
    answers: ["retry", "accept"],
  });
});

test("of any number of moving tags, one that is higher is enough", () => {
  const version = fc.tuple(fc.constantFrom(1, 2), fc.nat(60), fc.nat(3)).map((numbers) => numbers.join("."));
  fc.assert(
    fc.property(fc.array(version, { maxLength: 5 }), (versions) => {
      const seen = versions.map((each, at) => ({ tag: `acme/shop:latest-${at}`, image: named(each) }));
      const isHigher = versions.some((each) => each.startsWith("2.") || Number(each.split(".")[1]) > 30 || /^1\.30\.[1-9]/.test(each));
      expect(guardLatest.judge(input, seen).is).toBe(isHigher ? "violated" : "ok");
    }),
  );
});
