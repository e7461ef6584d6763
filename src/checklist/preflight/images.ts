import { warning, well } from "../../domain/diagnosis.ts";
import type { Digest } from "../../domain/ports/images.ts";
import { isMoving } from "../3-launch/publish-images.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly image: string; readonly moving: string };

/** A registry that does not know an image, or does not show it, would be waited for in vain. */
export const images: Preflight<"images", Input, Digest | undefined> = {
  name: "images",
  title: "the image at its registry",
  needs: ["images"],
  atLaunch: false,
  serves: ["publish-images"],
  inputs: ({ train }) => train.images.flatMap(({ name, release }) => release.filter(isMoving).map((moving) => ({ image: name, moving }))),
  about: ({ image, moving }) => `${image}:${moving}`,
  look: ({ images: registry }, { image, moving }) => registry.digest(image, moving),
  mend: ({ image }) => `Check the name ${image} under images, and REGISTRY_USERNAME and REGISTRY_PASSWORD.`,
  judge: ({ image, moving }, digest) =>
    digest === undefined
      ? warning({
          says: `the registry has no ${image}:${moving}`,
          why: "Every release moves this tag, so one that was never published is either misspelt or the first.",
          fix: `Try docker manifest inspect ${image}:${moving}; check the name under images in signalbox.yaml.`,
        })
      : well(`${image}:${moving} is ${digest.slice(0, 19)}…`),
};
