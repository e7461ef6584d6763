import { z } from "zod";
import { explain, ReleaseError } from "../../domain/errors.ts";
import { parseInstant } from "../../domain/instant.ts";
import type { Campaign, Campaigns } from "../../domain/ports/announcements.ts";
import type { MailchimpApi } from "./api.ts";

const Listed = z.object({
  id: z.string().min(1),
  status: z.enum(["save", "paused", "schedule", "sending", "sent", "canceled", "canceling", "archived"]),
  // Empty until it was sent.
  send_time: z.string().default(""),
  recipients: z.object({ recipient_count: z.int().nonnegative().default(0) }).prefault({}),
  settings: z.object({ title: z.string().default(""), subject_line: z.string().default("") }).prefault({}),
});

const Sender = z.object({ settings: z.object({ from_name: z.string(), reply_to: z.string() }) });
const Made = z.object({ id: z.string().min(1) });
const Content = z.object({ html: z.string() });

const Checklist = z.object({
  is_ready: z.boolean(),
  items: z.array(z.object({ type: z.string(), heading: z.string().default(""), details: z.string().default("") })),
});

const listedFields = ["id", "status", "send_time", "recipients.recipient_count", "settings.title", "settings.subject_line"];

/**
 * Campaigns of Mailchimp. Nothing there has a key of ours: a copy is recognised by its title, and whether it was sent by its status, so callers
 * look before and after. Only a campaign in `save` is sent (mailchimp.com/developer/marketing/api/campaigns).
 */
export const mailchimpCampaigns = (api: MailchimpApi): Campaigns => ({
  list: async (audience) => {
    const fields = listedFields.map((field) => `campaigns.${field}`).join(",");
    const query = { list_id: audience, count: "1000", offset: "0", sort_field: "create_time", sort_dir: "DESC", fields };
    const { campaigns } = await api.call({ method: "GET", path: "/campaigns", query, answer: z.object({ campaigns: z.array(Listed) }) });
    return campaigns.map(toCampaign);
  },

  get: (id) =>
    found(async () =>
      toCampaign(await api.call({ method: "GET", path: at(id), query: { fields: listedFields.join(",") }, answer: Listed })),
    ),

  replicate: async (id) => {
    const made = await api.call({ method: "POST", path: `${at(id)}/actions/replicate`, answer: Made });
    return { id: made.id };
  },

  rename: async (id, to) => {
    // A change of settings must name the sender as well, so it is read and sent back as it is.
    const query = { fields: "settings.from_name,settings.reply_to" };
    const { settings } = await api.call({ method: "GET", path: at(id), query, answer: Sender });
    const body = { settings: { title: to.title, subject_line: to.subject, from_name: settings.from_name, reply_to: settings.reply_to } };
    await api.call({ method: "PATCH", path: at(id), body, answer: Made });
  },

  content: async (id) => (await api.call({ method: "GET", path: `${at(id)}/content`, query: { fields: "html" }, answer: Content })).html,

  setContent: async (id, html) => {
    await api.call({ method: "PUT", path: `${at(id)}/content`, body: { html }, answer: Content });
  },

  problems: async (id) => {
    const checklist = await api.call({ method: "GET", path: `${at(id)}/send-checklist`, answer: Checklist });
    const errors = checklist.items.filter((item) => item.type === "error").map(({ heading, details }) => `${heading}: ${details}`);
    return errors.length === 0 && !checklist.is_ready ? ["Mailchimp says that it is not ready, but not why."] : errors;
  },

  test: async (id, to) => api.tell({ method: "POST", path: `${at(id)}/actions/test`, body: { test_emails: to, send_type: "html" } }),

  send: async (id) => api.tell({ method: "POST", path: `${at(id)}/actions/send` }),
});

// An id such as `..` would lead somewhere else.
const at = (id: string): string => {
  if (!/^[A-Za-z0-9]{1,64}$/.test(id))
    throw explain("NOT_FOUND", { system: "Mailchimp", request: `campaign ${JSON.stringify(id.slice(0, 80))}` });
  return `/campaigns/${id}`;
};

const toCampaign = (listed: z.infer<typeof Listed>): Campaign => {
  const sentAt = listed.send_time === "" ? undefined : parseInstant(listed.send_time);
  if (listed.send_time !== "" && sentAt === undefined) {
    throw explain("BAD_ANSWER", {
      system: "Mailchimp",
      request: "campaigns",
      found: `the time ${JSON.stringify(listed.send_time.slice(0, 40))}`,
    });
  }
  const { id, status, settings, recipients } = listed;
  return { id, status, title: settings.title, subject: settings.subject_line, recipients: recipients.recipient_count, sentAt };
};

const found = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ReleaseError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
};
