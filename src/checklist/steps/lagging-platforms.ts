import type { Image } from "../../domain/ports/images.ts";
import { short } from "./short.ts";

/** What an image still lacks of being the build of a revision for all platforms; nothing when it is that build. */
export const laggingPlatforms = (image: Image, revision: string, platforms: readonly string[]): readonly string[] =>
  platforms.flatMap((platform) => {
    const there = image.platforms.find((each) => each.platform === platform);
    if (there === undefined) return [`${platform} is missing`];
    if (there.revision === revision) return [];
    return [
      there.revision === undefined
        ? `${platform} does not say what it was built from`
        : `${platform} is still the build of ${short(there.revision)}`,
    ];
  });
