import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";
import { peopleOf } from "../people-of.ts";
import { confirm } from "../steps/confirm.ts";
import { sendCampaign } from "../steps/send-campaign.ts";

/** Sent once, by the word of somebody with access. */
export const sendNewsletter: Item = {
  id: "send-newsletter",
  title: () => "Send the newsletter",
  phase: "announce",
  rows: [19],
  owner: ["marketing"],
  access: ["MAILCHIMP_API_KEY"],
  after: ["prepare-newsletter", "publish-feed", "refresh-cdn", "publish-post", "post-to-slack"],
  interlock: "Nothing is announced before it can be had; a newsletter cannot be called back.",
  when: ({ has }) => has("prepare-newsletter"),
  steps: ({ train, release, survey }) => {
    if (train.newsletter === undefined) return [];
    const id = factOf("prepare-newsletter/replicate-campaign", "id");
    const sha256 = factOf("prepare-newsletter/set-campaign-content", "sha256");
    return [
      step(confirm, {
        what: "send the newsletter",
        version: release.version,
        item: "send-newsletter",
        from: train.newsletter.access,
        people: peopleOf(train),
        sha256,
      }),
      step(sendCampaign, {
        id,
        recipients: String(survey.lastCampaign?.recipients ?? 0),
        within: String(train.newsletter.within),
        sha256,
        audience: train.newsletter.audience,
        day: factOf("approve-launch/launch-day", "day"),
      }),
    ];
  },
};
