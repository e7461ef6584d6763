import { failure, warning, well } from "../../domain/diagnosis.ts";
import type { Campaign } from "../../domain/ports/announcements.ts";
import { lastCampaign } from "../steps/last-campaign.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly audience: string; readonly within: string };
type Seen = { readonly campaigns: readonly Campaign[]; readonly last: string };

/** The next newsletter is a copy of the last one: what that lacks, it lacks, and whom it went to is whom this is held against. */
export const newsletter: Preflight<"campaigns", Input, Seen> = {
  name: "newsletter",
  title: "the last newsletter",
  needs: ["campaigns"],
  atLaunch: true,
  serves: ["send-newsletter"],
  inputs: ({ train, release }) =>
    train.newsletter === undefined || release?.kind === "patch"
      ? []
      : [{ audience: train.newsletter.audience, within: String(train.newsletter.within) }],
  about: ({ audience }) => audience,
  look: async ({ campaigns }, { audience }) => {
    const all = await campaigns.list(audience);
    const last = lastCampaign(all);
    return { campaigns: all, last: last === undefined ? "" : await campaigns.content(last.id) };
  },
  mend: () => "Check announce.newsletter.mailchimp-list in signalbox.yaml; keys are at https://admin.mailchimp.com/account/api.",
  judge: ({ audience, within }, { campaigns, last: html }) => {
    const last = lastCampaign(campaigns);
    if (last === undefined)
      return failure({
        says: `audience ${audience} has no campaign that was sent`,
        why: "The newsletter is made of the last one.",
        fix: `Send one by hand at https://admin.mailchimp.com/campaigns, or leave announce.newsletter out.`,
      });
    if (!/\*\|UNSUB(?::[^|]{1,200})?\|\*/.test(html))
      return failure({
        says: `campaign ${last.id}, which the next is copied from, has no unsubscribe link`,
        why: "A mailing without one is against the law in many countries, and Mailchimp refuses to send it.",
        fix: "Put the merge tag *|UNSUB|* into the last campaign's template.",
      });
    const earlier = campaigns.filter((each) => each.status === "sent" && each.id !== last.id).map(({ recipients }) => recipients);
    const usual = median(earlier.slice(0, 6));
    if (last.recipients === 0 || (usual !== undefined && Math.abs(last.recipients - usual) > usual * Number(within)))
      return warning({
        says: `the last newsletter went to ${last.recipients}${usual === undefined ? "" : `, and those before usually to ${usual}`}`,
        why: `The next is held against the last, within ${Math.round(Number(within) * 100)} %, so a mistake in it is carried on.`,
        fix: `Look at the audience: https://admin.mailchimp.com/audience.`,
      });
    return well(`campaign ${last.id} went to ${last.recipients} and has an unsubscribe link`);
  },
};

const median = (numbers: readonly number[]): number | undefined => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
