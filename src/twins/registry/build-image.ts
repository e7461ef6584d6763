import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** What a project's CI builds from. The same build gives the same bytes on every machine. */
export interface Build {
  readonly revision: string;
  readonly version: string;
  /** `linux/amd64` and so on. */
  readonly platforms: readonly string[];
  /** Anything that makes a second build of the same commit another image; part of the layer. */
  readonly seed: string;
}

/** Bytes under their digest. */
export interface Content {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** An OCI image for several platforms: everything an upload consists of. */
export interface BuiltImage {
  readonly index: Content;
  readonly manifests: readonly (Content & { readonly platform: string })[];
  /** Layers and configurations. */
  readonly blobs: readonly Content[];
}

export const types = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
} as const;

/** Builds a real image: per platform one layer with one file that names what was built, a configuration with labels, a manifest; and the index. */
export const buildImage = (build: Build): BuiltImage => {
  const each = build.platforms.map((platform) => buildPlatform(build, platform));
  const index = jsonContent({
    schemaVersion: 2,
    mediaType: types.index,
    manifests: each.map(({ manifest, platform }) => ({ ...described(types.manifest, manifest), platform: platformOf(platform) })),
  });
  return {
    index,
    manifests: each.map(({ manifest, platform }) => ({ ...manifest, platform })),
    blobs: each.flatMap(({ layer, config }) => [layer, config]),
  };
};

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

const buildPlatform = (build: Build, platform: string) => {
  const text = JSON.stringify({ version: build.version, revision: build.revision, platform, seed: build.seed });
  const tar = tarOf("release.json", Buffer.from(`${text}\n`));
  const layer = content(gzip(tar));
  const config = jsonContent({
    ...platformOf(platform),
    config: {
      Cmd: ["/bin/true"],
      Labels: { "org.opencontainers.image.revision": build.revision, "org.opencontainers.image.version": build.version },
    },
    rootfs: { type: "layers", diff_ids: [digestOf(tar)] },
  });
  const manifest = jsonContent({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: described(types.config, config),
    layers: [described(types.layer, layer)],
  });
  return { platform, layer, config, manifest };
};

const platformOf = (platform: string) => {
  const [os = "", architecture = "", variant] = platform.split("/");
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
};

const described = (mediaType: string, { digest, bytes }: Content) => ({ mediaType, digest, size: bytes.length });

const content = (bytes: Uint8Array): Content => ({ digest: digestOf(bytes), bytes });

const jsonContent = (value: unknown): Content => content(Buffer.from(JSON.stringify(value)));

// A ustar archive of one file: a header block, the file, and zeros to a whole record.
const tarOf = (name: string, bytes: Uint8Array): Buffer => {
  const header = Buffer.alloc(512);
  const put = (text: string, at: number): void => void header.write(text, at, "latin1");
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512);
  return Buffer.concat([header, bytes, padding, Buffer.alloc(1024)]);
};

// Stored, not compressed: zlib's compressed bytes differ between processors, and with them every digest of a rehearsal.
const gzip = (bytes: Buffer): Buffer => {
  if (bytes.length > 0xffff) throw new RangeError("one stored block holds 65,535 bytes");
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1, 0, 0, 0, 0]);
  head.writeUInt16LE(bytes.length, 11);
  head.writeUInt16LE(0xffff - bytes.length, 13);
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes, tail]);
};
