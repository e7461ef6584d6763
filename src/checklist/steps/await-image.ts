import { act, repeat } from "../../domain/by-hand.ts";
import type { Image } from "../../domain/ports/images.ts";
import { absent, holds, pending, present, wait } from "../../domain/step.ts";
import { kept } from "../by-hand/git-words.ts";
import { imageShows, lookAtImage } from "../by-hand/look-at-image.ts";
import { laggingPlatforms } from "./lagging-platforms.ts";
import { lookAgain } from "./lateness.ts";
import { short } from "./short.ts";

type Input = {
  readonly image: string;
  readonly tag: string;
  readonly revision: string;
  readonly platforms: readonly string[];
};

/** Waits for the build of exactly this commit, for every platform. The tag is read once; from then on the digest counts. */
export const awaitImage = wait<"images", Input, Image>({
  name: "await-image",
  needs: ["images"],
  poll: lookAgain.soon,
  describe: ({ image, tag, revision }) => `${image}:${tag} built from ${short(revision)}`,
  observe: async ({ images }, { image, tag }) => {
    const there = await images.look(image, tag);
    return there === undefined ? absent : present(there);
  },
  verify: ({ image, tag, revision, platforms }, there) => {
    const lagging = laggingPlatforms(there, revision, platforms);
    return lagging.length === 0 ? holds(`${image}@${there.digest}`) : pending(`${image}:${tag}: ${lagging.join(", ")}`);
  },
  facts: (_, { digest }) => ({ digest }),
  byHand: ({ image, tag, revision, platforms }, { keeps }) => [
    act(`Wait until ${image}:${tag} is the build of ${revision}, for ${platforms.join(" and ")}.`),
    repeat(...imageShows({ image, tag, revision, platforms }), ...kept(keeps("digest"), lookAtImage(`${image}:${tag}`, "{{.Digest}}"))),
  ],
});
