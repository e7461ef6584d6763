import { holds, type Need, present, wait } from "../../domain/step.ts";
import { lookAgain } from "./lateness.ts";
import { higherVersionIn } from "./latest-backwards.ts";

type Input = {
  /** Each image with its tags that every release moves. */
  readonly images: readonly { readonly image: string; readonly moving: readonly string[] }[];
  readonly version: string;
};

/** What names a higher version already, as `image:tag names 1.31.0`. */
type State = { readonly higher: readonly string[] };

/**
 * Looks, before the tag sets CI off, whether a tag such as `latest-release` names a higher version: the build would take its users back, and
 * nobody could say afterwards that it was meant.
 */
export const guardLatest = wait<"images", Input, State>({
  name: "guard-latest",
  momentary: true,
  needs: ["images"],
  poll: lookAgain.soon,
  describe: ({ images, version }) =>
    `nothing higher than ${version} is named by ${images.flatMap(({ image, moving }) => moving.map((tag) => `${image}:${tag}`)).join(", ")}`,
  observe: async (need, input) => {
    const found = await Promise.all(
      input.images.flatMap(({ image, moving }) => moving.map((tag) => higherNamed(need, image, tag, input.version))),
    );
    const higher = found.filter((each) => each !== undefined);
    if (higher.length === 0) return present({ higher });
    return {
      is: "conflicting",
      code: "LATEST_BACKWARDS",
      found: `${higher.join("; ")}: that is higher than ${input.version}`,
      state: { higher },
    };
  },
  verify: ({ version }) => holds(`no image names a higher version than ${version}`),
  facts: () => ({}),
});

const higherNamed = async ({ images }: Need<"images">, image: string, tag: string, version: string): Promise<string | undefined> => {
  const higher = higherVersionIn(await images.look(image, tag), version);
  return higher === undefined ? undefined : `${image}:${tag} names ${higher}`;
};
