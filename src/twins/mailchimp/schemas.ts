import type { Schema } from "../kernel/schema.ts";

/**
 * The requests and answers we use of the Marketing API 3.0, written from mailchimp.com/developer/marketing/api/campaigns; a test holds recorded
 * traffic against the vendor's own description, where that is at hand. The vendor ignores fields it does not know; the twin refuses them.
 */

const text: Schema = { type: "string" };
const time: Schema = { type: "string", format: "date-time" };

const object = (required: readonly string[], properties: Schema): Schema => ({
  type: "object",
  required,
  additionalProperties: false,
  properties,
});

export const nothing: Schema = object([], {});

export const listQuery = object([], {
  list_id: { type: "string", minLength: 1 },
  count: { type: "string", pattern: "^([1-9][0-9]{0,2}|1000)$" },
  offset: { type: "string", pattern: "^[0-9]{1,6}$" },
  status: { enum: ["save", "paused", "schedule", "sending", "sent"] },
  sort_field: { enum: ["create_time", "send_time"] },
  sort_dir: { enum: ["ASC", "DESC"] },
  fields: { type: "string", minLength: 1 },
});

export const fieldsQuery = object([], { fields: { type: "string", minLength: 1 } });

export const settingsBody = object(["settings"], {
  settings: object(["subject_line", "from_name", "reply_to"], {
    subject_line: { type: "string", maxLength: 150 },
    title: text,
    from_name: text,
    reply_to: { type: "string", format: "email" },
  }),
});

export const contentBody = object(["html"], { html: text });

export const testBody = object(["test_emails", "send_type"], {
  test_emails: { type: "array", minItems: 1, items: { type: "string", format: "email" } },
  send_type: { enum: ["html", "plaintext"] },
});

const campaignProperties: Schema = {
  id: text,
  parent_campaign_id: text,
  type: { const: "regular" },
  create_time: time,
  status: { enum: ["save", "paused", "schedule", "sending", "sent", "canceled", "canceling", "archived"] },
  emails_sent: { type: "integer" },
  // Empty until it was sent.
  send_time: { anyOf: [time, { const: "" }] },
  content_type: { const: "html" },
  recipients: object([], { list_id: text, list_name: text, recipient_count: { type: "integer", minimum: 0 } }),
  settings: object([], { subject_line: text, title: text, from_name: text, reply_to: text }),
};

/** `fields` may leave anything out, so nothing is required. */
export const campaignAnswer = object([], campaignProperties);

export const listAnswer = object([], {
  campaigns: { type: "array", items: campaignAnswer },
  total_items: { type: "integer", minimum: 0 },
});

export const contentAnswer = object([], { html: text, plain_text: text, archive_html: text });

export const checklistAnswer = object([], {
  is_ready: { type: "boolean" },
  items: {
    type: "array",
    items: object(["type", "id", "heading", "details"], {
      type: { enum: ["success", "warning", "error"] },
      id: { type: "integer" },
      heading: text,
      details: text,
    }),
  },
});

/** RFC 7807, as the vendor writes it. */
export const problemAnswer = object(["type", "title", "status", "detail", "instance"], {
  type: { type: "string", format: "uri" },
  title: text,
  status: { type: "integer" },
  detail: text,
  instance: text,
  errors: { type: "array", items: object(["field", "message"], { field: text, message: text }) },
});
