import type { Json } from "../../domain/known.ts";
import { checker } from "../kernel/schema.ts";
import type { Operation, Twin, TwinGround } from "../kernel/twin.ts";
import { authorize, tokenOperation } from "./authorize.ts";
import { blobOperations } from "./blob-operations.ts";
import { type Build, buildImage, types } from "./build-image.ts";
import { refused, refusedFor } from "./errors.ts";
import { answersWith, nameProblems, noQuery, queryProblems } from "./forms.ts";
import { manifestOperations, resolveReference } from "./manifest-operations.ts";
import { answerSchemas } from "./schemas.ts";
import type { RegistrySeed } from "./seed.ts";
import { openStorage, type Storage } from "./storage.ts";
import { openTokens } from "./tokens.ts";

/** An image as other twins see it: digest, and labels by platform. */
export interface HeldImage {
  readonly digest: string;
  readonly platforms: readonly { readonly platform: string; readonly digest: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** A registry and its token server, which share their state. */
export interface RegistryTwin {
  readonly registry: Twin;
  readonly auth: Twin;
  /** Both, for serving. */
  readonly twins: readonly Twin[];
  /** Builds an image and puts it under its tags, as a project's CI would; nothing is counted in the ledger, because nobody asked over the wire. */
  readonly publishImage: (published: Publication) => { readonly digest: string };
  /** What a tag or digest names; undefined when there is nothing. `image` as people write it. */
  readonly look: (image: string, reference: string) => HeldImage | undefined;
}

/** What CI publishes; two platforms unless told. */
export interface Publication extends Omit<Build, "platforms" | "seed"> {
  readonly image: string;
  readonly tags: readonly string[];
  readonly platforms?: readonly string[];
  /** Makes a second build of the same commit another image. */
  readonly seed?: string;
}

/** Opens the twin in its folder. Images are named `owner/name` for Docker Hub and `host/path` for any other registry. */
export const openRegistry = (ground: TwinGround, seed: RegistrySeed): RegistryTwin => {
  const storage = openStorage(ground.folder);
  const tokens = openTokens(seed);
  const host = new URL(seed.origin).host;
  const prefix = host === "registry-1.docker.io" ? "" : `${host}/`;
  const imageOf = (name: string): string => `${prefix}${name}`;
  const nameOf = (image: string): string => image.slice(image.startsWith(prefix) ? prefix.length : 0);
  const token = tokenOperation(seed, tokens, ground.now);
  const refuse: Twin["refuse"] = (status, problems) => refusedFor(status, problems);

  const registry: Twin = {
    name: prefix === "" ? "registry" : `registry ${host}`,
    origins: [seed.origin],
    operations: [base, tagsOperation(storage), ...manifestOperations(storage, imageOf), ...blobOperations(storage, imageOf), token],
    refuse,
    admit: authorize(seed, tokens, ground.now),
    holdings: () => holdings(storage, imageOf),
  };
  const auth: Twin = {
    name: `${registry.name} tokens`,
    origins: seed.auth === seed.origin ? [] : [seed.auth],
    operations: [token],
    refuse,
    holdings: () => ({}),
  };
  return {
    registry,
    auth,
    twins: seed.auth === seed.origin ? [registry] : [registry, auth],
    publishImage: (published) => publish(storage, nameOf(published.image), published),
    look: (image, reference) => look(storage, nameOf(image), reference),
  };
};

const publish = (storage: Storage, name: string, published: Publication): { readonly digest: string } => {
  const built = buildImage({ platforms: ["linux/amd64", "linux/arm64"], seed: "", ...published });
  for (const { bytes } of built.blobs) storage.addBlob(name, bytes);
  for (const { bytes } of built.manifests) storage.addManifest(name, { bytes, type: types.manifest, tag: undefined });
  const index = { bytes: built.index.bytes, type: types.index };
  for (const tag of published.tags.length === 0 ? [undefined] : published.tags) storage.addManifest(name, { ...index, tag });
  return { digest: built.index.digest };
};

const look = (storage: Storage, name: string, reference: string): HeldImage | undefined => {
  const digest = resolveReference(storage.repository(name), reference);
  if (digest === undefined) return undefined;
  const top = json<TopManifest>(storage, digest);
  const each = top.manifests?.filter(({ platform }) => platform !== undefined && platform.os !== "unknown") ?? [{ digest }];
  return {
    digest,
    platforms: each.map((entry) => {
      const config = json<HeldConfig>(storage, json<TopManifest>(storage, entry.digest).config?.digest ?? "");
      return { platform: `${config.os}/${config.architecture}`, digest: entry.digest, labels: config.config?.Labels ?? {} };
    }),
  };
};

interface TopManifest {
  readonly config?: { readonly digest: string };
  readonly manifests?: readonly { readonly digest: string; readonly platform?: { readonly os: string } }[];
}

interface HeldConfig {
  readonly os: string;
  readonly architecture: string;
  readonly config?: { readonly Labels?: Readonly<Record<string, string>> };
}

const json = <T>(storage: Storage, digest: string): T => JSON.parse(Buffer.from(storage.bytes(digest) ?? "{}").toString("utf8")) as T;

const holdings = (storage: Storage, imageOf: (name: string) => string): Json =>
  Object.fromEntries(
    Object.entries(storage.repositories())
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { tags, manifests }]) => [
        imageOf(name),
        {
          tags: sorted(tags),
          images: Object.keys(manifests)
            .sort()
            .map((digest) => ({ digest, type: manifests[digest] ?? "" })),
        },
      ]),
  );

const sorted = (record: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const base: Operation = {
  name: "base",
  method: "GET",
  path: "/v2/",
  changes: false,
  problems: noQuery,
  replyProblems: answersWith(200, []),
  handle: () => ({ status: 200, headers: { "docker-distribution-api-version": "registry/2.0" }, body: {} }),
};

const tagsQuery = queryProblems(["n", "last"]);
const checkTags = checker("answer", answerSchemas.tags);

const tagsOperation = (storage: Storage): Operation => ({
  name: "listTags",
  method: "GET",
  path: "/v2/{name+}/tags/list",
  changes: false,
  problems: (request) => [...nameProblems(request), ...tagsQuery(request)],
  replyProblems: (reply) => (reply.status === 200 ? checkTags(reply.body) : answersWith(200, [])(reply)),
  handle: ({ params, query }) => {
    const { name = "" } = params;
    const known = Object.keys(storage.repository(name).tags).sort();
    if (!Object.hasOwn(storage.repositories(), name)) return refused("NAME_UNKNOWN", "repository name not known to registry");
    const rest = known.filter((tag) => tag > (query.get("last") ?? ""));
    const page = rest.slice(0, Number(query.get("n") ?? rest.length));
    const more =
      page.length < rest.length ? { link: `</v2/${name}/tags/list?n=${page.length}&last=${page.at(-1) ?? ""}>; rel="next"` } : {};
    return { status: 200, headers: more, body: { name, tags: page } };
  },
});
