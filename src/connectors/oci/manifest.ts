import { createHash } from "node:crypto";
import { z } from "zod";
import type { Digest } from "../../domain/ports/images.ts";

/** The four forms a manifest can have, two for one platform and two that list platforms. */
export const mediaTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
] as const;

/** One platform's manifest in an index. */
export interface PlatformEntry {
  readonly platform: string;
  readonly digest: Digest;
}

/** What a manifest says that Signalbox needs. */
export type Manifest =
  | { readonly is: "index"; readonly platforms: readonly PlatformEntry[] }
  | { readonly is: "image"; readonly config: Digest };

/** What an image's configuration says; labels are those of the OCI annotations specification. */
export interface ImageConfig {
  readonly platform: string;
  readonly revision: string | undefined;
  readonly version: string | undefined;
}

/** The digest of bytes, computed here: what a registry says it is proves nothing. */
export const digestOf = (bytes: Uint8Array): Digest => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** Reads a manifest; undefined when it is none. Entries for `unknown/unknown` are attestations, which run nowhere, and are left out. */
export const readManifest = (bytes: Uint8Array): Manifest | undefined => {
  const json = jsonOf(bytes);
  const index = Index.safeParse(json);
  if (index.success) {
    const entries = index.data.manifests.map(({ digest, platform }) => ({ digest, platform: platformName(platform) }));
    return { is: "index", platforms: entries.filter(({ platform }) => platform !== "unknown/unknown") };
  }
  const image = OneImage.safeParse(json);
  return image.success ? { is: "image", config: image.data.config.digest } : undefined;
};

/** Reads an image's configuration; undefined when it is none. */
export const readImageConfig = (bytes: Uint8Array): ImageConfig | undefined => {
  const read = Config.safeParse(jsonOf(bytes));
  if (!read.success) return undefined;
  const labels = read.data.config?.Labels ?? {};
  return {
    platform: platformName(read.data),
    revision: labels["org.opencontainers.image.revision"],
    version: labels["org.opencontainers.image.version"],
  };
};

const Digests = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const Platform = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });
const Index = z.object({ manifests: z.array(z.object({ digest: Digests, platform: Platform.optional() })).max(200) });
const OneImage = z.object({ config: z.object({ digest: Digests }), layers: z.array(z.unknown()) });
const Config = Platform.extend({ config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish() });

const platformName = (platform: z.infer<typeof Platform> | undefined): string =>
  platform === undefined
    ? "unknown/unknown"
    : [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined && part !== "").join("/");

const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};
