import { afterEach, describe, expect, test } from "vitest";
import { connectCommand } from "../../connectors/command/connect-command.ts";
import { connectRequest } from "../../connectors/request/connect-request.ts";
import type { ExtraDeed, ExtraLook } from "../../domain/extra-deed.ts";
import type { ExtraItem } from "../../domain/extra-item.ts";
import { openTwinBench } from "../../testing/twin-bench.ts";
import { openApps } from "../apps/open-apps.ts";
import { openSite } from "../site/open-site.ts";
import { openExtra } from "./open-extra.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const site: ExtraLook = {
  is: "answer",
  url: "https://docs.example.com/version.json",
  headers: {},
  at: ".build.version",
  expect: "{version}",
};
const page: ExtraLook = { is: "answer", url: "https://docs.example.com/{version}/", headers: {}, at: undefined, expect: "v{version}" };

const item = (id: string, deed: ExtraDeed): ExtraItem => ({
  id,
  deed,
  title: id,
  text: "",
  owner: [],
  after: [],
  before: [],
  interlock: undefined,
});

const run = (argv: readonly string[], look?: ExtraLook): ExtraDeed => ({
  is: "command",
  command: { argv, secrets: [] },
  look,
  repeatable: false,
});

const request = {
  method: "POST",
  url: `https://status.example.com/\${HOOK_ID}/incidents?v={version}`,
  headers: { Authorization: `Bearer \${STATUS_TOKEN}` },
  body: { is: "json", value: { name: "{version} is out", quiet: false, parts: ["{major}"] } },
} as const;
const told: ExtraLook = { is: "command", argv: ["./told.sh", "{version}"], secrets: [] };

const items = [
  item("docs", run(["./docs.sh"], site)),
  item("pages", run(["./pages.sh", "{version}"], page)),
  item("tell", { is: "request", request, look: told, repeatable: false }),
  item("feed", {
    is: "request",
    request: { method: "PUT", url: "https://feed.example.com/feed", headers: {}, body: undefined },
    look: undefined,
    repeatable: false,
  }),
];

const secrets = { HOOK_ID: "hook/one", STATUS_TOKEN: "world-token" };

const opened = async () => {
  const releases: string[] = [];
  const bench = await openTwinBench((ground) => {
    const extra = openExtra(ground("extra"), items, { secrets, releases: () => releases });
    const links = { released: () => undefined, versionAt: () => undefined, image: () => undefined };
    const apps = openApps(ground("apps"), [], { ...links, own: extra.commands });
    const feed = openSite({ origin: "https://feed.example.com", path: "/feed", read: async () => Buffer.from("[]") });
    const twins = extra.among([...apps.twins, feed]);
    return { twins, opened: twins };
  }, secrets);
  closing.push(bench.close);
  const never = () => Promise.reject(new Error("a rehearsal must not run commands"));
  const { commands } = connectCommand({ ...bench, processes: { run: never, has: never } });
  const move = (version: string): void => void releases.unshift(version);
  return { ...bench, commands, ...connectRequest(bench), move };
};

const send = {
  method: "POST",
  url: `https://status.example.com/\${HOOK_ID}/incidents?v=1.30.0`,
  headers: { authorization: `Bearer \${STATUS_TOKEN}`, "content-type": "application/json" },
  body: '{"name":"1.30.0 is out","quiet":false,"parts":["1"]}',
} as const;

describe("commands of the team's own", () => {
  test("are counted for their release, and a look at an address tells of it", async () => {
    const { commands, requests, ledger } = await opened();
    const address = { url: "https://docs.example.com/1.30.0/", headers: {} };
    expect(await requests.read(address)).toBeUndefined();
    await commands.run({ argv: ["./pages.sh", "1.30.0"], environment: {} });
    expect(await requests.read(address)).toBe("v1.30.0\n");
    expect(await requests.read({ ...address, url: "https://docs.example.com/1.31.0/" })).toBeUndefined();
    expect(ledger.count("command", "./pages.sh 1.30.0 for pages 1.30.0")).toBe(1);
  });

  test("that name no release belong to the one that moved last and has none yet", async () => {
    const { commands, requests, ledger, move } = await opened();
    const version = async () => JSON.parse((await requests.read({ url: "https://docs.example.com/version.json", headers: {} })) ?? "null");
    move("1.30.0");
    move("1.29.1");
    expect(await version()).toBeNull();
    await commands.run({ argv: ["./docs.sh"], environment: {} });
    expect(await version()).toEqual({ build: { version: "1.29.1" } });
    await commands.run({ argv: ["./docs.sh"], environment: {} });
    expect(await version()).toEqual({ build: { version: "1.30.0" } });
    await commands.run({ argv: ["./docs.sh"], environment: {} });
    expect(ledger.count("command", "./docs.sh for docs 1.29.1")).toBe(2);
  });
});

describe("requests of the team's own", () => {
  test("are taken as configured, kept, counted, and seen by their look", async () => {
    const { commands, requests, ledger, opened: twins } = await opened();
    const look = { argv: ["./told.sh", "1.30.0"], environment: {} };
    expect(await commands.ask(look)).toBe(false);
    expect(await requests.send(send)).toEqual({ receipt: "status 202" });
    expect(await commands.ask(look)).toBe(true);
    expect(await commands.ask({ ...look, argv: ["./told.sh", "1.31.0"] })).toBe(false);
    const [{ effect, subject } = { effect: "", subject: "" }] = ledger.all();
    expect(subject).toBe(`POST https://status.example.com/\${HOOK_ID}/incidents for tell 1.30.0`);
    await requests.send(send);
    expect(ledger.count(effect, subject)).toBe(2);
    expect(await twins.find(({ name }) => name === "server status.example.com")?.holdings()).toEqual(["tell 1.30.0", "tell 1.30.0"]);
  });

  test("with one key are of one release", async () => {
    const { requests, ledger, move } = await opened();
    move("1.29.1");
    move("1.30.0");
    const put = { method: "PUT", url: "https://feed.example.com/feed", headers: { "idempotency-key": "k" } } as const;
    await requests.send(put);
    await requests.send(put);
    expect(ledger.count("request", "PUT https://feed.example.com/feed for feed 1.30.0")).toBe(2);
  });

  test("a lost answer is unknown, and the look settles it", async () => {
    const { commands, requests, breakNext } = await opened();
    breakNext("lost-after");
    await expect(requests.send(send)).rejects.toMatchObject({ code: "NO_ANSWER", explanation: { retry: "unknown" } });
    expect(await commands.ask({ argv: ["./told.sh", "1.30.0"], environment: {} })).toBe(true);
  });

  test.each([
    ["another path", { url: `https://status.example.com/\${HOOK_ID}/incident?v=1.30.0` }],
    ["another query", { url: `https://status.example.com/\${HOOK_ID}/incidents?v=1.30.0&w=1` }],
    ["two releases", { url: `https://status.example.com/\${HOOK_ID}/incidents?v=1.31.0` }],
    ["another credential in the address", { url: "https://status.example.com/hook/two/incidents?v=1.30.0" }],
    ["another credential in a header", { headers: { ...send.headers, authorization: "Bearer x" } }],
    ["a header too much", { headers: { ...send.headers, cookie: "x" } }],
    ["no header", { headers: { "content-type": "application/json" } }],
    ["another type", { headers: { ...send.headers, "content-type": "text/plain" } }],
    ["another value", { body: send.body.replace("false", "true") }],
    ["another name", { body: send.body.replace("quiet", "silent") }],
    ["a value too much", { body: send.body.replace("}", ',"x":1}') }],
    ["a list too long", { body: send.body.replace('["1"]', '["1","2"]') }],
    ["no JSON", { body: "{" }],
    ["another method", { method: "PUT" as const }],
  ])("%s is refused, and nothing is kept", async (_, more) => {
    const { requests, ledger } = await opened();
    await expect(requests.send({ ...send, ...more })).rejects.toMatchObject({ explanation: { retry: "never" } });
    expect(ledger.all()).toEqual([]);
  });
});

test("where another twin stands for an address, it goes on answering, and takes the team's requests besides", async () => {
  const { requests, origin, opened: twins } = await opened();
  expect(await requests.read({ url: "https://feed.example.com/feed", headers: {} })).toBe("[]");
  expect(twins.filter(({ origins }) => origins.includes("https://feed.example.com"))).toHaveLength(1);
  expect(await requests.send({ method: "PUT", url: "https://feed.example.com/feed", headers: {} })).toEqual({ receipt: "status 202" });
  expect((await fetch(`${origin("site feed.example.com")}/feed`, { method: "DELETE" })).status).toBe(405);
});
