import type { Instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import type { TwinReply } from "../kernel/twin.ts";
import type { Account, HeldCampaign } from "./state.ts";

/** A campaign as the vendor shows it. */
export const shownCampaign = (account: Account, campaign: HeldCampaign): { readonly [key: string]: Json } => ({
  id: campaign.id,
  ...(campaign.parent === undefined ? {} : { parent_campaign_id: campaign.parent }),
  type: "regular",
  create_time: written(campaign.created),
  status: campaign.status,
  emails_sent: campaign.status === "sent" ? (campaign.mailed ?? 0) : 0,
  send_time: campaign.sent === undefined ? "" : written(campaign.sent),
  content_type: "html",
  recipients: { list_id: campaign.audience, recipient_count: campaign.mailed ?? account.recipients(campaign.audience) },
  settings: { subject_line: campaign.subject, title: campaign.title, from_name: campaign.fromName, reply_to: campaign.replyTo },
});

/** One line of the send checklist. */
export interface ChecklistItem {
  readonly type: "success" | "error";
  readonly id: number;
  readonly heading: string;
  readonly details: string;
}

/** The vendor's checklist; a campaign is ready when no line is an error. */
export const checklistOf = (account: Account, campaign: HeldCampaign): readonly ChecklistItem[] => {
  const line = (id: number, heading: string, fine: boolean, wrong: string): ChecklistItem => ({
    type: fine ? "success" : "error",
    id,
    heading,
    details: fine ? "Fine." : wrong,
  });
  return [
    line(501, "Audience", account.recipients(campaign.audience) > 0, "Your audience has no subscribers."),
    line(502, "Subject Line", campaign.subject !== "", "You haven't written a subject line."),
    line(503, "Replies", campaign.replyTo !== "" && campaign.fromName !== "", "Add a from name and a reply-to address."),
    line(504, "HTML Email", campaign.html.trim() !== "", "Your email has no content."),
    line(505, "Unsubscribe Link", campaign.html.includes("*|UNSUB|*"), "Your email lacks the *|UNSUB|* merge tag."),
  ];
};

/** Keeps the dotted paths of `fields=a.b,c`, in lists as well. */
export const onlyFields = (value: Json, fields: string | null): Json =>
  fields === null
    ? value
    : pick(
        value,
        fields.split(",").map((path) => path.trim().split(".")),
      );

/** An error of the vendor's form. */
export const problem = (
  status: number,
  detail: string,
  errors: readonly { readonly field: string; readonly message: string }[] = [],
): TwinReply => ({
  status,
  headers: { "content-type": "application/problem+json; charset=utf-8" },
  body: {
    type: "https://mailchimp.com/developer/marketing/docs/errors/",
    title: titles[status] ?? "Bad Request",
    status,
    detail,
    // The vendor gives a random id here; worlds are compared, so it names nothing.
    instance: "00000000-0000-0000-0000-000000000000",
    ...(errors.length === 0 ? {} : { errors: errors.map(({ field, message }) => ({ field, message })) }),
  },
});

const titles: Readonly<Record<number, string>> = {
  401: "API Key Invalid",
  404: "Resource Not Found",
  405: "Method Not Allowed",
};

const written = (moment: Instant): string => moment.replace(/(\.\d+)?Z$/, "+00:00");

const pick = (value: Json, paths: readonly (readonly string[])[]): Json => {
  if (Array.isArray(value)) return value.map((each) => pick(each, paths));
  if (typeof value !== "object" || value === null || paths.some((path) => path.length === 0)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inside]) => {
      const below = paths.filter((path) => path[0] === name).map((path) => path.slice(1));
      return below.length === 0 ? [] : [[name, pick(inside, below)]];
    }),
  );
};
