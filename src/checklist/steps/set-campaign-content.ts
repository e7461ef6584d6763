import { sha256 } from "../../domain/canonical.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { timings } from "./lateness.ts";

type Input = { readonly id: string; readonly html: string };

/** Sets what the newsletter says. Its hash is what may be sent later, and nothing else. */
export const setCampaignContent = effect<"campaigns", Input, { readonly sha256: string }>({
  name: "set-campaign-content",
  needs: ["campaigns"],
  class: "set",
  keyedBy: "the campaign's id",
  looksAt: "its content",
  reversible: "yes",
  ...timings.mailchimp,
  target: ({ id }) => `campaign ${id}`,
  describe: ({ id }) => `set the content of campaign ${id}`,
  observe: async ({ campaigns }, { id, html }) => {
    return (await campaigns.content(id)) === html ? present({ sha256: sha256(html) }) : absent;
  },
  apply: async ({ campaigns }, { id, html }) => {
    await campaigns.setContent(id, html);
    return id;
  },
  verify: ({ id }, content) => holds(`the content of campaign ${id} is ${content.sha256}`),
  facts: (_, content) => ({ sha256: content.sha256 }),
  byHand: ({ id }) => `in Mailchimp, paste the HTML shown in the plan into campaign ${id}`,
});
