import { explain } from "../../domain/errors.ts";
import type { Digest } from "../../domain/ports/images.ts";

/** Where an image lives: the registry's origin and the repository's path there. */
export interface ImagePlace {
  readonly origin: string;
  readonly path: string;
}

/** Docker Hub's registry answers at another host than the one in image names. */
const hub = "https://registry-1.docker.io";

/**
 * `owner/name` and `name` are on Docker Hub, as are `docker.io/…`; `host/path` is elsewhere when `host` has a dot or a port. Path rules are those of
 * the OCI distribution specification. Raises REFUSED for anything else: it could not be an image's name.
 */
export const placeOf = (image: string): ImagePlace => {
  const [first = "", ...rest] = image.split("/");
  const hosted = rest.length > 0 && /[.:]/.test(first);
  const onHub = !hosted || first === "docker.io" || first === "index.docker.io";
  const path = hosted ? rest.join("/") : image;
  if (!/^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/.test(path) || path.length > 255) {
    throw notAName(image, "image");
  }
  if (onHub) return { origin: hub, path: path.includes("/") ? path : `library/${path}` };
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(first)) throw notAName(image, "image");
  return { origin: `https://${first.toLowerCase()}`, path };
};

/** A tag or a digest, as it may stand in a registry's address. */
export const checkedReference = (reference: string): string => {
  if (!isDigest(reference) && !isTag(reference)) throw notAName(reference, "tag or digest");
  return reference;
};

/** A tag, which a digest is not. */
export const checkedTag = (tag: string): string => {
  if (!isTag(tag)) throw notAName(tag, "tag");
  return tag;
};

export const isDigest = (reference: string): reference is Digest => /^sha256:[0-9a-f]{64}$/.test(reference);

const isTag = (reference: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(reference);

const notAName = (found: string, what: string) =>
  explain("REFUSED", {
    system: "The registry",
    request: "any request",
    status: 400,
    message: `${JSON.stringify(found.slice(0, 200))} cannot be the name of an ${what}.`,
  });
