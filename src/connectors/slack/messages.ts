import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import { millisOf, parseInstant } from "../../domain/instant.ts";
import type { Messages, PostedMessage } from "../../domain/ports/announcements.ts";
import type { SlackApi } from "./api.ts";

/** Marks a message as ours; the key stands in `event_payload.key`. */
const eventType = "release_train_step";
const pageSize = 200;
const mostPages = 50;

const Written = z.object({ channel: z.string(), ts: z.string().min(1) });

const Who = z.object({ team: z.string(), user: z.string() });

const History = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      text: z.string().default(""),
      metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()).default({}) }).optional(),
    }),
  ),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().default("") }).optional(),
});

/**
 * Messages of Slack's channels. Slack has no idempotency key, so the mark is written with the message and counted when it is read back
 * (`conversations.history` with `include_all_metadata`). Nothing in a text can call anybody: names are not linked, addresses not unfurled.
 */
export const slackMessages = (api: SlackApi): Messages => ({
  access: async (workspace) => {
    const { body, headers } = await api.ask(workspace, "auth.test", Who);
    const scopes = headers["x-oauth-scopes"]?.split(",").map((each) => each.trim());
    return { account: `@${body.user} of ${body.team}`, scopes: scopes?.filter((each) => each !== "") };
  },

  find: async (workspace, { channel, key, since }) => {
    const found: PostedMessage[] = [];
    let cursor = "";
    for (let page = 0; page < mostPages; page += 1) {
      const given = { channel, oldest: secondsOf(since), inclusive: true, limit: pageSize, include_all_metadata: true };
      const answer = await api.read(workspace, "conversations.history", cursor === "" ? given : { ...given, cursor }, History);
      found.push(...answer.messages.filter((message) => isMarked(message.metadata, key)).map(toPosted));
      if (!answer.has_more) return found;
      cursor = answer.response_metadata?.next_cursor ?? "";
      if (cursor === "") throw unfinished(workspace, "more messages, but no cursor to them");
    }
    throw unfinished(workspace, `more than ${mostPages} pages of messages since ${since}`);
  },

  post: async (workspace, { channel, key, text }) => {
    const given = { channel, text, ...plain, unfurl_links: false, unfurl_media: false, metadata: mark(key) };
    const { ts } = await api.write(workspace, "chat.postMessage", given, Written);
    return { id: ts };
  },

  edit: async (workspace, { channel, id, text, key, edition }) => {
    await api.write(workspace, "chat.update", { channel, ts: id, text, ...plain, metadata: mark(key, edition) }, Written);
  },
});

// An unfinished look must never be taken for an empty one.
const unfinished = (workspace: string, found: string) =>
  explain("BAD_ANSWER", { system: "Slack", request: `conversations.history in ${workspace}`, found });

const plain = { parse: "none", link_names: false } as const;

const mark = (key: string, edition?: string) => ({
  event_type: eventType,
  event_payload: { key, ...(edition === undefined ? {} : { edition }) },
});

type Listed = z.infer<typeof History>["messages"][number];

const isMarked = (metadata: Listed["metadata"], key: string): boolean =>
  metadata?.event_type === eventType && metadata.event_payload["key"] === key;

const toPosted = ({ ts, text, metadata }: Listed): PostedMessage => {
  const edition = metadata?.event_payload["edition"];
  return { id: ts, text, ...(typeof edition === "string" ? { edition } : {}) };
};

const secondsOf = (since: string): string => {
  const moment = parseInstant(since);
  if (moment === undefined) throw explain("BUG", { what: `Messages were looked for since ${JSON.stringify(since)}, which is no instant.` });
  return (millisOf(moment) / 1000).toFixed(6);
};
