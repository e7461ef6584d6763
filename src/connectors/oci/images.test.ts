import { expect, test } from "vitest";
import type { Images } from "../../domain/ports/images.ts";
import { brokenPromises, testContract } from "../../testing/contracts/contract.ts";
import { type ImagesBench, imagesContract } from "../../testing/contracts/images.ts";
import { openRealRegistry } from "../../testing/real-registry.ts";
import { openImagesBench, ownRegistry } from "../../testing/registry-bench.ts";
import { testWith } from "../../testing/test-with.ts";

testContract("images of Docker Hub's twin", imagesContract, () => openImagesBench());
testContract("images of a registry of one's own, which is its own token server", imagesContract, () => openImagesBench(ownRegistry));

testWith(
  ["docker-registry", "openssl"],
  "Docker's own registry keeps every promise of the images contract",
  async () => {
    const real = await openRealRegistry();
    try {
      expect(await brokenPromises(imagesContract, real.bench)).toEqual([]);
    } finally {
      await real.close();
    }
  },
  60_000,
);

const wrongly =
  (change: (bench: ImagesBench) => Partial<Images>): (() => Promise<ImagesBench>) =>
  async () => {
    const bench = await openImagesBench();
    return { ...bench, images: { ...bench.images, ...change(bench) } };
  };

test("an adapter that writes manifests anew when it promotes breaks the contract", async () => {
  const open = wrongly(({ raw }) => ({
    promote: async (_, digest, tag) => {
      const found = await raw.manifest(digest);
      const value = JSON.parse(Buffer.from(found?.bytes ?? "{}").toString()) as object;
      const type = "application/vnd.oci.image.index.v1+json";
      await raw.putManifest(tag, { bytes: Buffer.from(JSON.stringify({ ...value, mediaType: type })), type });
    },
  }));
  expect(await brokenPromises(imagesContract, open)).toEqual([
    "promotion puts the identical bytes under another tag",
    "promotion keeps the media type",
    "promotion of a digest that is not there is refused and makes no tag",
    "what cannot be a name never reaches an address",
  ]);
});

test("an adapter that looks at the first platform only, and takes a tag for its digest, breaks the contract", async () => {
  const open = wrongly(({ images }) => ({
    digest: async (image, reference) => (await images.look(image, reference))?.platforms[0]?.digest,
    look: async (image, reference) => {
      const found = await images.look(image, reference);
      return (
        found && { ...found, platforms: found.platforms.map((each) => ({ ...each, revision: found.platforms[0]?.revision })).reverse() }
      );
    },
  }));
  expect(await brokenPromises(imagesContract, open)).toEqual([
    "a tag names the digest of its bytes",
    "every platform is found with its own digest and labels",
    "platforms that were built from different commits are told apart",
    "attestations are no platforms",
    "promotion puts the identical bytes under another tag",
    "promotion moves a tag that named another image, and twice is as good as once",
  ]);
});
