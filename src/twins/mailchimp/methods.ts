import type { Json } from "../../domain/known.ts";
import type { TwinReply, TwinRequest } from "../kernel/twin.ts";
import type { MailchimpSeed } from "./seed.ts";
import { checklistOf, onlyFields, problem, shownCampaign } from "./shapes.ts";
import { type Account, type HeldCampaign, sendingEnds, sha256 } from "./state.ts";

/** What a method may use. `campaign` is the one its path names. */
export interface At {
  readonly account: Account;
  readonly seed: MailchimpSeed;
  readonly now: ReturnType<() => HeldCampaign["created"]>;
  readonly request: TwinRequest;
  readonly campaign: HeldCampaign;
}

const ok = (body: Json): TwinReply => ({ status: 200, body });
const done: TwinReply = { status: 204 };

export const list = ({ account, request }: Omit<At, "campaign">): TwinReply => {
  const query = (name: string): string | null => request.query.get(name);
  const wanted = account
    .campaigns()
    .filter((each) => query("list_id") === null || each.audience === query("list_id"))
    .filter((each) => query("status") === null || each.status === query("status"));
  const by = (each: HeldCampaign): string => (query("sort_field") === "send_time" ? (each.sent ?? "") : each.created);
  // A stable sort keeps the order of making among campaigns of one second.
  const rising = [...wanted].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
  const sorted = query("sort_dir") === "DESC" ? rising.reverse() : rising;
  const offset = Number(query("offset") ?? "0");
  const page = sorted.slice(offset, offset + Number(query("count") ?? "10"));
  const body = { campaigns: page.map((each) => shownCampaign(account, each)), total_items: wanted.length };
  return ok(onlyFields(body, query("fields")));
};

export const get = ({ account, campaign, request }: At): TwinReply =>
  ok(onlyFields(shownCampaign(account, campaign), request.query.get("fields")));

/** The copy has the original's settings and content, and a title that says so. */
export const replicate = ({ account, campaign, request }: At): TwinReply => {
  const { id, created: _made, sent: _sent, due: _due, mailed: _mailed, ...copied } = campaign;
  const copies = account.campaigns().filter((each) => each.title.startsWith(`${campaign.title} (copy `)).length;
  const title = `${campaign.title} (copy ${String(copies + 1).padStart(2, "0")})`;
  const copy = account.add({ ...copied, parent: id, title, status: "save" });
  request.applied("replicate", id);
  return ok(shownCampaign(account, copy));
};

export const changeSettings = ({ account, campaign, request }: At): TwinReply => {
  if (campaign.status !== "save") return closed(campaign);
  const { settings } = request.json as unknown as SettingsBody;
  const title = settings.title ?? campaign.title;
  account.change(campaign.id, { title, subject: settings.subject_line, fromName: settings.from_name, replyTo: settings.reply_to });
  request.applied("settings", campaign.id);
  return ok(shownCampaign(account, account.campaign(campaign.id) ?? campaign));
};

interface SettingsBody {
  readonly settings: { readonly subject_line: string; readonly title?: string; readonly from_name: string; readonly reply_to: string };
}

export const getContent = ({ campaign, request }: At): TwinReply =>
  ok(onlyFields(shownContent(campaign.html), request.query.get("fields")));

export const putContent = ({ account, campaign, request }: At): TwinReply => {
  if (campaign.status !== "save") return closed(campaign);
  const { html } = request.json as unknown as { readonly html: string };
  account.change(campaign.id, { html });
  request.applied("content", campaign.id);
  return ok(shownContent(html));
};

export const checklist = ({ account, campaign, request }: At): TwinReply => {
  const items = checklistOf(account, campaign);
  const body = { is_ready: items.every((item) => item.type !== "error"), items: items.map((item) => ({ ...item })) };
  return ok(onlyFields(body, request.query.get("fields")));
};

export const test = ({ account, now, campaign, request }: At): TwinReply => {
  if (campaign.status !== "save") return closed(campaign);
  if (campaign.html.trim() === "") return problem(400, "Your campaign has no content to test.");
  const { test_emails: to } = request.json as unknown as { readonly test_emails: readonly string[] };
  const mail = { is: "test", campaign: campaign.id, subject: campaign.subject, to, html: sha256(campaign.html), at: now } as const;
  account.change(campaign.id, {}, mail);
  // A test of another content is another one.
  request.applied("test", `${campaign.id} ${mail.html.slice(0, 12)}`);
  return done;
};

/** Accepted once: the mail is on its way when the answer leaves, and the campaign is `sent` some minutes later. */
export const send = ({ account, seed, now, campaign, request }: At): TwinReply => {
  if (campaign.status !== "save") return closed(campaign);
  if (checklistOf(account, campaign).some((item) => item.type === "error")) {
    return problem(400, "Your Campaign is not ready to send. Please correct the issues before attempting to send again.");
  }
  const to = account.recipients(campaign.audience);
  const mail = { is: "newsletter", campaign: campaign.id, subject: campaign.subject, to, html: sha256(campaign.html), at: now } as const;
  account.change(campaign.id, { status: "sending", due: sendingEnds(now, seed), mailed: to }, mail);
  request.applied("send", campaign.id);
  return done;
};

const closed = (campaign: HeldCampaign): TwinReply =>
  problem(400, `The campaign's status is ${campaign.status}, so this cannot be done any more.`);

const shownContent = (html: string): Json => ({ html, plain_text: html.replace(/<[^>]*>/g, " ").trim(), archive_html: html });
