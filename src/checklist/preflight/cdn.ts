import { well } from "../../domain/diagnosis.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly distribution: string };

/** No invalidation has this id, so the answer tells of the distribution and the key and nothing else. */
const nobodys = "SIGNALBOXLOOKS";

/** An invalidation comes after the point of no return, where a wrong key would leave users with the old feed. */
export const cdn: Preflight<"cdn", Input, "there"> = {
  name: "cdn",
  title: "the distribution at CloudFront",
  needs: ["cdn"],
  atLaunch: true,
  serves: ["refresh-cdn"],
  inputs: ({ train }) => (train.cdn === undefined ? [] : [{ distribution: train.cdn.distribution }]),
  about: ({ distribution }) => distribution,
  look: async ({ cdn: network }, { distribution }) => {
    await network.invalidation(distribution, nobodys);
    return "there";
  },
  mend: ({ distribution }) =>
    `Check cdn.cloudfront in signalbox.yaml, and allow cloudfront:GetInvalidation and cloudfront:CreateInvalidation on ${distribution}.`,
  judge: ({ distribution }) => well(`${distribution} is there and our key is accepted; whether it may invalidate shows only when it does`),
};
