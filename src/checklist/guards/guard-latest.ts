import { ok, violated } from "../../domain/guard.ts";
import type { Image } from "../../domain/ports/images.ts";
import { isMoving } from "../3-launch/publish-images.ts";
import { candidateCommit } from "../release-edits.ts";
import { higherVersionIn } from "../steps/latest-backwards.ts";
import type { Guard, Guarded } from "./guard.ts";

type Input = Guarded & {
  /** Each image with its tags that every release moves. */
  readonly images: readonly { readonly image: string; readonly moving: readonly string[] }[];
};

/** What each moving tag names now. */
type Seen = readonly { readonly tag: string; readonly image: Image | undefined }[];

/** Before the tag sets CI off: the build would take the tag's followers back to this version, and nobody could say afterwards that it was meant. */
export const guardLatest: Guard<"images", Input, Seen> = {
  name: "guard-latest",
  needs: ["images"],
  looksAt: "the version label of what each moving tag of the images names now",
  input: (at) => {
    const images = at.train.images
      .map(({ name, release }) => ({ image: name, moving: release.filter(isMoving) }))
      .filter(({ moving }) => moving.length > 0);
    return images.length === 0 ? undefined : { version: at.release.version, candidate: candidateCommit(at), images };
  },
  describe: ({ images, version }) =>
    `nothing higher than ${version} is named by ${images.flatMap(({ image, moving }) => moving.map((tag) => `${image}:${tag}`)).join(", ")}`,
  look: ({ images: registry }, { images }) =>
    Promise.all(
      images.flatMap(({ image, moving }) =>
        moving.map(async (tag) => ({ tag: `${image}:${tag}`, image: await registry.look(image, tag) })),
      ),
    ),
  judge: ({ version }, seen) => {
    const higher = seen.flatMap(({ tag, image }) => {
      const named = higherVersionIn(image, version);
      return named === undefined ? [] : [`${tag} names ${named}`];
    });
    if (higher.length > 0) return violated(`${higher.join("; ")}: that is higher than ${version}`);
    return ok(seen.map(({ tag, image }) => `${tag} ${image === undefined ? "is not there yet" : `names ${labelOf(image)}`}`).join(", "));
  },
};

const labelOf = ({ platforms }: Image): string => [...new Set(platforms.map((each) => each.version ?? "no version"))].join(" and ");
