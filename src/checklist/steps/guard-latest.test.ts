import { expect, test } from "vitest";
import type { Image, Images } from "../../domain/ports/images.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { guardLatest } from "./guard-latest.ts";

const input = {
  images: [
    { image: "acme/shop", moving: ["latest-release"] },
    { image: "acme/shop-foss", moving: ["latest-release"] },
  ],
  version: "1.30.0",
};

const named = (version: string): Image => ({
  digest: `sha256:${version}`,
  platforms: [{ platform: "linux/amd64", digest: "sha256:one", revision: "any", version }],
});

const look = (tags: Readonly<Record<string, string>>) =>
  guardLatest.observe(
    {
      images: only<Images>({
        look: async (image, tag) => {
          const version = tags[`${image}:${tag}`];
          return version === undefined ? undefined : named(version);
        },
      }),
    },
    input,
    looking(),
  );

test.each([
  ["there is no release yet", {}],
  ["both name the release before", { "acme/shop:latest-release": "1.29.0", "acme/shop-foss:latest-release": "1.29.1" }],
  ["one names this release already", { "acme/shop:latest-release": "1.30.0" }],
])("the tag may be pushed when %s", async (_, tags) => {
  const found = await look(tags as unknown as Record<string, string>);
  expect(found.is === "present" && guardLatest.verify(input, found.state).is).toBe("holds");
});

test("a variant whose moving tag names a higher version stops the launch, and is named", async () => {
  expect(await look({ "acme/shop:latest-release": "1.29.0", "acme/shop-foss:latest-release": "1.31.0" })).toMatchObject({
    is: "conflicting",
    code: "LATEST_BACKWARDS",
    found: "acme/shop-foss:latest-release names 1.31.0: that is higher than 1.30.0",
  });
});
