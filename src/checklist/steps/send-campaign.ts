import { act, run } from "../../domain/by-hand.ts";
import { sha256 } from "../../domain/canonical.ts";
import type { Campaign } from "../../domain/ports/announcements.ts";
import { absent, effect, holds, type Looking, type Need, type Observation, pending, present } from "../../domain/step.ts";
import { campaignsPage, tellMailchimp } from "../by-hand/tell-mailchimp.ts";
import { timings } from "./lateness.ts";

type Input = {
  readonly id: string;
  /** Of the last newsletter, and the fraction by which this one may differ: decimal numbers. */
  readonly recipients: string;
  readonly within: string;
  readonly sha256: string;
  /** Whom it goes to, and the day of the launch, since when nobody else may have told them; older journals have neither. */
  readonly audience?: string;
  readonly day?: string;
};

type State = Pick<Campaign, "status" | "recipients">;

/** Sends the newsletter, only from `save` and only as it was confirmed: this content, to about as many as last time, who were not told by hand meanwhile. */
export const sendCampaign = effect<"campaigns", Input, State>({
  name: "send-campaign",
  needs: ["campaigns"],
  class: "marked",
  keyedBy: "the campaign's status: only one in `save` is sent",
  looksAt:
    "its status; before sending also recipients, content, the vendor's checklist, and whether another one went to the audience since the launch",
  reversible: "no",
  ...timings.mailchimp,
  target: ({ id }) => `campaign ${id}`,
  describe: ({ id }) => `send campaign ${id}`,
  observe: async (need, input, at) => {
    const campaign = await need.campaigns.get(input.id);
    switch (campaign?.status) {
      case undefined:
        return { is: "conflicting", found: `there is no campaign ${input.id}` };
      case "sent":
      case "sending":
        return present({ status: campaign.status, recipients: campaign.recipients });
      case "save":
        return readiness(need, input, at, campaign);
      case "paused":
      case "schedule":
      case "canceled":
      case "canceling":
      case "archived":
        return { is: "conflicting", found: `campaign ${input.id} is in status ${campaign.status}; only one in save is sent` };
    }
  },
  apply: async ({ campaigns }, { id }) => {
    await campaigns.send(id);
    return id;
  },
  verify: ({ id }, { status, recipients }) =>
    status === "sent" ? holds(`campaign ${id} was sent to ${recipients}`) : pending(`campaign ${id} is being sent`),
  facts: (_, { recipients }) => ({ sentTo: String(recipients) }),
  byHand: ({ id, recipients, within }) => [
    act(
      `Send campaign ${id}, once, if it says what was confirmed and goes to about ${recipients} people (${Number(within) * 100} % more or less): ${campaignsPage}`,
    ),
    run(tellMailchimp("POST", `/campaigns/${id}/actions/send`)),
  ],
});

const readiness = async ({ campaigns }: Need<"campaigns">, input: Input, at: Looking, campaign: Campaign): Promise<Observation<State>> => {
  const other = at.answer === "send" ? undefined : await sentByHand({ campaigns }, input);
  if (other !== undefined) {
    const found = `campaign ${other.id}, «${other.subject}», was sent to ${other.recipients} people at ${other.sentAt}, since the launch`;
    return { is: "conflicting", code: "OTHER_NEWSLETTER_SENT", found, answers: ["happened", "send", "abandon"] };
  }
  if (at.answer !== "accept" && isOutOfBand(input, campaign.recipients)) {
    const found = `campaign ${input.id} would go to ${campaign.recipients}; the last one went to ${input.recipients}, and it may differ by ${Number(input.within) * 100} %`;
    return { is: "conflicting", code: "RECIPIENTS_OUT_OF_BAND", found, answers: ["accept", "retry", "abandon"] };
  }
  const [content, problems] = await Promise.all([campaigns.content(input.id), campaigns.problems(input.id)]);
  if (sha256(content) !== input.sha256)
    return { is: "conflicting", code: "CONTENT_CHANGED", found: `the content of campaign ${input.id} is not the one that was confirmed` };
  return problems.length === 0 ? absent : { is: "conflicting", found: `campaign ${input.id} is not ready: ${problems.join("; ")}` };
};

/** A newsletter cannot be told from another campaign, so any that the audience got since the day of the launch may have been this one. */
const sentByHand = async ({ campaigns }: Need<"campaigns">, { id, audience, day }: Input): Promise<Campaign | undefined> => {
  if (audience === undefined || day === undefined) return undefined;
  const all = await campaigns.list(audience);
  return all.find((each) => each.id !== id && (each.status === "sending" || (each.sentAt ?? "").slice(0, day.length) >= day));
};

const isOutOfBand = ({ recipients, within }: Input, found: number): boolean => {
  const expected = Number(recipients);
  return !(Math.abs(found - expected) <= expected * Number(within)) || found === 0;
};
