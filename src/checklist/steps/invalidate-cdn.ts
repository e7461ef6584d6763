import { act, run } from "../../domain/by-hand.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, effect, holds, pending, present } from "../../domain/step.ts";
import { timings } from "./lateness.ts";

type Input = { readonly distribution: string; readonly paths: readonly string[] };

type State = { readonly id: string; readonly state: "in-progress" | "completed" };

/** Invalidates the cache. CloudFront's list does not show the reference, but asking again with it gives the first invalidation. */
export const invalidateCdn = effect<"cdn", Input, State>({
  name: "invalidate-cdn",
  needs: ["cdn"],
  class: "keyed",
  keyedBy: "the key as CallerReference: repeating it gives the first one",
  looksAt: "the invalidation of the answered id",
  reversible: "yes",
  ...timings.cloudfront,
  target: ({ distribution }) => `distribution ${distribution}`,
  describe: ({ distribution, paths }) => `invalidate ${paths.join(" ")} of ${distribution}`,
  observe: async ({ cdn }, { distribution }, { receipt }) => {
    const state = receipt === undefined ? undefined : await cdn.invalidation(distribution, receipt);
    return receipt === undefined || state === undefined ? absent : present({ id: receipt, state });
  },
  apply: async ({ cdn }, { distribution, paths }, { key }) => (await cdn.invalidate(distribution, { reference: key, paths })).id,
  verify: (_, { id, state }) =>
    state === "completed" ? holds(`invalidation ${id} is completed`) : pending(`invalidation ${id} is in progress`),
  facts: (_, { id }) => ({ id }),
  byHand: ({ distribution, paths }, { key }) => [
    run(
      `aws cloudfront create-invalidation --distribution-id ${shellWord(distribution)} ${
        key === undefined
          ? `--paths ${paths.map(shellWord).join(" ")}`
          : `--invalidation-batch ${shellWord(JSON.stringify({ Paths: { Quantity: paths.length, Items: paths }, CallerReference: key }))}`
      }`,
    ),
    act(`Wait until it is completed: https://console.aws.amazon.com/cloudfront/v4/home#/distributions/${distribution}/invalidations`),
  ],
});
