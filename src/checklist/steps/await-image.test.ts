import { describe, expect, test } from "vitest";
import type { Images } from "../../domain/ports/images.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitImage } from "./await-image.ts";

const input = { image: "acme/shop", tag: "release-1.30.0-unstable", revision: "new", platforms: ["linux/amd64", "linux/arm64"] };
const built = (amd: string | undefined, arm: string | undefined | "none") => ({
  digest: "sha256:d",
  platforms: [
    { platform: "linux/amd64", digest: "sha256:1", revision: amd, version: undefined },
    ...(arm === "none" ? [] : [{ platform: "linux/arm64", digest: "sha256:2", revision: arm, version: undefined }]),
  ],
});

describe("waiting for the candidate's image", () => {
  test.each([
    ["this commit's build", built("new", "new"), { is: "holds" }],
    ["the build of an older head", built("abc123", "abc123"), { is: "pending", why: expect.stringContaining("still the build of abc123") }],
    ["one platform of an older head", built("new", "abc123"), { is: "pending" }],
    ["one platform only", built("new", "none"), { is: "pending", why: expect.stringContaining("linux/arm64 is missing") }],
    ["an image without labels", built(undefined, undefined), { is: "pending" }],
  ] as const)("finds %s", async (_, image, verdict) => {
    const found = await awaitImage.observe({ images: only<Images>({ look: async () => image }) }, input, looking());
    expect(found.is === "present" && awaitImage.verify(input, found.state)).toMatchObject(verdict);
  });

  test("no image yet", async () => {
    expect(await awaitImage.observe({ images: only<Images>({ look: async () => undefined }) }, input, looking())).toEqual({ is: "absent" });
  });
});
