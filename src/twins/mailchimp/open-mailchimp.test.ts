import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { Json } from "../../domain/known.ts";
import { mailchimpSeed, openMailchimpTwin } from "../../testing/mailchimp-bench.ts";
import { mutationsOf } from "../../testing/mutations.ts";
import { testWith } from "../../testing/test-with.ts";
import { contentBody, settingsBody, testBody } from "./schemas.ts";

const basic = (key: string): string => `Basic ${Buffer.from(`anybody:${key}`).toString("base64")}`;

const ask = async (
  origin: string,
  method: string,
  path: string,
  body?: Json,
  authorization: string | undefined = basic(mailchimpSeed.apiKey),
) => {
  const headers = {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(authorization === "" ? {} : { authorization }),
  };
  const answer = await fetch(`${origin}/3.0${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    body: (text === "" ? undefined : JSON.parse(text)) as Record<string, unknown>,
  };
};

const withDraft = async () => {
  const bench = await openMailchimpTwin();
  const origin = bench.origin("mailchimp");
  const { body } = await ask(origin, "POST", "/campaigns/e1e2e3e4e5/actions/replicate");
  return { bench, origin, at: `/campaigns/${String(body["id"])}` };
};

const writing = [
  {
    method: "PATCH",
    path: "",
    schema: settingsBody,
    right: { settings: { title: "t", subject_line: "s", from_name: "n", reply_to: "a@example.com" } },
  },
  { method: "PUT", path: "/content", schema: contentBody, right: { html: "<p>*|UNSUB|*</p>" } },
  { method: "POST", path: "/actions/test", schema: testBody, right: { test_emails: ["ana@example.com"], send_type: "html" } },
] as const;

test.each(writing)(
  "$method $path is refused with anything misspelt, too much, missing or of another type, and nothing changes",
  async (operation) => {
    const { bench, origin, at } = await withDraft();
    const before = JSON.stringify(bench.opened.holdings());
    for (const { what, body } of mutationsOf(operation.right, operation.schema)) {
      const answer = await ask(origin, operation.method, `${at}${operation.path}`, body);
      expect({ what, ...answer }).toMatchObject({ what, status: 400, type: "application/problem+json; charset=utf-8" });
    }
    expect(JSON.stringify(bench.opened.holdings())).toBe(before);
    expect((await ask(origin, operation.method, `${at}${operation.path}`, operation.right)).status).toBeLessThan(300);
    await bench.close();
  },
);

const reading = [
  ["GET", "/campaigns"],
  ["GET", "/campaigns/e1e2e3e4e5"],
  ["GET", "/campaigns/e1e2e3e4e5/content"],
  ["GET", "/campaigns/e1e2e3e4e5/send-checklist"],
  ["POST", "/campaigns/e1e2e3e4e5/actions/replicate"],
  ["POST", "/campaigns/e1e2e3e4e5/actions/send"],
] as const;

test.each(reading)(
  "%s %s is refused with a query it does not know, with a body nobody wants, and without the key",
  async (method, path) => {
    const bench = await openMailchimpTwin();
    const origin = bench.origin("mailchimp");
    const before = JSON.stringify(bench.opened.holdings());
    expect(await ask(origin, method, `${path}?colour=red`)).toMatchObject({ status: 400 });
    if (method === "POST") expect(await ask(origin, method, path, { colour: "red" })).toMatchObject({ status: 400 });
    for (const authorization of ["", "Bearer x", basic("wrong-us1"), basic("")]) {
      expect(await ask(origin, method, path, undefined, authorization)).toMatchObject({ status: 401, body: { title: "API Key Invalid" } });
    }
    expect(JSON.stringify(bench.opened.holdings())).toBe(before);
    await bench.close();
  },
);

test.each(["count=0", "count=1001", "count=x", "offset=-1", "sort_field=title", "sort_dir=down", "list_id=", "list_id=a&list_id=b"])(
  "a list with %s is refused",
  async (query) => {
    const bench = await openMailchimpTwin();
    expect(await ask(bench.origin("mailchimp"), "GET", `/campaigns?${query}`)).toMatchObject({ status: 400 });
    await bench.close();
  },
);

test("copies of one campaign are counted in their titles, and pages of the list follow each other", async () => {
  const { bench, origin } = await withDraft();
  await ask(origin, "POST", "/campaigns/e1e2e3e4e5/actions/replicate");
  const titles = async (query: string) => {
    const { body } = await ask(
      origin,
      "GET",
      `/campaigns?sort_field=create_time&sort_dir=DESC&fields=campaigns.settings.title,total_items&${query}`,
    );
    expect(body["total_items"]).toBe(3);
    return body["campaigns"];
  };
  const titled = (title: string) => ({ settings: { title } });
  expect(await titles("count=2")).toEqual([titled("PostHog Array 1.29.0 (copy 02)"), titled("PostHog Array 1.29.0 (copy 01)")]);
  expect(await titles("count=2&offset=2")).toEqual([titled("PostHog Array 1.29.0")]);
  await bench.close();
});

test("a send is due some virtual minutes later, and not before", async () => {
  const { bench, origin, at } = await withDraft();
  expect(bench.opened.nextDue?.()).toBeUndefined();
  expect(await ask(origin, "POST", `${at}/actions/send`)).toMatchObject({ status: 204 });
  const due = bench.opened.nextDue?.();
  expect(due).toBe("2021-11-26T09:05:00Z");
  expect((await ask(origin, "GET", at)).body).toMatchObject({ status: "sending", send_time: "" });
  if (due !== undefined) await bench.clock.set(due);
  expect((await ask(origin, "GET", at)).body).toMatchObject({ status: "sent", send_time: "2021-11-26T09:05:00+00:00", emails_sent: 1200 });
  expect(bench.opened.nextDue?.()).toBeUndefined();
  expect(bench.opened.holdings()).toMatchObject({
    outbox: [{ is: "newsletter", to: 1200, html: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
  await bench.close();
});

testWith(["curl"], "curl can copy, fill, test and send a campaign", async () => {
  const bench = await openMailchimpTwin();
  const origin = bench.origin("mailchimp");
  const curl = async (...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)("curl", [
      "-sS",
      "--fail-with-body",
      "-u",
      `any:${mailchimpSeed.apiKey}`,
      "-w",
      "\n%{http_code}",
      ...args,
    ]);
    const [body = "", status = ""] = stdout.split(/\n(?=\d+$)/);
    return { status, body: body === "" ? {} : (JSON.parse(body) as Record<string, unknown>) };
  };
  const put = ["-X", "PUT", "-H", "content-type: application/json", "-d", '{"html":"<p>*|UNSUB|*</p>"}'];
  const mail = ["-H", "content-type: application/json", "-d", '{"test_emails":["ana@example.com"],"send_type":"html"}'];

  const { body } = await curl("-X", "POST", `${origin}/3.0/campaigns/e1e2e3e4e5/actions/replicate`);
  const at = `${origin}/3.0/campaigns/${String(body["id"])}`;
  expect(await curl(...put, `${at}/content`)).toMatchObject({ status: "200" });
  expect(await curl(...mail, `${at}/actions/test`)).toMatchObject({ status: "204" });
  expect(await curl(`${at}/send-checklist`)).toMatchObject({ body: { is_ready: true } });
  expect(await curl("-X", "POST", `${at}/actions/send`)).toMatchObject({ status: "204" });
  expect(bench.ledger.count("send", String(body["id"]))).toBe(1);
  await bench.close();
});
