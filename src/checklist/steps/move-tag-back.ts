import { act, run } from "../../domain/by-hand.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { keptWord } from "../by-hand/git-words.ts";
import { lookAtImage } from "../by-hand/look-at-image.ts";
import { timings } from "./lateness.ts";

type Input = {
  readonly image: string;
  readonly tag: string;
  /** The digest of the release that is rolled back: a tag that names anything else is not ours to move. */
  readonly from: string;
  /** What it named before. */
  readonly to: string;
  /** Who decided it: there is no moving backwards without. */
  readonly by: string;
};

/** Moves a tag such as `latest-release` back, from exactly this digest to exactly that one. Promoting refuses to go backwards; this needs a person's decision. */
export const moveTagBack = effect<"images", Input, { readonly digest: string }>({
  name: "move-tag-back",
  needs: ["images"],
  class: "set",
  keyedBy: "the digest it is moved from and the one it is moved to",
  looksAt: "the digest the tag names",
  reversible: "no",
  published: { moves: [] },
  ...timings.registry,
  target: ({ image, tag }) => `${image}:${tag}`,
  describe: ({ image, tag, from, to, by }) => `move ${image}:${tag} back from ${from} to ${to}, as ${by} decided`,
  observe: async ({ images }, { image, tag, from, to }) => {
    const there = await images.digest(image, tag);
    if (there === to) return present({ digest: to });
    if (there === from) return absent;
    const found = `${image}:${tag} ${there === undefined ? "is gone" : `names ${there}`}; it was to be moved from ${from} to ${to}`;
    return { is: "conflicting", found, ...(there === undefined ? {} : { state: { digest: there } }) };
  },
  apply: async ({ images }, { image, tag, to }) => {
    await images.promote(image, to, tag);
    return to;
  },
  verify: ({ image, tag }, { digest }) => holds(`${image}:${tag} names ${digest}`),
  facts: (_, { digest }) => ({ digest }),
  byHand: ({ image, tag, from, to }, { keeps }) => [
    act(`${image}:${tag} must still name ${from}; where it names anything else, somebody has moved it since, and it stays.`),
    run(
      `test "$(${lookAtImage(`${image}:${tag}`, "{{.Digest}}")})" = ${shellWord(from)}`,
      `skopeo copy --all --preserve-digests ${shellWord(`docker://docker.io/${image}@${to}`)} ${shellWord(`docker://docker.io/${image}:${tag}`)}`,
      ...keptWord(keeps("digest"), to),
    ),
  ],
});
