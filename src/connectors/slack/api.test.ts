import { expect, test } from "vitest";
import type { Door, Inbound } from "../../domain/ports/host.ts";
import { connectSlack } from "./connect-slack.ts";

const answering = (answer: Partial<Omit<Inbound, "bytes">> & { readonly body: string }): Door => ({
  request: async () => ({ status: 200, headers: {}, ...answer, bytes: Buffer.from(answer.body) }),
  mapped: (url) => url,
});

const posting = (door: Door) =>
  connectSlack({ door, secrets: { read: () => "xoxb-secret", has: () => true } }).messages.post("community", {
    channel: "C1",
    key: "k",
    text: "hello",
  });

test.each(["not_authed", "invalid_auth", "token_revoked", "account_inactive", "missing_scope"])(
  "%s means that the token is refused",
  async (error) => {
    await expect(posting(answering({ body: JSON.stringify({ ok: false, error }) }))).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
  },
);

test.each(["channel_not_found", "not_in_channel", "is_archived", "msg_too_long", "an_error_of_tomorrow"])(
  "%s is a definite no",
  async (error) => {
    const refused = { code: "REFUSED", explanation: { retry: "never", what: expect.stringContaining(error) } };
    await expect(posting(answering({ body: JSON.stringify({ ok: false, error }) }))).rejects.toMatchObject(refused);
  },
);

test.each(["fatal_error", "internal_error", "service_unavailable"])("%s leaves open whether it was posted", async (error) => {
  const open = { code: "BAD_ANSWER", explanation: { retry: "unknown" } };
  await expect(posting(answering({ body: JSON.stringify({ ok: false, error }) }))).rejects.toMatchObject(open);
});

test("a rate limit is one in the body as well, and keeps Retry-After", async () => {
  const answer = answering({ body: '{"ok":false,"error":"ratelimited"}', headers: { "retry-after": "30" } });
  await expect(posting(answer)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfter: 30_000 });
});

test.each(["{}", "", "<html>", '{"ok":"yes"}', '{"ok":true}', '{"ok":true,"ts":7,"channel":"C1"}', '[{"ok":true}]'])(
  "a 200 with %s proves nothing",
  async (body) => {
    await expect(posting(answering({ body }))).rejects.toMatchObject({ code: "BAD_ANSWER", explanation: { retry: "unknown" } });
  },
);

test("no error shows the token", async () => {
  const failed = await posting(answering({ body: '{"ok":false,"error":"invalid_auth"}' })).catch((error: unknown) => error);
  expect(JSON.stringify(failed) + String(failed)).not.toContain("xoxb-secret");
});

test("a history that says there is more but not where is not taken for a whole one", async () => {
  const door = answering({ body: '{"ok":true,"messages":[],"has_more":true}' });
  const { messages } = connectSlack({ door, secrets: { read: () => "xoxb-secret", has: () => true } });
  await expect(messages.find("community", { channel: "C1", key: "k", since: "2021-11-26T09:00:00Z" })).rejects.toMatchObject({
    code: "BAD_ANSWER",
  });
});
