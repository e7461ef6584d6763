import { createHash } from "node:crypto";
import { addDuration, type Duration, type Instant, millisOf } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { durable } from "../kernel/durable.ts";
import type { TwinGround } from "../kernel/twin.ts";
import type { MailchimpSeed } from "./seed.ts";

/** A campaign as the twin keeps it. `due` is when a send under way ends. */
export interface HeldCampaign {
  readonly id: string;
  readonly parent?: string;
  readonly audience: string;
  readonly status: "save" | "sending" | "sent";
  readonly title: string;
  readonly subject: string;
  readonly fromName: string;
  readonly replyTo: string;
  readonly html: string;
  readonly created: Instant;
  readonly sent?: Instant;
  readonly due?: Instant;
  /** Recipients when the send was accepted. */
  readonly mailed?: number;
}

/** Mail that left: to testers, or to the whole audience. `html` is a sha256 in hex. */
export interface Mail {
  readonly is: "test" | "newsletter";
  readonly campaign: string;
  readonly subject: string;
  readonly to: readonly string[] | number;
  readonly html: string;
  readonly at: Instant;
}

/** Campaigns in the order in which they were made, and everything that was mailed. */
export interface Account {
  readonly campaigns: () => readonly HeldCampaign[];
  readonly campaign: (id: string) => HeldCampaign | undefined;
  readonly recipients: (audience: string) => number;
  readonly add: (campaign: Omit<HeldCampaign, "id" | "created">) => HeldCampaign;
  readonly change: (id: string, change: Partial<HeldCampaign>, mail?: Mail) => void;
  readonly outbox: () => readonly Mail[];
  /** Ends every send that is due. */
  readonly settle: (now: Instant) => void;
  readonly holdings: () => Json;
}

interface State {
  readonly campaigns: readonly HeldCampaign[];
  readonly outbox: readonly Mail[];
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const openAccount = (ground: TwinGround, seed: MailchimpSeed): Account => {
  const state = durable<State>(ground.folder, "mailchimp", { campaigns: seed.campaigns.map(fromSeed(seed)), outbox: [] });
  const campaigns = () => state.get().campaigns;
  const swap = (change: (campaign: HeldCampaign) => HeldCampaign, mail?: Mail): void => {
    const outbox = mail === undefined ? state.get().outbox : [...state.get().outbox, mail];
    state.set({ campaigns: campaigns().map(change), outbox });
  };
  return {
    campaigns,
    campaign: (id) => campaigns().find((each) => each.id === id),
    recipients: (audience) => seed.audiences.find((each) => each.id === audience)?.recipients ?? 0,
    outbox: () => state.get().outbox,
    add: (campaign) => {
      const added = { ...campaign, id: sha256(`campaign ${campaigns().length}`).slice(0, 10), created: ground.now() };
      state.set({ ...state.get(), campaigns: [...campaigns(), added] });
      return added;
    },
    change: (id, change, mail) => swap((each) => (each.id === id ? { ...each, ...change } : each), mail),
    settle: (now) => {
      if (campaigns().some((each) => isDue(each, now))) swap((each) => (isDue(each, now) ? sent(each) : each));
    },
    holdings: () => ({
      campaigns: campaigns().map(({ html, ...rest }) => ({ ...rest, html: sha256(html) })) as unknown as Json,
      outbox: state.get().outbox as unknown as Json,
    }),
  };
};

/** When a send that is accepted now will be over. */
export const sendingEnds = (now: Instant, seed: MailchimpSeed): Instant =>
  addDuration(now, ((seed.sendingMinutes ?? 5) * 60_000) as Duration);

const isDue = (campaign: HeldCampaign, now: Instant): boolean =>
  campaign.status === "sending" && campaign.due !== undefined && millisOf(campaign.due) <= millisOf(now);

const sent = ({ due, ...campaign }: HeldCampaign): HeldCampaign => ({
  ...campaign,
  status: "sent",
  ...(due === undefined ? {} : { sent: due }),
});

const fromSeed =
  (seed: MailchimpSeed) =>
  ({ sentAt, ...campaign }: MailchimpSeed["campaigns"][number]): HeldCampaign => ({
    ...campaign,
    status: "sent",
    created: sentAt,
    sent: sentAt,
    mailed: seed.audiences.find((each) => each.id === campaign.audience)?.recipients ?? 0,
  });
