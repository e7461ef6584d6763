import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { durable } from "../kernel/durable.ts";
import { digestOf } from "./build-image.ts";

/** What one repository of the registry links to. */
export interface Repository {
  /** Tag → digest. */
  readonly tags: Readonly<Record<string, string>>;
  /** Digest → media type. */
  readonly manifests: Readonly<Record<string, string>>;
  readonly blobs: readonly string[];
}

/** Content by digest, and repositories that link to it; all of it survives a kill. */
export interface Storage {
  readonly repositories: () => Readonly<Record<string, Repository>>;
  readonly repository: (name: string) => Repository;
  readonly bytes: (digest: string) => Uint8Array | undefined;
  readonly addBlob: (name: string, bytes: Uint8Array) => string;
  readonly addManifest: (
    name: string,
    manifest: { readonly bytes: Uint8Array; readonly type: string; readonly tag: string | undefined },
  ) => string;
  readonly beginUpload: () => string;
  /** The upload's bytes so far with these added; undefined when there is no such upload. */
  readonly extendUpload: (id: string, bytes: Uint8Array) => Uint8Array | undefined;
  readonly endUpload: (id: string) => void;
}

const nothing: Repository = { tags: {}, manifests: {}, blobs: [] };

/** Opens the storage in the twin's folder. */
export const openStorage = (folder: string): Storage => {
  const contents = join(folder, "content");
  const uploads = join(folder, "uploads");
  mkdirSync(contents, { recursive: true });
  mkdirSync(uploads, { recursive: true });
  const links = durable<Readonly<Record<string, Repository>>>(folder, "repositories", {});
  const counter = durable(folder, "uploads-begun", 0);

  const repository = (name: string): Repository => (Object.hasOwn(links.get(), name) ? links.get()[name] : undefined) ?? nothing;
  const keep = (bytes: Uint8Array): string => {
    const digest = digestOf(bytes);
    write(join(contents, fileOf(digest)), bytes);
    return digest;
  };
  const upload = (id: string): string | undefined => {
    const file = join(uploads, id);
    return /^\d+$/.test(id) && existsSync(file) ? file : undefined;
  };

  return {
    repositories: links.get,
    repository,
    bytes: (digest) => {
      const file = join(contents, fileOf(digest));
      return existsSync(file) ? readFileSync(file) : undefined;
    },
    addBlob: (name, bytes) => {
      const digest = keep(bytes);
      const now = repository(name);
      if (!now.blobs.includes(digest)) links.set({ ...links.get(), [name]: { ...now, blobs: [...now.blobs, digest] } });
      return digest;
    },
    addManifest: (name, { bytes, type, tag }) => {
      const digest = keep(bytes);
      const now = repository(name);
      const tags = tag === undefined ? now.tags : { ...now.tags, [tag]: digest };
      links.set({ ...links.get(), [name]: { ...now, tags, manifests: { ...now.manifests, [digest]: type } } });
      return digest;
    },
    beginUpload: () => {
      counter.set(counter.get() + 1);
      const id = String(counter.get());
      writeFileSync(join(uploads, id), "");
      return id;
    },
    extendUpload: (id, bytes) => {
      const file = upload(id);
      if (file === undefined) return undefined;
      const whole = Buffer.concat([readFileSync(file), bytes]);
      write(file, whole);
      return whole;
    },
    endUpload: (id) => {
      const file = upload(id);
      if (file !== undefined) rmSync(file);
    },
  };
};

// Digests come from requests: anything but hex digits must not become part of a path.
const fileOf = (digest: string): string => /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1] ?? "none";

const write = (file: string, bytes: Uint8Array): void => {
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
};
