import { act, run } from "../../domain/by-hand.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { campaignsPage, tellMailchimp } from "../by-hand/tell-mailchimp.ts";
import { timings } from "./lateness.ts";

type Input = { readonly id: string; readonly to: readonly string[]; readonly sha256?: string };

/** Sends the newsletter to the team's own addresses. Nothing tells afterwards whether it was sent, so on doubt a person is asked. */
export const testCampaign = effect<"campaigns", Input, string>({
  name: "test-campaign",
  needs: ["campaigns"],
  class: "blind",
  keyedBy: "nothing: it goes to the team's own addresses only",
  looksAt: "only our own record of the answer",
  reversible: "no",
  ...timings.mailchimp,
  target: ({ id }) => `campaign ${id}`,
  describe: ({ id, to }) => `send a test of campaign ${id} to ${to.join(", ")}`,
  observe: async (_, __, { receipt }) => (receipt === undefined ? absent : present(receipt)),
  apply: async ({ campaigns }, { id, to }) => {
    await campaigns.test(id, to);
    return "accepted";
  },
  verify: ({ to }) => holds(`a test was sent to ${to.join(", ")}`),
  facts: () => ({}),
  byHand: ({ id, to }) => [
    act(`Send a test of campaign ${id} to ${to.join(", ")}, and read it: ${campaignsPage}`),
    run(tellMailchimp("POST", `/campaigns/${id}/actions/test`, { test_emails: to, send_type: "html" })),
  ],
});
