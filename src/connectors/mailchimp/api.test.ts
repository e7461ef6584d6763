import { expect, test } from "vitest";
import type { Door, Inbound, Outbound } from "../../domain/ports/host.ts";
import { connectMailchimp } from "./connect-mailchimp.ts";

const answering = (status: number, body: string, headers: Inbound["headers"] = {}, sent: Outbound[] = []): Door => ({
  request: async (request) => {
    sent.push(request);
    return { status, headers, bytes: Buffer.from(body) };
  },
  mapped: (url) => url,
});

const connect = (door: Door, key = "secret-key-us21") =>
  connectMailchimp({ door, secrets: { read: () => key, has: () => true } }).campaigns;

const problem = (status: number): string =>
  JSON.stringify({ type: "about:blank", title: "No", status, detail: "No such luck.", instance: "x" });

test.each([
  [401, "TOKEN_REFUSED", "never"],
  [403, "TOKEN_REFUSED", "never"],
  [404, "NOT_FOUND", "never"],
  [400, "REFUSED", "never"],
  [405, "REFUSED", "never"],
  [408, "BAD_ANSWER", "unknown"],
  [429, "RATE_LIMITED", "later"],
  [500, "BAD_ANSWER", "unknown"],
  [503, "BAD_ANSWER", "unknown"],
  [302, "BAD_ANSWER", "unknown"],
  [200, "BAD_ANSWER", "unknown"],
])("a send that is answered with %i is %s, retry %s", async (status, code, retry) => {
  await expect(connect(answering(status, problem(status))).send("a1")).rejects.toMatchObject({ code, explanation: { retry } });
});

test("a refusal by something that is not the vendor's API proves nothing", async () => {
  await expect(connect(answering(400, "<html>proxy</html>")).send("a1")).rejects.toMatchObject({ code: "BAD_ANSWER" });
});

test.each([
  '{"campaigns":[{"id":"a","status":"flying"}]}',
  '{"campaigns":[{"status":"sent"}]}',
  '{"campaigns":[{"id":"a","status":"sent","send_time":"yesterday"}]}',
  '{"campaigns":[{"id":"a","status":"sent","recipients":{"recipient_count":-1}}]}',
  "{}",
  "",
])("a list of another form proves nothing: %s", async (body) => {
  await expect(connect(answering(200, body)).list("l1")).rejects.toMatchObject({ code: "BAD_ANSWER" });
});

test("the key's suffix is the data centre, and a key with another end goes nowhere", async () => {
  const sent: Outbound[] = [];
  await connect(answering(204, "", {}, sent)).send("a1");
  expect(sent.map((request) => request.url)).toEqual(["https://us21.api.mailchimp.com/3.0/campaigns/a1/actions/send"]);
  for (const key of ["nosuffix", "key-us1.evil.example", "key-us1/", "key-"]) {
    await expect(connect(answering(204, "", {}, sent), key).send("a1")).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
  }
  expect(sent).toHaveLength(1);
});

test("a checklist that is not ready without saying why is a problem all the same", async () => {
  expect(await connect(answering(200, '{"is_ready":false,"items":[]}')).problems("a1")).toEqual([expect.stringContaining("not why")]);
});

test("no error shows the key", async () => {
  const failed = await connect(answering(401, problem(401)))
    .send("a1")
    .catch((error: unknown) => error);
  expect(JSON.stringify(failed) + String(failed)).not.toContain("secret-key");
});

test("a test goes out as HTML, to exactly the addresses given", async () => {
  const sent: Outbound[] = [];
  await connect(answering(204, "", {}, sent)).test("a1", ["ana@example.com"]);
  expect(JSON.parse(String(sent[0]?.body))).toEqual({ test_emails: ["ana@example.com"], send_type: "html" });
});
