import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { instant } from "../../domain/instant.ts";
import type { Fault, FaultPlan } from "./faults.ts";
import { openLedger } from "./ledger.ts";
import { type Served, serveTwin } from "./serve.ts";
import type { Operation, Twin } from "./twin.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-faults-"));
const open: Served[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A twin that counts how often it was told to. */
const counter = (count: { now: number }): Twin => {
  const operation = (name: string, method: string, changes: boolean): Operation => ({
    name,
    method,
    path: "/count",
    changes,
    problems: () => [],
    replyProblems: () => [],
    handle: () => {
      if (changes) count.now += 1;
      return { status: 200, body: { count: count.now } };
    },
  });
  return {
    name: "counter",
    origins: ["https://counter.example.com"],
    operations: [operation("look", "GET", false), operation("add", "POST", true)],
    refuse: (status, problems) => ({ status, body: problems.join("\n") }),
    holdings: () => count.now,
  };
};

const serve = async (count: { now: number }, faults: FaultPlan): Promise<(method: string) => Promise<string>> => {
  const served = await serveTwin(counter(count), {
    ledger: openLedger(folder),
    faults,
    now: () => instant("2021-11-26T10:00:00Z"),
  });
  open.push(served);
  return (method) =>
    new Promise((resolve) => {
      const sent = request(`${served.origin}/count`, { method, agent: false }, (response) => {
        let text = "";
        response.on("data", (part) => {
          text += String(part);
        });
        response.on("end", () => resolve(`${response.statusCode} ${text}`));
        response.on("error", () => resolve("cut off"));
      });
      sent.on("error", () => resolve("no answer"));
      sent.end();
    });
};

const at = (fault: Fault): FaultPlan => ({ next: ({ changes }) => (changes ? fault : undefined) });

test.each([
  ["lost-before", "no answer", 0],
  ["lost-after", "no answer", 1],
  ["reset", "no answer", 0],
  ["500-before", "500 ", 0],
  ["500-after", "500 ", 1],
  ["429", "429 ", 0],
  ["403-secondary", '403 {"message":"You have exceeded a secondary rate limit."}', 0],
  ["502-after", "502 <html>Bad Gateway</html>", 1],
  ["garbled-after", "cut off", 1],
  ["applied-late", "no answer", 0],
] as const)("%s: who sent it sees «%s», and it was applied %i times", async (fault, seen, applied) => {
  const count = { now: 0 };
  const send = await serve(count, at(fault));
  expect(await send("POST")).toBe(seen);
  expect(count.now).toBe(applied);
});

test("what is applied late is applied when the plan says so, after who sent it has given up", async () => {
  const count = { now: 0 };
  const held: (() => Promise<void>)[] = [];
  const send = await serve(count, { ...at("applied-late"), later: (apply) => void held.push(apply) });
  expect(await send("POST")).toBe("no answer");
  expect(await send("GET")).toBe('200 {"count":0}');
  await held[0]?.();
  expect(await send("GET")).toBe('200 {"count":1}');
});

test("while answers come from the past, reads are answered by the twin as it was and changes are made now", async () => {
  const [now, before] = [{ now: 0 }, { now: 0 }];
  let stale = true;
  const past = counter(before);
  const send = await serve(now, { next: () => undefined, past: () => (stale ? past : undefined) });
  expect(await send("POST")).toBe('200 {"count":1}');
  expect(await send("GET")).toBe('200 {"count":0}');
  stale = false;
  expect(await send("GET")).toBe('200 {"count":1}');
});
