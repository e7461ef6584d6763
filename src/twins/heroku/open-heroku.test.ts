import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterEach, expect, test } from "vitest";
import { connectHeroku } from "../../connectors/heroku/connect-heroku.ts";
import { addDuration, duration } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { openHerokuTwin } from "../../testing/heroku-bench.ts";
import { mutationsOf } from "../../testing/mutations.ts";
import { testWith } from "../../testing/test-with.ts";
import type { TwinRequest } from "../kernel/twin.ts";
import { createBuild } from "./schemas.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const opened = async (heard?: (request: TwinRequest) => void) => {
  const bench = await openHerokuTwin(heard);
  closing.push(bench.close);
  return bench;
};

const commit = "a".repeat(40);
const right = { source_blob: { url: `https://codeload.github.com/acme/app/tar.gz/${commit}`, version: commit } };
const known = { authorization: "Bearer heroku-key", accept: "application/vnd.heroku+json; version=3" };

const post = async (origin: string, body: Json, headers: Record<string, string> = {}) => {
  const all = { "content-type": "application/json", ...known, ...headers };
  const answer = await fetch(`${origin}/apps/playground/builds`, { method: "POST", headers: all, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { readonly id: string } };
};

test("an app runs a commit once its build has succeeded, and keeps running it while the next is built", async () => {
  const { clock, opened: twin, origin } = await opened();
  await post(origin("heroku"), right);
  expect(twin.running("playground")).toBeUndefined();
  const due = twin.heroku.nextDue?.();
  expect(due).toBe(addDuration(clock.now(), duration("6m")));
  await clock.set(due ?? clock.now());
  expect(twin.running("playground")).toBe(commit);
  await post(origin("heroku"), { source_blob: { ...right.source_blob, version: "b".repeat(40) } });
  await clock.set(addDuration(clock.now(), duration("1h")));
  expect(twin.running("playground")).toBe(commit);
  expect(twin.heroku.nextDue?.()).toBeUndefined();
});

test("a build is refused with anything misspelt, too much, missing or of another type, and nothing is built", async () => {
  const { ledger, opened: twin, origin } = await opened();
  for (const { what, body } of mutationsOf(right, createBuild)) {
    expect({ what, ...(await post(origin("heroku"), body)) }).toMatchObject({ what, status: 422, body: { id: "invalid_params" } });
  }
  expect(await post(origin("heroku"), right, { accept: "application/json" })).toMatchObject({ status: 422 });
  expect(await post(origin("heroku"), right, { authorization: "Bearer other" })).toMatchObject({
    status: 401,
    body: { id: "unauthorized" },
  });
  expect(await post(origin("heroku"), right)).toMatchObject({ status: 201 });
  expect(ledger.all()).toHaveLength(1);
  expect(await twin.heroku.holdings()).toHaveLength(1);
});

test.each([
  ["/apps/playground/builds?x=1", {}, 422],
  ["/apps/playground/builds", { range: "name .." }, 422],
  ["/apps/playground/builds", { range: "id ..; order=down" }, 422],
  ["/apps/playground/builds", { range: "id ..; max=5000" }, 422],
  ["/apps/playground/builds/none", {}, 404],
  ["/apps/other/builds", {}, 404],
  ["/apps/playground/dynos", {}, 404],
])("GET %s with %j is refused with %i", async (path, headers, status) => {
  const { origin } = await opened();
  expect((await fetch(origin("heroku") + path, { headers: { ...known, ...headers } })).status).toBe(status);
});

test("a range gives the newest, and says that there are more", async () => {
  const { clock, origin } = await opened();
  for (const version of ["1", "2", "3"]) {
    await post(origin("heroku"), { source_blob: { ...right.source_blob, version } });
    await clock.set(addDuration(clock.now(), duration("1m")));
  }
  const headers = { ...known, range: "started_at ..; order=desc, max=2" };
  const answer = await fetch(`${origin("heroku")}/apps/playground/builds`, { headers });
  const versions = ((await answer.json()) as { source_blob: { version: string } }[]).map((each) => each.source_blob.version);
  expect([answer.status, versions]).toEqual([206, ["3", "2"]]);
});

testWith(["curl"], "curl starts a build and sees it end", async () => {
  const { clock, origin } = await opened();
  const run = promisify(execFile);
  const url = `${origin("heroku")}/apps/playground/builds`;
  const common = ["-sS", "--fail", "-H", `Authorization: ${known.authorization}`, "-H", `Accept: ${known.accept}`];
  const made = await run("curl", [...common, "-H", "Content-Type: application/json", "-d", JSON.stringify(right), url]);
  const { id } = JSON.parse(made.stdout) as { readonly id: string };
  await clock.set(addDuration(clock.now(), duration("10m")));
  const info = await run("curl", [...common, `${url}/${id}`]);
  expect(JSON.parse(info.stdout)).toMatchObject({ status: "succeeded", source_blob: { version: commit } });
});

testWith(["../shared/specs"], "the vendor's own hyper-schema holds what connector and twin say to each other", async () => {
  const heard: TwinRequest[] = [];
  const answers: unknown[] = [];
  const bench = await opened((request) => heard.push(request));
  const door = {
    ...bench.door,
    request: async (request: Parameters<typeof bench.door.request>[0]) => {
      const answer = await bench.door.request(request);
      answers.push(JSON.parse(Buffer.from(answer.bytes).toString()));
      return answer;
    },
  };
  const { builds } = connectHeroku({ ...bench, door });
  await builds.start("playground", { repository: "acme/app", commit });
  await builds.list("playground");
  await bench.clock.set(addDuration(bench.clock.now(), duration("10m")));
  await builds.list("playground");

  const check = vendorChecks();
  expect(heard.map(({ method, json }) => method === "POST" && check("build/links/0/schema", json))).toEqual([[], false, false]);
  expect(check("build", answers[0])).toEqual([]);
  for (const each of (answers.slice(1) as unknown[][]).flat()) expect(check("build", each)).toEqual([]);
  expect(check("build", { ...(answers[0] as object), status: "odd" })).not.toEqual([]);
  expect(check("build/links/0/schema", {})).not.toEqual([]);
});

// The file is a hyper-schema of an older draft: ids are dropped, and `strictProperties` is what draft 7 calls no additional properties.
const vendorChecks = () => {
  const file = join(import.meta.dirname, "../../../../shared/specs/heroku-platform-api.json");
  const schema = JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) => {
    if (key === "$schema" || (key === "id" && typeof value === "string")) return undefined;
    if (typeof value !== "object" || value === null || !("strictProperties" in value)) return value;
    return value.strictProperties === true ? { ...value, additionalProperties: false } : value;
  }) as object;
  const ajv = new Ajv({ strict: false, validateSchema: false, logger: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(schema, "heroku");
  return (definition: string, value: unknown): readonly unknown[] => {
    const validate = ajv.compile({ $ref: `heroku#/definitions/${definition}` });
    return validate(value) ? [] : (validate.errors ?? []);
  };
};
