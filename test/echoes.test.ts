import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { instant } from "../src/domain/instant.ts";
import type { Ports } from "../src/domain/ports/index.ts";
import { openDoor } from "../src/host/door.ts";
import { unpaced } from "../src/host/pace.ts";
import { openProcesses } from "../src/host/processes.ts";
import { openSecrets } from "../src/host/secrets.ts";
import { type Hit, hitsIn } from "../src/testing/canaries.ts";
import { openMemoryArtifacts } from "../src/testing/memory-artifacts.ts";
import { connectPorts } from "../src/wiring/connect-ports.ts";

vi.setConfig({ testTimeout: 60_000 });

/** One unlike any other for each credential, with letters that every encoding writes otherwise. */
const canary = (of: string): string => `canary-${of}-"q/+ 42~\\z`;
const credentials = {
  GITHUB_TOKEN: canary("github"),
  REGISTRY_USERNAME: "signalbox",
  REGISTRY_PASSWORD: canary("registry"),
  HEROKU_API_KEY: canary("heroku"),
  MAILCHIMP_API_KEY: `${canary("mailchimp")}-us1`,
  AWS_ACCESS_KEY_ID: "AKIACANARYCANARYCAN1",
  AWS_SECRET_ACCESS_KEY: canary("aws"),
  SLACK_TOKEN_TEAM: canary("slack"),
  DEPLOY_TOKEN: canary("deploy"),
};
const canaries = Object.entries(credentials).flatMap(([name, value]) => (/USERNAME|KEY_ID/.test(name) ? [] : [value]));

/** Everything that a server was shown, in each form that somebody may send it back in. */
const echoOf = (request: IncomingMessage): string => {
  // A connector may keep only the beginning of what it is told, so the credential stands there.
  const { authorization = "", ...others } = request.headers;
  const shown = [authorization, ...Object.values(others).map(String)];
  const bare = shown.map((each) => each.replace(/^\S+ +/, ""));
  const pairs = bare.map((each) => Buffer.from(each, "base64").toString("utf8"));
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const all = [...shown, ...bare, ...pairs, ...pairs.map((each) => each.slice(each.indexOf(":") + 1))];
  return all
    .flatMap((each) => [
      each,
      base64(each),
      base64(base64(each)),
      encodeURIComponent(each),
      JSON.stringify(each),
      Buffer.from(each).toString("hex"),
    ])
    .join(" ");
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const answers: Readonly<Record<string, Answer>> = {
  "401 with what it was shown": (request, response) => respond(response, 401, echoOf(request)),
  "403": (request, response) => respond(response, 403, echoOf(request)),
  "422": (request, response) => respond(response, 422, echoOf(request)),
  "429": (request, response) => respond(response, 429, echoOf(request)),
  "500": (request, response) => respond(response, 500, echoOf(request)),
  "500 as a page": (request, response) => response.writeHead(500, { "content-type": "text/plain" }).end(echoOf(request)),
  "200 that refuses": (request, response) => respond(response, 200, echoOf(request)),
  "a header": (request, response) =>
    response
      .writeHead(400, {
        "www-authenticate": `Bearer realm="${encodeURIComponent(echoOf(request))}"`,
        "x-echo": encodeURIComponent(echoOf(request)),
      })
      .end("{}"),
  "a redirect elsewhere with what it was shown": (request, response) =>
    response.writeHead(302, { location: `${elsewhere}/?t=${encodeURIComponent(echoOf(request))}` }).end(echoOf(request)),
};

const respond = (response: ServerResponse, status: number, echo: string): void => {
  const told = echo.slice(0, 4000);
  const body = JSON.stringify({ ok: false, message: told, error: told, id: told, detail: told, title: told, errors: [{ message: told }] });
  response.writeHead(status, { "content-type": "application/json" }).end(body);
};

let elsewhere = "";
let answer: Answer = () => {};
const shown: string[] = [];
const leftHome: string[] = [];
const servers: Server[] = [];
const folder = mkdtempSync(join(tmpdir(), "signalbox-echoes-"));
let ports: Ports;
const closing: (() => Promise<void> | void)[] = [];

const serve = async (handle: Answer): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => handle(request, response));
  });
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  elsewhere = await serve((request, response) => {
    leftHome.push(`${request.url} ${JSON.stringify(request.headers)}`);
    response.end();
  });
  const hostile = await serve((request, response) => {
    shown.push(JSON.stringify(request.headers));
    answer(request, response);
  });
  const origins = [
    "https://api.github.com",
    "https://github.com",
    "https://registry-1.docker.io",
    "https://auth.docker.io",
    "https://api.heroku.com",
    "https://slack.com",
    "https://us1.api.mailchimp.com",
    "https://cloudfront.amazonaws.com",
    "https://hooks.example.com",
  ];
  const door = openDoor({
    map: { ...Object.fromEntries(origins.map((each) => [each, hostile])), "https://elsewhere.example.com": elsewhere },
  });
  const processes = openProcesses(process.env);
  const connected = connectPorts({
    pace: unpaced,
    door,
    secrets: openSecrets(credentials, () => ""),
    processes,
    clock: { now: () => instant("2021-11-26T09:00:00Z") },
    folder,
    tracks: { launching: async () => [], beside: async () => ({ launching: [], yields: false }) },
    artifacts: openMemoryArtifacts(),
  });
  ports = connected.ports;
  closing.push(connected.close, processes.close, door.close);
});
afterAll(async () => {
  for (const close of closing) await close();
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const repository = "acme/app";
const commit = "1".repeat(40);
const digest = `sha256:${"1".repeat(64)}`;

/** Something of each connector that shows a credential. */
const asked: Readonly<Record<string, () => Promise<unknown>>> = {
  "reading from GitHub": () => ports.pulls.get(repository, "1"),
  "writing to GitHub": () => ports.labels.add(repository, "1", "bump minor"),
  "asking GitHub who we are": () => ports.access.credential(),
  "git's list of refs": () => ports.refs.look(repository, "refs/heads/main"),
  "git's own requests": () => ports.history.log(repository, { to: commit, without: [] }),
  "the registry": () => ports.images.look("acme/app", "1.30.0"),
  "a promotion": () => ports.images.promote("acme/app", digest as never, "1.30.0"),
  Heroku: () => ports.builds.list("playground"),
  Slack: () => ports.messages.find("team", { channel: "C1", key: "key", since: "2021-11-26T09:00:00Z" }),
  Mailchimp: () => ports.campaigns.list("l1"),
  CloudFront: () => ports.cdn.invalidate("E1", { paths: ["/*"], reference: "r" }),
  "a request of the team's own": () =>
    ports.requests.send({
      method: "POST",
      url: "https://hooks.example.com/a",
      headers: { authorization: `Bearer \${DEPLOY_TOKEN}` },
    } as never),
};

const everythingOf = (outcome: unknown): Buffer => {
  const error = outcome as { readonly explanation?: unknown; readonly stack?: string };
  return Buffer.from(
    [
      inspect(outcome, { depth: 12, showHidden: true }),
      String(outcome),
      JSON.stringify(error),
      JSON.stringify(error?.explanation),
      error?.stack,
    ].join("\n"),
  );
};

describe.each(Object.keys(answers))("answered with %s", (how) => {
  test.each(Object.keys(asked))("%s tells nobody its credential", async (what) => {
    answer = answers[how] ?? expect.fail();
    shown.length = 0;
    leftHome.length = 0;
    const outcome = await asked[what]?.().catch((error: unknown) => error);
    const hits: readonly Hit[] = [...hitsIn(everythingOf(outcome), canaries), ...hitsIn(Buffer.from(leftHome.join("\n")), canaries)];
    expect(hits).toEqual([]);
    expect(shown.length, "it asked somebody").toBeGreaterThan(0);
  });
});
