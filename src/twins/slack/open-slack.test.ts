import {
  type AuthTestArguments,
  type ChatPostMessageArguments,
  type ChatUpdateArguments,
  type ConversationsHistoryArguments,
  WebClient,
} from "@slack/web-api";
import { expect, test } from "vitest";
import { connectSlack } from "../../connectors/slack/connect-slack.ts";
import type { Json } from "../../domain/known.ts";
import { mutationsOf } from "../../testing/mutations.ts";
import { openSlackTwin } from "../../testing/slack-bench.ts";
import { authTest, history, postMessage, update } from "./schemas.ts";

const channel = "C0000000001";
const metadata = { event_type: "release_train_step", event_payload: { key: "k-1" } };

const posting = { channel, text: "hello", metadata, parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;
const edition = { ...metadata, event_payload: { ...metadata.event_payload, edition: "e-1" } } as const;
const editing = {
  channel,
  text: "hello again",
  ts: "1637917200.000000",
  metadata: edition,
  parse: "none",
  link_names: false,
} as const;
const reading = { channel, oldest: "0", inclusive: true, limit: 200, include_all_metadata: true } as const;

// The compiler holds what we send against the vendor's own types: an argument that Slack does not have would not be assignable.
const vendorTypes = [
  posting satisfies ChatPostMessageArguments,
  editing satisfies ChatUpdateArguments,
  reading satisfies ConversationsHistoryArguments,
  {} satisfies AuthTestArguments,
];

const methods = [
  { name: "chat.postMessage", schemas: postMessage, right: posting },
  { name: "chat.update", schemas: update, right: editing },
  { name: "conversations.history", schemas: history, right: reading },
  { name: "auth.test", schemas: authTest, right: {} },
] as const;

const call = async (
  origin: string,
  name: string,
  body: Json,
  headers: Record<string, string> = { authorization: "Bearer xoxb-community" },
) => {
  const answer = await fetch(`${origin}/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { readonly ok: boolean; readonly error?: string };
};

test("what we send is what Slack's own types allow, argument by argument", () => {
  expect(vendorTypes).toHaveLength(methods.length);
  for (const { schemas, right } of methods) {
    expect(Object.keys(right).filter((name) => !(name in (schemas.request["properties"] as object)))).toEqual([]);
  }
});

test("the connector sends exactly these arguments", async () => {
  const heard: unknown[] = [];
  const bench = await openSlackTwin((request) => heard.push(request.json ?? Object.fromEntries(request.query)));
  const { messages } = connectSlack(bench);
  const { id } = await messages.post("community", { channel, key: "k-1", text: "hello" });
  await messages.edit("community", { channel, key: "k-1", text: "hello again", id, edition: "e-1" });
  await messages.find("community", { channel, key: "k-1", since: "2021-11-26T09:00:00Z" });
  const asQuery = { channel, oldest: "1637917200.000000", inclusive: "true", limit: "200", include_all_metadata: "true" };
  expect(heard).toEqual([posting, { ...editing, ts: id }, asQuery]);
  await bench.close();
});

test.each(methods)("$name is refused with anything misspelt, too much, missing or of another type, and nothing changes", async (method) => {
  const bench = await openSlackTwin();
  const origin = bench.origin("slack");
  await call(origin, "chat.postMessage", posting);
  const before = JSON.stringify(await bench.opened.holdings());

  for (const { what, body } of mutationsOf(method.right, method.schemas.request)) {
    // What Slack leaves open in a payload is open here too.
    expect({ what, ...(await call(origin, method.name, body)) }).toMatchObject({ what, ok: false, error: "invalid_arguments" });
  }
  expect(await call(origin, method.name, method.right, {})).toMatchObject({ ok: false, error: "not_authed" });
  expect(await call(origin, method.name, method.right, { authorization: "Bearer xoxb-other" })).toMatchObject({ error: "invalid_auth" });
  expect(JSON.stringify(await bench.opened.holdings())).toBe(before);
  expect(await call(origin, method.name, method.right)).toMatchObject({ ok: true });
  await bench.close();
});

test("Slack's own client can post, page through the history and edit", async () => {
  const bench = await openSlackTwin();
  const client = new WebClient("xoxb-team", {
    slackApiUrl: `${bench.origin("slack")}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

  const { ts } = await client.chat.postMessage({ ...posting, text: "first" });
  for (const text of ["second", "third"]) await client.chat.postMessage({ channel, text });
  await client.chat.update({ channel, ts: ts ?? "", text: "first, edited" });

  const texts: (string | undefined)[] = [];
  const keys: unknown[] = [];
  for await (const page of client.paginate("conversations.history", { channel, limit: 2, include_all_metadata: true })) {
    const { messages } = page as Awaited<ReturnType<typeof client.conversations.history>>;
    texts.push(...(messages ?? []).map((each) => each.text));
    keys.push(...(messages ?? []).map((each) => each.metadata?.event_payload));
  }
  expect(texts).toEqual(["third", "second", "first, edited"]);
  expect(keys).toEqual([undefined, undefined, { key: "k-1" }]);
  await expect(client.chat.postMessage({ channel: "C0000000002", text: "closed" })).rejects.toMatchObject({
    data: { error: "not_in_channel" },
  });
  await expect(client.chat.postMessage({ channel: "C0000000009", text: "nowhere" })).rejects.toMatchObject({
    data: { error: "channel_not_found" },
  });
  await bench.close();
});

test("a text that was not escaped comes back escaped, as from Slack, but links and mentions stay", async () => {
  const bench = await openSlackTwin();
  await call(bench.origin("slack"), "chat.postMessage", { channel, text: "a & b <script> > <https://example.com|c> &lt;" });
  expect(JSON.stringify(await bench.opened.holdings())).toContain("a &amp; b &lt;script&gt; &gt; <https://example.com|c> &lt;");
  await bench.close();
});

test("`oldest` leaves out the message of that very moment unless it is asked for", async () => {
  const bench = await openSlackTwin();
  const post = (await call(bench.origin("slack"), "chat.postMessage", { channel, text: "now" })) as unknown as { readonly ts: string };
  const count = async (more: { readonly [name: string]: Json }): Promise<number> => {
    const answer = await call(bench.origin("slack"), "conversations.history", { channel, oldest: post.ts, ...more });
    return (answer as unknown as { readonly messages: readonly unknown[] }).messages.length;
  };
  expect([await count({}), await count({ inclusive: true })]).toEqual([0, 1]);
  await bench.close();
});
