import { digestOf } from "../twins/registry/build-image.ts";
import type { RawRepository } from "./contracts/images.ts";

/** A registry, its token server, and an account that may push. */
export interface RawAt {
  readonly registry: string;
  readonly tokens: string;
  readonly service: string;
  readonly username: string;
  readonly password: string;
}

/** A small registry client that shares nothing with the connector. Fails on any answer that it does not expect. */
export const rawRepository = async (at: RawAt, name: string): Promise<RawRepository> => {
  const scope = encodeURIComponent(`repository:${name}:pull,push`);
  const answer = await fetch(`${at.tokens}?service=${encodeURIComponent(at.service)}&scope=${scope}`, {
    headers: { authorization: `Basic ${Buffer.from(`${at.username}:${at.password}`).toString("base64")}` },
  });
  const { token } = (await answer.json()) as { readonly token: string };

  const send = async (url: string, wanted: readonly number[], init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
    if (!wanted.includes(response.status)) throw new Error(`${init.method ?? "GET"} ${url}: ${response.status} ${await response.text()}`);
    return response;
  };

  return {
    putBlob: async (bytes) => {
      const begun = await send(`${at.registry}/v2/${name}/blobs/uploads/`, [202], { method: "POST" });
      const url = new URL(begun.headers.get("location") ?? "", at.registry);
      url.searchParams.set("digest", digestOf(bytes));
      await send(url.href, [201], { method: "PUT", body: copy(bytes), headers: { "content-type": "application/octet-stream" } });
    },
    putManifest: async (reference, { bytes, type }) => {
      const init = { method: "PUT", body: copy(bytes), headers: { "content-type": type } };
      await send(`${at.registry}/v2/${name}/manifests/${reference}`, [201], init);
    },
    manifest: async (reference) => {
      const response = await send(`${at.registry}/v2/${name}/manifests/${reference}`, [200, 404], { headers: { accept: accepted } });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return response.status === 404 ? undefined : { bytes, type: response.headers.get("content-type") ?? "" };
    },
  };
};

const accepted = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
