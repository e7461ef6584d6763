import { describe, expect, test } from "vitest";
import type { Image, Images } from "../../domain/ports/images.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitReleaseImage } from "./await-release-image.ts";

const input = {
  image: "acme/shop",
  tags: ["latest-release", "release-1.30.0"],
  moving: ["latest-release"],
  revision: "new",
  version: "1.30.0",
  tested: "sha256:new",
  platforms: ["linux/amd64"],
};

const image = (digest: string, revision: string, version: string): Image => ({
  digest,
  platforms: [{ platform: "linux/amd64", digest, revision, version }],
});

const ours = image("sha256:new", "new", "1.30.0");
const before = image("sha256:old", "old", "1.29.0");
const higher = image("sha256:two", "two", "2.0.0");

const look = (tags: Readonly<Record<string, Image>>, more = {}) =>
  awaitReleaseImage.observe(
    { images: only<Images>({ look: async (_, tag) => tags[tag], digest: async (_, tag) => tags[tag]?.digest }) },
    { ...input, ...more },
    looking(),
  );

const verdict = async (tags: Readonly<Record<string, Image>>) => {
  const found = await look(tags);
  return found.is === "present" ? awaitReleaseImage.verify(input, found.state).is : found.is;
};

describe("waiting for the release's images", () => {
  test.each([
    ["nothing is there", { "latest-release": before }, "absent"],
    ["all tags name our build", { "latest-release": ours, "release-1.30.0": ours }, "holds"],
    ["the moving tag has not moved", { "latest-release": before, "release-1.30.0": ours }, "pending"],
    ["the moving tag is missing", { "release-1.30.0": ours }, "pending"],
    ["the version's tag is an older build", { "latest-release": before, "release-1.30.0": before }, "pending"],
    ["the moving tag is ahead before our build is there", { "latest-release": higher, "release-1.30.0": before }, "pending"],
    ["the moving tag is ahead of our build", { "latest-release": higher, "release-1.30.0": ours }, "conflicting"],
  ])("when %s", async (_, tags, is) => expect(await verdict(tags as unknown as Record<string, Image>)).toBe(is));

  test("a moving tag that is ahead can be accepted as it is, with our digest told", async () => {
    const found = await look({ "latest-release": higher, "release-1.30.0": ours });
    expect(found).toMatchObject({ code: "LATEST_BACKWARDS", state: { image: { digest: "sha256:new" } } });
  });

  test.each([
    ["sha256:new", "the tested bytes"],
    ["sha256:other", "rebuilt, not the tested bytes"],
    ["", "rebuilt, not the tested bytes"],
  ])("compared with %s it is said to be %s", (tested, note) => {
    expect(awaitReleaseImage.facts({ ...input, tested }, { image: ours, elsewhere: [] })).toEqual({ digest: "sha256:new", note });
  });
});
