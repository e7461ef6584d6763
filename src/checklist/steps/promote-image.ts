import { act, run } from "../../domain/by-hand.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { keptWord } from "../by-hand/git-words.ts";
import { timings } from "./lateness.ts";
import { higherVersionIn } from "./latest-backwards.ts";

type Input = {
  readonly image: string;
  readonly digest: string;
  readonly tag: string;
  /** Whether every release moves this tag, as it does `latest-release`. */
  readonly moving: "yes" | "no";
  readonly version: string;
};

/** Puts the tested bytes under another tag. A version's tag is never moved, a moving one never backwards. */
export const promoteImage = effect<"images", Input, { readonly digest: string }>({
  name: "promote-image",
  needs: ["images"],
  class: "set",
  keyedBy: "the manifest's digest: identical bytes",
  looksAt: "the digest the tag names; the version label of what a moving tag names",
  reversible: "no",
  published: { moves: [] },
  ...timings.registry,
  target: ({ image, tag }) => `${image}:${tag}`,
  describe: ({ image, tag, digest }) => `tag ${image}@${digest} as ${tag}`,
  observe: async ({ images }, { image, digest, tag, moving, version }) => {
    const there = await images.digest(image, tag);
    if (there === undefined) return absent;
    if (there === digest) return present({ digest });
    if (moving === "no") return { is: "conflicting", found: `${image}:${tag} names ${there}, not ${digest}` };
    const higher = higherVersionIn(await images.look(image, tag), version);
    if (higher === undefined) return absent;
    const found = `${image}:${tag} names ${higher}, which is higher than ${version}`;
    return { is: "conflicting", code: "LATEST_BACKWARDS", found, state: { digest: there } };
  },
  apply: async ({ images }, { image, digest, tag }) => {
    await images.promote(image, digest, tag);
    return digest;
  },
  verify: ({ image, tag }, { digest }) => holds(`${image}:${tag} names ${digest}`),
  facts: (_, { digest }) => ({ digest }),
  byHand: ({ image, digest, tag, moving, version }, { keeps }) => [
    ...(moving === "yes" ? [act(`${image}:${tag} must not name a higher version than ${version}; look first.`)] : []),
    run(
      `skopeo copy --all --preserve-digests ${shellWord(`docker://docker.io/${image}@${digest}`)} ${shellWord(`docker://docker.io/${image}:${tag}`)}`,
      ...keptWord(keeps("digest"), digest),
    ),
  ],
});
