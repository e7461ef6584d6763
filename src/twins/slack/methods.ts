import type { Json } from "../../domain/known.ts";
import type { TwinReply, TwinRequest } from "../kernel/twin.ts";
import type { SlackWorkspace } from "./seed.ts";
import type { Channels, Message } from "./state.ts";

/** One call of a method, its arguments checked. */
export interface Call {
  readonly workspace: SlackWorkspace;
  readonly channels: Channels;
  readonly given: {
    readonly channel: string;
    readonly text: string;
    readonly ts: string;
    readonly metadata?: { readonly [key: string]: Json };
    readonly oldest?: string;
    readonly inclusive?: boolean;
    readonly limit?: number;
    readonly cursor?: string;
    readonly include_all_metadata?: boolean;
  };
  readonly applied: TwinRequest["applied"];
}

/** auth.test: whose token it is; as with every answer of Slack's, a header says what it may do. */
export const whoAmI = ({ workspace }: Call): TwinReply => ({
  ...ok({
    url: `https://${workspace.name}.slack.com/`,
    team: workspace.name,
    user: "signalbox",
    team_id: "T0SIGNALBOX",
    user_id: "U0SIGNALBOX",
    bot_id: "B0SIGNALBOX",
    is_enterprise_install: false,
  }),
  headers: { "x-oauth-scopes": (workspace.scopes ?? ["chat:write", "channels:history"]).join(",") },
});

/** chat.postMessage */
export const post = (call: Call): TwinReply => {
  const { workspace, channels, given } = call;
  const refused = whyNot(call) ?? tooLong(given.text);
  if (refused !== undefined) return refused;
  const added = channels.add(workspace.name, given.channel, { text: asStored(given.text), ...marked(given.metadata) });
  call.applied("chat.postMessage", subject(call, added));
  return ok({ channel: given.channel, ts: added.ts, message: shown(added, true) });
};

/** chat.update: the metadata stays as it was unless new is given. */
export const edit = (call: Call): TwinReply => {
  const { workspace, channels, given } = call;
  const refused = whyNot(call) ?? tooLong(given.text);
  if (refused !== undefined) return refused;
  const changed = channels.change(workspace.name, given.channel, { ts: given.ts, text: asStored(given.text), ...marked(given.metadata) });
  if (changed === undefined) return fail("message_not_found");
  call.applied("chat.update", subject(call, changed));
  return ok({ channel: given.channel, ts: changed.ts, text: changed.text, message: shown(changed, true) });
};

/** conversations.history: newest first, at most `limit` (100 unless told), the rest behind a cursor. */
export const read = (call: Call): TwinReply => {
  const { workspace, channels, given } = call;
  const refused = whyNot(call);
  if (refused !== undefined) return refused;
  const below = given.cursor === undefined || given.cursor === "" ? undefined : cursorTs(given.cursor);
  if (below === null) return fail("invalid_cursor");
  const oldest = Number(given.oldest ?? "0");
  const wanted = channels
    .messages(workspace.name, given.channel)
    .filter(({ ts }) => Number(ts) > oldest || (given.inclusive === true && Number(ts) === oldest))
    .filter(({ ts }) => below === undefined || ts < below)
    .reverse();
  const page = wanted.slice(0, given.limit ?? 100);
  const last = page.at(-1);
  const more = last !== undefined && page.length < wanted.length;
  return ok({
    messages: page.map((each) => shown(each, given.include_all_metadata === true)),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: Buffer.from(`next_ts:${last.ts}`).toString("base64") } } : {}),
  });
};

const whyNot = ({ workspace, given }: Call): TwinReply | undefined => {
  const channel = workspace.channels.find((each) => each.id === given.channel);
  if (channel === undefined) return fail("channel_not_found");
  return channel.member ? undefined : fail("not_in_channel");
};

const tooLong = (text: string): TwinReply | undefined => (text.length > 40_000 ? fail("msg_too_long") : undefined);

const marked = (metadata: Message["metadata"]) => (metadata === undefined ? {} : { metadata });

const shown = (message: Message, withMetadata: boolean): Json => ({
  type: "message",
  bot_id: "B0SIGNALBOX",
  text: message.text,
  ts: message.ts,
  ...(message.edited === undefined ? {} : { edited: { user: "U0SIGNALBOX", ts: message.edited } }),
  ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
});

/** Slack keeps `&`, `<` and `>` escaped unless they make one of its own links or mentions, so a text that was not escaped comes back changed. */
const asStored = (text: string): string =>
  text.replace(
    /<(?:https?:|mailto:|[@#!])[^<>]*>|&(?:amp|lt|gt);|[&<>]/g,
    (found) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[found] ?? found,
  );

const subject = ({ workspace, given }: Call, message: Message): string => {
  const payload = message.metadata?.["event_payload"] as { readonly key?: Json } | undefined;
  return `${workspace.name}/${given.channel} ${String(payload?.key ?? "without a key")}`;
};

const cursorTs = (cursor: string): string | null => /^next_ts:(\d+\.\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1] ?? null;

const ok = (body: { readonly [key: string]: Json }): TwinReply => ({ status: 200, body: { ok: true, ...body } });

const fail = (error: string): TwinReply => ({ status: 200, body: { ok: false, error } });
