import { expect } from "vitest";
import type { Images } from "../../domain/ports/images.ts";
import { buildImage, digestOf, types } from "../../twins/registry/build-image.ts";
import type { Bench, ContractCase } from "./contract.ts";

/** The registry as any other client sees it, below one repository. */
export interface RawRepository {
  readonly putBlob: (bytes: Uint8Array) => Promise<void>;
  readonly putManifest: (reference: string, manifest: { readonly bytes: Uint8Array; readonly type: string }) => Promise<void>;
  readonly manifest: (reference: string) => Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined>;
}

/** An adapter of the port, an empty repository and a way around the adapter. */
export interface ImagesBench extends Bench {
  readonly images: Images;
  readonly image: string;
  readonly raw: RawRepository;
}

const revision = "8c4f3b1d9a5e7f20613c8b94d2e6a7f1305b9c8d";
const absent = `sha256:${"0".repeat(64)}`;
const dockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

/** What every adapter of `Images` promises. */
export const imagesContract: readonly ContractCase<ImagesBench>[] = [
  {
    name: "a tag that does not exist is absent, not an error",
    run: async ({ images, image, raw }) => {
      expect(await images.look(`${image}-other`, "1.30.0")).toBeUndefined();
      await publish(raw, { tag: "1.29.0" });
      expect(await images.digest(image, "1.30.0")).toBeUndefined();
      expect(await images.look(image, "1.30.0")).toBeUndefined();
      expect(await images.digest(image, absent)).toBeUndefined();
    },
  },
  {
    name: "a tag names the digest of its bytes",
    run: async ({ images, image, raw }) => {
      const built = await publish(raw, { tag: "1.30.0" });
      expect(await images.digest(image, "1.30.0")).toBe(built.index.digest);
      expect(await images.digest(image, built.index.digest)).toBe(built.index.digest);
    },
  },
  {
    name: "every platform is found with its own digest and labels",
    run: async ({ images, image, raw }) => {
      const built = await publish(raw, { tag: "1.30.0" });
      const platforms = built.manifests.map(({ platform, digest }) => ({ platform, digest, revision, version: "1.30.0" }));
      expect(await images.look(image, "1.30.0")).toEqual({ digest: built.index.digest, platforms });
      expect(await images.look(image, built.index.digest)).toEqual({ digest: built.index.digest, platforms });
    },
  },
  {
    name: "platforms that were built from different commits are told apart",
    run: async ({ images, image, raw }) => {
      const [one, other] = [await publish(raw, {}), await publish(raw, { revision: "f".repeat(40) })];
      const manifests = [entriesOf(one.index.bytes)[0], entriesOf(other.index.bytes)[1]];
      await raw.putManifest("1.30.0", { bytes: jsonBytes({ schemaVersion: 2, mediaType: types.index, manifests }), type: types.index });
      const found = await images.look(image, "1.30.0");
      expect(found?.platforms.map((each) => each.revision)).toEqual([revision, "f".repeat(40)]);
    },
  },
  {
    name: "attestations are no platforms",
    run: async ({ images, image, raw }) => {
      const built = await publish(raw, {});
      const [first] = entriesOf(built.index.bytes);
      const attestation = { ...first, platform: { os: "unknown", architecture: "unknown" } };
      const manifests = [...entriesOf(built.index.bytes), attestation];
      await raw.putManifest("1.30.0", { bytes: jsonBytes({ schemaVersion: 2, mediaType: types.index, manifests }), type: types.index });
      const found = await images.look(image, "1.30.0");
      expect(found?.platforms.map(({ platform }) => platform)).toEqual(["linux/amd64", "linux/arm64"]);
    },
  },
  {
    name: "an image for one platform alone says which",
    run: async ({ images, image, raw }) => {
      const built = await publish(raw, {});
      const [first] = built.manifests;
      if (first === undefined) throw new Error("nothing was built");
      await raw.putManifest("1.30.0", { bytes: first.bytes, type: types.manifest });
      const platforms = [{ platform: "linux/amd64", digest: first.digest, revision, version: "1.30.0" }];
      expect(await images.look(image, "1.30.0")).toEqual({ digest: first.digest, platforms });
    },
  },
  {
    name: "promotion puts the identical bytes under another tag",
    run: async ({ images, image, raw }) => {
      const built = await publish(raw, {});
      // Written as no serialiser of ours would, so that writing it anew shows.
      const bytes = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(built.index.bytes).toString()), undefined, 3));
      await raw.putManifest("1.30.0-unstable", { bytes, type: types.index });
      await images.promote(image, digestOf(bytes), "1.30.0");
      expect(await raw.manifest("1.30.0")).toEqual({ bytes: new Uint8Array(bytes), type: types.index });
      expect(await images.digest(image, "1.30.0")).toBe(digestOf(bytes));
    },
  },
  {
    name: "promotion keeps the media type",
    run: async ({ images, image, raw }) => {
      const built = await publish(raw, {});
      const list = { schemaVersion: 2, mediaType: dockerList, manifests: entriesOf(built.index.bytes) };
      const bytes = jsonBytes(list);
      await raw.putManifest("1.30.0-unstable", { bytes, type: dockerList });
      await images.promote(image, digestOf(bytes), "1.30.0");
      expect(await raw.manifest("1.30.0")).toEqual({ bytes: new Uint8Array(bytes), type: dockerList });
    },
  },
  {
    name: "promotion moves a tag that named another image, and twice is as good as once",
    run: async ({ images, image, raw }) => {
      await publish(raw, { tag: "latest-release", seed: "old" });
      const built = await publish(raw, { tag: "1.30.0" });
      await images.promote(image, built.index.digest, "latest-release");
      await images.promote(image, built.index.digest, "latest-release");
      expect(await images.digest(image, "latest-release")).toBe(built.index.digest);
      expect(await images.digest(image, "1.30.0")).toBe(built.index.digest);
    },
  },
  {
    name: "promotion of a digest that is not there is refused and makes no tag",
    run: async ({ images, image, raw }) => {
      await publish(raw, { tag: "1.29.0" });
      await expect(images.promote(image, absent, "1.30.0")).rejects.toMatchObject({ code: "NOT_FOUND", explanation: { retry: "never" } });
      expect(await raw.manifest("1.30.0")).toBeUndefined();
    },
  },
  {
    name: "what cannot be a name never reaches an address",
    run: async ({ images, image }) => {
      for (const bad of ["../etc", "Acme/App", "a b", "acme//app", "acme/app?x=1", "acme/app#", "a/../b"]) {
        await expect(images.digest(bad, "1.30.0")).rejects.toMatchObject({ code: "REFUSED" });
      }
      for (const bad of ["", "..", "a/b", "1.30.0?x", "sha256:abc", "a".repeat(129)]) {
        await expect(images.digest(image, bad)).rejects.toMatchObject({ code: "REFUSED" });
        await expect(images.promote(image, absent, bad)).rejects.toMatchObject({ code: "REFUSED" });
      }
      await expect(images.promote(image, absent, absent)).rejects.toMatchObject({ code: "REFUSED" });
    },
  },
];

const publish = async (raw: RawRepository, wanted: { readonly tag?: string; readonly revision?: string; readonly seed?: string }) => {
  const platforms = ["linux/amd64", "linux/arm64"];
  const built = buildImage({ revision: wanted.revision ?? revision, version: "1.30.0", platforms, seed: wanted.seed ?? "" });
  for (const { bytes } of built.blobs) await raw.putBlob(bytes);
  for (const { digest, bytes } of built.manifests) await raw.putManifest(digest, { bytes, type: types.manifest });
  await raw.putManifest(wanted.tag ?? built.index.digest, { bytes: built.index.bytes, type: types.index });
  return built;
};

const entriesOf = (index: Uint8Array): readonly Record<string, unknown>[] =>
  (JSON.parse(Buffer.from(index).toString()) as { readonly manifests: readonly Record<string, unknown>[] }).manifests;

const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
