import { act, run } from "../../domain/by-hand.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { campaignsPage, nameCampaignByHand } from "../by-hand/tell-mailchimp.ts";
import { timings } from "./lateness.ts";

type Input = { readonly id: string; readonly title: string; readonly subject: string };

/** Names the copied campaign, so that it is found again, and sets its subject. */
export const nameCampaign = effect<"campaigns", Input, { readonly title: string; readonly subject: string }>({
  name: "name-campaign",
  needs: ["campaigns"],
  class: "set",
  keyedBy: "the campaign's id",
  looksAt: "its title and subject",
  reversible: "yes",
  ...timings.mailchimp,
  target: ({ id }) => `campaign ${id}`,
  describe: ({ id, title }) => `name campaign ${id} ${title}`,
  observe: async ({ campaigns }, { id, title, subject }) => {
    const campaign = await campaigns.get(id);
    if (campaign === undefined) return { is: "conflicting", found: `there is no campaign ${id}` };
    if (campaign.title === title && campaign.subject === subject) return present({ title, subject });
    return campaign.status === "save"
      ? absent
      : {
          is: "conflicting",
          found: `campaign ${id} is ${campaign.status} and cannot be changed; it is ${campaign.title}: ${campaign.subject}`,
        };
  },
  apply: async ({ campaigns }, { id, title, subject }) => {
    await campaigns.rename(id, { title, subject });
    return id;
  },
  verify: ({ id }, { title, subject }) => holds(`campaign ${id} is ${title}: ${subject}`),
  facts: () => ({}),
  byHand: ({ id, title, subject }) => [
    act(`Name campaign ${id} ${title} and give it the subject ${subject}: ${campaignsPage}`),
    run(...nameCampaignByHand({ id, title, subject })),
  ],
});
