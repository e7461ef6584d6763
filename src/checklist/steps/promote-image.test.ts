import { describe, expect, test } from "vitest";
import type { Image, Images } from "../../domain/ports/images.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { promoteImage } from "./promote-image.ts";

const input = { image: "acme/shop", digest: "sha256:new", tag: "latest-release", moving: "yes", version: "1.30.0" } as const;

const image = (digest: string, version: string | undefined): Image => ({
  digest,
  platforms: [
    { platform: "linux/amd64", digest, revision: "c", version: undefined },
    { platform: "linux/arm64", digest, revision: "c", version },
  ],
});

const world = (there: Image | undefined) => {
  let at = there;
  const promoted: string[] = [];
  const images = only<Images>({
    digest: async () => at?.digest,
    look: async () => at,
    promote: async (_, digest, tag) => {
      promoted.push(`${tag} ${digest}`);
      at = image(digest, "1.30.0");
    },
  });
  return { images, promoted };
};

describe("promoting an image", () => {
  test("puts the tested digest under the tag once", async () => {
    const at = world(undefined);
    expect(await once(promoteImage, at, input)).toMatchObject({ sent: true, found: { is: "present" } });
    expect(await once(promoteImage, at, input)).toMatchObject({ sent: false });
    expect(at.promoted).toEqual(["latest-release sha256:new"]);
  });

  test.each([
    ["an older version", "1.29.1", "absent"],
    ["the same version, built before", "1.30.0", "absent"],
    ["a higher version", "1.31.0", "conflicting"],
    ["a higher version, spelt with v", "v2.0.0", "conflicting"],
    ["no version that can be read", undefined, "absent"],
  ])("moves a moving tag that names %s accordingly", async (_, version, is) => {
    expect((await promoteImage.observe(world(image("sha256:old", version)), input, looking())).is).toBe(is);
  });

  test("a step backwards can be accepted as it is: the tag stays", async () => {
    const found = await promoteImage.observe(world(image("sha256:old", "1.31.0")), input, looking());
    expect(found).toMatchObject({ code: "LATEST_BACKWARDS", state: { digest: "sha256:old" } });
  });

  test("a version's own tag is never moved", async () => {
    const fixed = { ...input, tag: "release-1.30.0", moving: "no" } as const;
    expect(await promoteImage.observe(world(image("sha256:old", "1.0.0")), fixed, looking())).toMatchObject({ is: "conflicting" });
  });
});
