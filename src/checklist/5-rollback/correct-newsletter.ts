import { factOf } from "../../domain/known.ts";
import { step } from "../item.ts";
import { mark } from "../steps/mark.ts";
import { nameCampaign } from "../steps/name-campaign.ts";
import { replicateCampaign } from "../steps/replicate-campaign.ts";
import { setCampaignContent } from "../steps/set-campaign-content.ts";
import { doneOf, type RollingBack, type Undoing, undoing } from "./rolling-back.ts";

/** Mail cannot be called back. A correction is drafted, named so that it is found again; whether it is sent is a person's decision, and a person's hand. */
export const draftCorrection = (at: RollingBack): Undoing | undefined => {
  const { train, state, texts } = at;
  if (train.newsletter === undefined || doneOf(at, "send-campaign").length === 0) return undefined;
  const title = `signalbox ${train.name} ${state.version} rollback`;
  const id = factOf("draft-correction/replicate-campaign", "id");
  const { subject, html } = texts.newsletter;
  return undoing(at, {
    id: "draft-correction",
    title: "Draft a newsletter that corrects the one that was sent",
    dial: "prepare-newsletter",
    owner: ["marketing"],
    access: ["MAILCHIMP_API_KEY"],
    steps: [
      step(replicateCampaign, { audience: train.newsletter.audience, title }),
      step(nameCampaign, { id, title, subject }),
      step(setCampaignContent, { id, html }, { preview: { is: "text", title: `Newsletter: ${subject}`, text: html } }),
    ],
  });
};

/** Never sent by Signalbox: one mistake in the inbox of everybody is enough. */
export const sendCorrection = (at: RollingBack): Undoing | undefined => {
  const { train, state, texts } = at;
  if (train.newsletter === undefined || doneOf(at, "send-campaign").length === 0) return undefined;
  const item = "send-correction";
  const owner = train.newsletter.access;
  const what = `Read the draft «${texts.newsletter.subject}» in Mailchimp and send it, or decide that nobody needs it`;
  return undoing(at, {
    id: item,
    title: "Send the correction, by hand",
    dial: { by: "people" },
    owner,
    access: ["Mailchimp"],
    after: ["draft-correction"],
    steps: [step(mark, { what, owner, item, version: state.version })],
  });
};
