/** `sha256:` and 64 hex digits, computed by us from the bytes. */
export type Digest = string;

/** One platform of an image. `revision` is its `org.opencontainers.image.revision` label. */
export interface ImagePlatform {
  /** `linux/amd64`. */
  readonly platform: string;
  readonly digest: Digest;
  readonly revision: string | undefined;
  readonly version: string | undefined;
}

export interface Image {
  readonly digest: Digest;
  readonly platforms: readonly ImagePlatform[];
}

/** Images of a container registry; an image is named `owner/name` on Docker Hub or `host/path`. */
export interface Images {
  /** The digest a tag or digest names now, `undefined` when absent (HEAD first, the bytes hashed by us). */
  readonly digest: (image: string, reference: string) => Promise<Digest | undefined>;
  /** The image with the labels of every platform. */
  readonly look: (image: string, reference: string) => Promise<Image | undefined>;
  /** Puts the identical manifest bytes of `digest` under another tag; registries have no compare-and-set. */
  readonly promote: (image: string, digest: Digest, tag: string) => Promise<void>;
}
