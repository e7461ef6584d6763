import { act, repeat } from "../../domain/by-hand.ts";
import type { Image } from "../../domain/ports/images.ts";
import { absent, holds, type Need, pending, present, wait } from "../../domain/step.ts";
import { kept } from "../by-hand/git-words.ts";
import { imageShows, lookAtImage } from "../by-hand/look-at-image.ts";
import { laggingPlatforms } from "./lagging-platforms.ts";
import { lookAgain } from "./lateness.ts";
import { higherVersionIn } from "./latest-backwards.ts";
import { short } from "./short.ts";

type Input = {
  readonly image: string;
  readonly tags: readonly string[];
  /** Those of `tags` that every release moves. */
  readonly moving: readonly string[];
  readonly revision: string;
  readonly version: string;
  /** The digest that was tested, or nothing. */
  readonly tested: string;
  readonly platforms: readonly string[];
};

type State = {
  readonly image: Image;
  /** Tags that do not name this image, with what they name. */
  readonly elsewhere: readonly { readonly tag: string; readonly digest: string | undefined }[];
};

/** Waits until every tag of the release names one image built from its commit by the project's own CI, and says whether those are the tested bytes. */
export const awaitReleaseImage = wait<"images", Input, State>({
  name: "await-release-image",
  needs: ["images"],
  published: { moves: [] },
  poll: lookAgain.soon,
  describe: ({ image, tags }) => `${image} tagged ${tags.join(", ")}`,
  observe: async (need, input) => {
    // The version's own tag is the measure; a tag that moves may still name the last release.
    const measure = measureOf(input);
    const image = await need.images.look(input.image, measure);
    if (image === undefined) return absent;
    const elsewhere = await tagsElsewhere(need, input, image.digest, measure);
    const higher = isBuilt(input, image) ? await movedHigher(need, input, elsewhere) : undefined;
    if (higher === undefined) return present({ image, elsewhere });
    return { is: "conflicting", code: "LATEST_BACKWARDS", found: higher, state: { image, elsewhere: [] } };
  },
  verify: (input, { image, elsewhere }) => {
    const lagging = laggingPlatforms(image, input.revision, input.platforms);
    if (lagging.length > 0) return pending(`${input.image}: ${lagging.join(", ")}`);
    const other = elsewhere.map(({ tag, digest }) => (digest === undefined ? `${tag} is not there` : `${tag} names ${short(digest)}`));
    return other.length === 0
      ? holds(`${input.image}@${image.digest}: ${noteOn(input, image)}`)
      : pending(`${input.image}: ${other.join(", ")}, while ${measureOf(input)} names ${short(image.digest)}`);
  },
  facts: (input, { image }) => ({ digest: image.digest, note: noteOn(input, image) }),
  byHand: (input, { keeps }) => {
    const { image, tags, revision, platforms } = input;
    const digest = (tag: string): string => lookAtImage(`${image}:${tag}`, "{{.Digest}}");
    const measure = measureOf(input);
    return [
      act(
        `Wait until ${tags.map((tag) => `${image}:${tag}`).join(" and ")} name one build of ${revision}, for ${platforms.join(" and ")}.`,
      ),
      repeat(
        ...imageShows({ image, tag: measure, revision, platforms }),
        ...tags.filter((tag) => tag !== measure).map((tag) => `test "$(${digest(tag)})" = "$(${digest(measure)})"`),
        ...kept(keeps("digest"), digest(measure)),
      ),
    ];
  },
});

const measureOf = ({ tags, moving }: Input): string => tags.find((tag) => !moving.includes(tag)) ?? tags[0] ?? "";

const noteOn = ({ tested }: Input, { digest }: Image): string => (digest === tested ? "the tested bytes" : "rebuilt, not the tested bytes");

const isBuilt = ({ revision, platforms }: Input, image: Image): boolean => laggingPlatforms(image, revision, platforms).length === 0;

const tagsElsewhere = async ({ images }: Need<"images">, input: Input, digest: string, measure: string): Promise<State["elsewhere"]> => {
  const others = input.tags.filter((tag) => tag !== measure);
  const named = await Promise.all(others.map(async (tag) => ({ tag, digest: await images.digest(input.image, tag) })));
  return named.filter((each) => each.digest !== digest);
};

/** A moving tag that names a higher version must stay: moving it to this release would take its users back. */
const movedHigher = async ({ images }: Need<"images">, input: Input, elsewhere: State["elsewhere"]): Promise<string | undefined> => {
  for (const { tag, digest } of elsewhere) {
    if (digest === undefined || !input.moving.includes(tag)) continue;
    const higher = higherVersionIn(await images.look(input.image, tag), input.version);
    if (higher !== undefined) return `${input.image}:${tag} names ${higher}, which is higher than ${input.version}`;
  }
  return undefined;
};
