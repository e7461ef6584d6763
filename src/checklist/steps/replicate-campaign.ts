import { act, run } from "../../domain/by-hand.ts";
import { explain } from "../../domain/errors.ts";
import type { Campaign } from "../../domain/ports/announcements.ts";
import { variable } from "../../domain/shell-word.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { kept, keptWord } from "../by-hand/git-words.ts";
import { askMailchimp, campaignsPage, tellMailchimp } from "../by-hand/tell-mailchimp.ts";
import { lastCampaign } from "./last-campaign.ts";
import { timings } from "./lateness.ts";

type Input = { readonly audience: string; readonly title: string };

/**
 * Those with our title; while there is none, every copy of the last campaign that nobody has named yet: one of them is ours, and a second one may
 * be a request of ours that came later than any should.
 */
const oursAmong = (all: readonly Campaign[], title: string, receipt: string | undefined): readonly Campaign[] => {
  const last = lastCampaign(all);
  const isNamed = all.some((each) => each.title === title);
  const isCopy = (each: Campaign): boolean =>
    last !== undefined &&
    each.status === "save" &&
    each.title.startsWith(`${last.title} (copy `) &&
    /^\d+\)$/.test(each.title.slice(last.title.length + " (copy ".length));
  return all.filter((each) => each.title === title || each.id === receipt || (!isNamed && isCopy(each)));
};

/** Copies the last sent campaign. The copy can only be named afterwards, so it is looked for under both titles. */
export const replicateCampaign = effect<"campaigns", Input, Campaign>({
  name: "replicate-campaign",
  needs: ["campaigns"],
  class: "marked",
  keyedBy: "the title, which holds train and version",
  looksAt: "the audience's campaigns with the title, or unnamed copies of the last; counted",
  reversible: "yes",
  ...timings.mailchimp,
  target: ({ audience }) => `audience ${audience}`,
  describe: ({ title }) => `copy the last newsletter as ${title}`,
  observe: async ({ campaigns }, { audience, title }, { receipt }) => {
    const all = await campaigns.list(audience);
    const ours = oursAmong(all, title, receipt);
    const [campaign] = ours;
    if (ours.length > 1)
      return {
        is: "conflicting",
        found: `${ours.length} campaigns could be ours: ${ours.map((each) => `${each.id} (${each.title})`).join(", ")}`,
      };
    if (campaign !== undefined) return present(campaign);
    return lastCampaign(all) === undefined ? { is: "conflicting", found: `audience ${audience} has no sent campaign to copy` } : absent;
  },
  apply: async ({ campaigns }, { audience }) => {
    const last = lastCampaign(await campaigns.list(audience));
    if (last === undefined) throw explain("NOT_FOUND", { system: "Mailchimp", request: `a sent campaign of ${audience}` });
    return (await campaigns.replicate(last.id)).id;
  },
  verify: (_, { id, title }) => holds(`campaign ${id}, ${title}`),
  facts: (_, { id, recipients }) => ({ id, recipients: String(recipients) }),
  byHand: ({ audience, title }, { keeps }) => [
    act(`Replicate the campaign that was sent last to the audience ${audience}, and name the copy ${title}: ${campaignsPage}`),
    run(
      `last=$(${askMailchimp(`/campaigns?list_id=${audience}&status=sent&count=1&sort_field=send_time&sort_dir=DESC`)} | jq -r '.campaigns[0].id')`,
      `copy=$(${tellMailchimp("POST", `/campaigns/${variable("last")}/actions/replicate`)} | jq -r .id)`,
      ...keptWord(keeps("id"), variable("copy")),
      ...kept(keeps("recipients"), `${askMailchimp(`/campaigns/${variable("copy")}`)} | jq -r .recipients.recipient_count`),
    ),
  ],
});
