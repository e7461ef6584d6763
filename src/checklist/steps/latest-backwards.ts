import type { Image } from "../../domain/ports/images.ts";
import { compareVersions, parseVersion } from "../../domain/version.ts";

/** The version an image says it is, when it is higher than ours: then a tag that moves with every release must not come back to us. */
export const higherVersionIn = (image: Image | undefined, ours: string): string | undefined => {
  const wanted = parseVersion(ours);
  return image?.platforms
    .map((each) => each.version)
    .find((label) => {
      const theirs = label === undefined ? undefined : parseVersion(label.replace(/^v/, ""));
      return theirs !== undefined && wanted !== undefined && compareVersions(theirs, wanted) > 0;
    });
};
