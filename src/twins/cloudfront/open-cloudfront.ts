import type { Twin, TwinGround } from "../kernel/twin.ts";
import { apiTwin } from "./api.ts";
import { edgeTwin } from "./edge.ts";
import type { CloudfrontSeed } from "./seed.ts";
import { openAccount } from "./state.ts";

/** A stand-in for CloudFront: the API that takes invalidations, and one edge per distribution, a real cache that really goes stale. */
export const openCloudfront = (ground: TwinGround, seed: CloudfrontSeed): { readonly api: Twin; readonly edges: readonly Twin[] } => {
  const account = openAccount(ground);
  return {
    api: apiTwin(ground, seed, account),
    edges: seed.distributions.map((distribution) => edgeTwin(ground, distribution, account)),
  };
};
