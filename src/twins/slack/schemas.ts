import type { Schema } from "../kernel/schema.ts";

/**
 * Arguments and answers of the four methods we use, cut down from the method pages at docs.slack.dev/reference/methods; a test holds the
 * arguments against the official types of @slack/web-api. Slack itself ignores arguments it does not know; the twin refuses them.
 */

const ts: Schema = { type: "string", pattern: "^[0-9]{10}\\.[0-9]{6}$" };
const channel: Schema = { type: "string", pattern: "^[CGD][A-Z0-9]{5,}$" };

/** `metadata`: written with a message and read back from it. */
const metadata: Schema = {
  type: "object",
  required: ["event_type", "event_payload"],
  additionalProperties: false,
  properties: {
    event_type: { type: "string", minLength: 1, maxLength: 255 },
    event_payload: { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } },
  },
};

const message: Schema = {
  type: "object",
  required: ["type", "text", "ts", "bot_id"],
  additionalProperties: false,
  properties: {
    type: { const: "message" },
    text: { type: "string" },
    ts,
    bot_id: { type: "string" },
    edited: {
      type: "object",
      required: ["user", "ts"],
      additionalProperties: false,
      properties: { user: { type: "string" }, ts },
    },
    metadata,
  },
};

const failure: Schema = {
  type: "object",
  required: ["ok", "error"],
  additionalProperties: false,
  properties: {
    ok: { const: false },
    error: { type: "string" },
    response_metadata: { type: "object", properties: { messages: { type: "array", items: { type: "string" } } } },
  },
};

const answer = (required: readonly string[], properties: Schema): Schema => ({
  oneOf: [
    {
      type: "object",
      required: ["ok", ...required],
      additionalProperties: false,
      properties: { ok: { const: true }, ...properties },
    },
    failure,
  ],
});

const written = answer(["channel", "ts", "message"], { channel, ts, message, text: { type: "string" } });

/** One method: what it takes and what it answers. */
export interface MethodSchemas {
  readonly request: Schema;
  readonly answer: Schema;
}

export const postMessage: MethodSchemas = {
  request: {
    type: "object",
    required: ["channel", "text"],
    additionalProperties: false,
    properties: {
      channel,
      text: { type: "string", minLength: 1 },
      metadata,
      parse: { enum: ["none", "full"] },
      link_names: { type: "boolean" },
      unfurl_links: { type: "boolean" },
      unfurl_media: { type: "boolean" },
    },
  },
  answer: written,
};

export const update: MethodSchemas = {
  request: {
    type: "object",
    required: ["channel", "ts", "text"],
    additionalProperties: false,
    properties: {
      channel,
      ts,
      text: { type: "string", minLength: 1 },
      metadata,
      parse: { enum: ["none", "full"] },
      link_names: { type: "boolean" },
    },
  },
  answer: written,
};

export const history: MethodSchemas = {
  request: {
    type: "object",
    required: ["channel"],
    additionalProperties: false,
    properties: {
      channel,
      oldest: { type: "string", pattern: "^[0-9]{1,10}(\\.[0-9]{1,6})?$" },
      inclusive: { type: "boolean" },
      limit: { type: "integer", minimum: 1, maximum: 999 },
      cursor: { type: "string" },
      include_all_metadata: { type: "boolean" },
    },
  },
  answer: answer(["messages", "has_more"], {
    messages: { type: "array", items: message },
    has_more: { type: "boolean" },
    response_metadata: { type: "object", required: ["next_cursor"], properties: { next_cursor: { type: "string" } } },
  }),
};

export const authTest: MethodSchemas = {
  request: { type: "object", additionalProperties: false, properties: {} },
  answer: answer(["url", "team", "user", "team_id", "user_id"], {
    url: { type: "string" },
    team: { type: "string" },
    user: { type: "string" },
    team_id: { type: "string" },
    user_id: { type: "string" },
    bot_id: { type: "string" },
    is_enterprise_install: { type: "boolean" },
  }),
};
