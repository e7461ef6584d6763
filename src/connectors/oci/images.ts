import { explain } from "../../domain/errors.ts";
import type { Door, Inbound } from "../../domain/ports/host.ts";
import type { Digest, ImagePlatform, Images } from "../../domain/ports/images.ts";
import { checkedReference, checkedTag, type ImagePlace, isDigest, placeOf } from "./image-name.ts";
import { digestOf, mediaTypes, readImageConfig, readManifest } from "./manifest.ts";
import type { RegistryApi } from "./registry-api.ts";

const system = "The registry";

interface Fetched {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** Images over the OCI distribution protocol. Every byte that is believed was hashed here first. */
export const registryImages = (api: RegistryApi, door: Door): Images => {
  // HEAD costs nothing at Docker Hub where GET counts as a pull, so an absent tag is asked for with HEAD alone.
  const manifest = async (place: ImagePlace, reference: string): Promise<Fetched | undefined> => {
    const at = { below: `manifests/${checkedReference(reference)}`, headers: { accept: mediaTypes.join(", ") } };
    const head = await api.send(place, { method: "HEAD", ...at });
    if (head.status === 404) return undefined;
    const answer = await api.send(place, { method: "GET", ...at });
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw bad(place, at.below, `status ${answer.status}`);
    return checked(place, { below: at.below, answer, promised: isDigest(reference) ? reference : undefined });
  };

  const config = async (place: ImagePlace, digest: Digest) => {
    const bytes = await blob(api, door, { place, digest });
    const read = readImageConfig(bytes);
    if (read === undefined) throw bad(place, `blobs/${digest}`, "no image configuration");
    return read;
  };

  const platformsOf = async (place: ImagePlace, found: Fetched): Promise<readonly ImagePlatform[]> => {
    const read = readManifest(found.bytes);
    if (read === undefined) throw bad(place, `manifests/${found.digest}`, "no manifest");
    if (read.is === "image") return [{ ...(await config(place, read.config)), digest: found.digest }];
    const platforms: ImagePlatform[] = [];
    // One after the other, so that two runs send the same requests in the same order.
    for (const { platform, digest } of read.platforms) {
      const entry = await manifest(place, digest);
      const one = entry === undefined ? undefined : readManifest(entry.bytes);
      if (one?.is !== "image") throw bad(place, `manifests/${digest}`, `no manifest for ${platform}, which the index promises`);
      platforms.push({ ...(await config(place, one.config)), platform, digest });
    }
    return platforms;
  };

  return {
    digest: async (image, reference) => (await manifest(placeOf(image), reference))?.digest,

    look: async (image, reference) => {
      const place = placeOf(image);
      const found = await manifest(place, reference);
      return found === undefined ? undefined : { digest: found.digest, platforms: await platformsOf(place, found) };
    },

    promote: async (image, digest, tag) => {
      const place = placeOf(image);
      const below = `manifests/${checkedTag(tag)}`;
      const found = await manifest(place, digest);
      if (found === undefined) throw explain("NOT_FOUND", { system, request: `PUT ${image}:${tag} from ${digest}` });
      const answer = await api.send(place, { method: "PUT", below, headers: { "content-type": found.type }, body: found.bytes });
      if (answer.status === 404) throw explain("NOT_FOUND", { system, request: `PUT ${image}:${tag}` });
      if (answer.status !== 201) throw bad(place, below, `status ${answer.status}`);
    },
  };
};

const checked = (
  place: ImagePlace,
  { below, answer, promised }: { readonly below: string; readonly answer: Inbound; readonly promised: Digest | undefined },
): Fetched => {
  const digest = digestOf(answer.bytes);
  const claims = [promised, answer.headers["docker-content-digest"]].filter((claim) => claim !== undefined);
  if (claims.some((claim) => claim !== digest)) throw otherBytes(place, below, `bytes with ${digest} in place of ${claims.join(" and ")}`);
  const type = (answer.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  if (!(mediaTypes as readonly string[]).includes(type))
    throw bad(place, below, `a manifest of type ${JSON.stringify(type.slice(0, 100))}`);
  return { digest, bytes: answer.bytes, type };
};

// Docker Hub keeps blobs on a content network and answers with a redirect there, which must not be shown the token.
const blob = async (api: RegistryApi, door: Door, { place, digest }: { readonly place: ImagePlace; readonly digest: Digest }) => {
  const below = `blobs/${digest}`;
  let answer = await api.send(place, { method: "GET", below });
  for (let hops = 0; hops < 3 && [301, 302, 303, 307, 308].includes(answer.status); hops += 1) {
    const next = URL.parse(answer.headers["location"] ?? "", `${place.origin}/v2/${place.path}/${below}`);
    if (next === null) break;
    answer = await door.request({ system, method: "GET", url: next.href });
  }
  if (answer.status !== 200) throw bad(place, below, `status ${answer.status}`);
  if (digestOf(answer.bytes) !== digest) throw otherBytes(place, below, `bytes with ${digestOf(answer.bytes)}`);
  return answer.bytes;
};

const otherBytes = (place: ImagePlace, below: string, found: string) =>
  explain("OTHER_BYTES", { system, request: `${place.origin}/v2/${place.path}/${below}`, found });

const bad = (place: ImagePlace, below: string, found: string) =>
  explain("BAD_ANSWER", { system, request: `${place.origin}/v2/${place.path}/${below}`, found });
