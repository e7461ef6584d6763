import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ReleaseError } from "../domain/errors.ts";
import { whyNotPublic } from "./address-filter.ts";
import { type OpenDoor, openDoor } from "./door.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const opened = (settings: Parameters<typeof openDoor>[0]): OpenDoor => {
  const door = openDoor(settings);
  closing.push(door.close);
  return door;
};

const server = async (listener: RequestListener): Promise<string> => {
  const listening = createServer(listener);
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    listening.close();
    listening.closeAllConnections();
  });
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
};

const twinDoor = async (listener: RequestListener): Promise<OpenDoor> =>
  opened({ map: { "https://api.example.com": await server(listener) } });

const errorOf = async (promise: Promise<unknown>): Promise<ReleaseError> => {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ReleaseError)) throw new Error(`expected an explained error, got ${String(error)}`);
  return error;
};

const get = (url: string) => ({ system: "Example", method: "GET", url }) as const;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};

describe("what goes out and comes back", () => {
  test("method, path, query, headers, secret headers and body arrive at the twin; the answer comes back as bytes", async () => {
    const tokens: (string | undefined)[] = [];
    const door = await twinDoor(async (request, response) => {
      tokens.push(request.headers.authorization);
      const seen = { method: request.method, url: request.url, body: await bodyOf(request) };
      response.writeHead(201, { "x-seen": "yes", "set-cookie": ["a=1", "b=2"] }).end(JSON.stringify(seen));
    });
    const answer = await door.request({
      ...get("https://api.example.com/a%2Fb?q=1"),
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      secretHeaders: { Authorization: "Bearer abc" },
      body: "käse",
    });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ "x-seen": "yes", "set-cookie": "a=1, b=2" });
    expect(JSON.parse(Buffer.from(answer.bytes).toString())).toEqual({
      method: "POST",
      url: "/a%2Fb?q=1",
      body: "käse",
    });
    expect(tokens).toEqual(["Bearer abc"]);
  });

  test("what a server was shown does not come back from it, and everything else does, to the byte", async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe, 0x80]);
    const door = await twinDoor((request, response) => {
      const shown = request.headers.authorization ?? "";
      if (shown === "") return void response.end(bytes);
      const pair = Buffer.from(shown.slice("Basic ".length), "base64").toString();
      response
        .writeHead(200, { location: `https://evil.example.com/?t=${encodeURIComponent(pair)}` })
        .end(`{"a":"${shown} ${pair}","b":"signalbox"}`);
    });
    const basic = `Basic ${Buffer.from("signalbox:canary word").toString("base64")}`;
    const { headers, bytes: echoed } = await door.request({ ...get("https://api.example.com/"), secretHeaders: { authorization: basic } });
    expect(headers["location"]).toBe("https://evil.example.com/?t=[redacted]");
    expect(Buffer.from(echoed).toString()).toBe('{"a":"[redacted] [redacted]","b":"signalbox"}');
    expect(Buffer.from((await door.request(get("https://api.example.com/"))).bytes)).toEqual(bytes);
  });

  test("a twin is told for which host it stands; production is told nothing", async () => {
    const door = await twinDoor((request, response) => response.end(request.headers["x-forwarded-host"]));
    expect(Buffer.from((await door.request(get("https://api.example.com/"))).bytes).toString()).toBe("api.example.com");
  });

  test("a redirect is an answer and is not followed", async () => {
    let hits = 0;
    const door = await twinDoor((_, response) => {
      hits += 1;
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
    });
    expect(await door.request(get("https://api.example.com/"))).toMatchObject({ status: 302 });
    expect(hits).toBe(1);
  });

  test.each([500, 503, 429, 404])("status %i is an answer", async (status) => {
    const door = await twinDoor((_, response) => response.writeHead(status).end("no"));
    expect((await door.request(get("https://api.example.com/"))).status).toBe(status);
  });

  test("connections are kept for the next request", async () => {
    const ports = new Set<number | undefined>();
    const door = await twinDoor((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    for (const path of ["1", "2", "3"]) await door.request(get(`https://api.example.com/${path}`));
    expect(ports.size).toBe(1);
  });
});

describe("what goes wrong on the way", () => {
  test.each([
    [
      "the connection ends before an answer",
      (_: IncomingMessage, response: { socket: { destroy: () => void } | null }) => response.socket?.destroy(),
    ],
  ])("%s: the outcome is unknown and nothing is sent again", async (_, misbehave) => {
    let hits = 0;
    const door = await twinDoor((request, response) => {
      hits += 1;
      misbehave(request, response);
    });
    const error = await errorOf(door.request({ ...get("https://api.example.com/x"), method: "POST", body: "1" }));
    expect(error).toMatchObject({ code: "NO_ANSWER", explanation: { retry: "unknown" } });
    expect(hits).toBe(1);
  });

  test("half an answer is no answer", async () => {
    const door = await twinDoor((_, response) => {
      response.writeHead(200, { "content-length": "10" }).write("half");
      setTimeout(() => response.socket?.end(), 10);
    });
    expect((await errorOf(door.request(get("https://api.example.com/")))).code).toBe("NO_ANSWER");
  });

  test("a server that never answers is given up at the deadline", async () => {
    const door = await twinDoor(() => undefined);
    const error = await errorOf(door.request({ ...get("https://api.example.com/"), deadline: 30 }));
    expect(error).toMatchObject({ code: "NO_ANSWER", message: expect.stringContaining("nothing within 30 ms") });
  });

  test("a slow drip is given up at the deadline too", async () => {
    const door = await twinDoor((_, response) => {
      const drip = setInterval(() => response.write("."), 5);
      response.on("close", () => clearInterval(drip));
    });
    expect((await errorOf(door.request({ ...get("https://api.example.com/"), deadline: 60 }))).code).toBe("NO_ANSWER");
  });

  test("a longer answer than allowed is an error, not a shorter answer", async () => {
    const door = await twinDoor((_, response) => response.end("x".repeat(1001)));
    const at = { ...get("https://api.example.com/"), maxBytes: 1000 };
    expect((await errorOf(door.request(at))).code).toBe("BAD_ANSWER");
    expect((await door.request({ ...at, maxBytes: 1001 })).bytes.length).toBe(1001);
  });

  test("nobody listening is no answer", async () => {
    const door = opened({ map: { "https://api.example.com": "http://127.0.0.1:1" } });
    expect(await errorOf(door.request(get("https://api.example.com/")))).toMatchObject({ code: "NO_ANSWER" });
  });
});

describe("T27: secrets stay out of errors", () => {
  test("neither secret headers nor the query are told", async () => {
    const door = await twinDoor((_, response) => response.socket?.destroy());
    const error = await errorOf(
      door.request({ ...get("https://api.example.com/p?token=canary-query"), secretHeaders: { authorization: "canary-header" } }),
    );
    const told = JSON.stringify([error.message, error.explanation, String(error.cause), error.stack]);
    expect(told).toContain("GET https://api.example.com/p");
    expect(told).not.toContain("canary");
  });

  test.each(["a\r\nx: 1", "a\nb", "a\rb", "a\0b"])("T02: the header value %j is refused without telling it", async (value) => {
    const door = await twinDoor((_, response) => response.end());
    const error = await errorOf(door.request({ ...get("https://api.example.com/"), secretHeaders: { authorization: `canary${value}` } }));
    expect(error.code).toBe("BUG");
    expect(JSON.stringify([error.message, error.explanation])).not.toContain("canary");
  });
});

describe("a rehearsal reaches twins and nothing else", () => {
  test.each([
    "https://api.github.com/",
    "https://api.example.com:8443/",
    "http://api.example.com/",
    "https://example.com/",
    "http://127.0.0.1:1/",
  ])("%s is refused when no twin stands for it", async (url) => {
    const door = opened({ map: { "https://api.example.com": "http://127.0.0.1:1" } });
    expect((await errorOf(door.request(get(url)))).code).toBe("ADDRESS_FORBIDDEN");
    expect(() => door.mapped(url)).toThrow(ReleaseError);
  });

  test.each([
    "http://10.0.0.1",
    "https://127.0.0.1:2",
    "http://localhost:3",
    "http://127.0.0.2:3",
    "https://example.com",
    "file:///etc/passwd",
  ])("a twin at %s is refused at once", (twin) => {
    expect(() => openDoor({ map: { "https://api.example.com": twin } })).toThrow(ReleaseError);
  });

  test("addresses are mapped with path and query; without a map they stay", () => {
    const door = opened({ map: { "https://github.com": "http://[::1]:4000" } });
    expect(door.mapped("https://github.com/acme/app.git?x=1")).toBe("http://[::1]:4000/acme/app.git?x=1");
    expect(opened({}).mapped("https://github.com/acme/app.git")).toBe("https://github.com/acme/app.git");
  });
});

describe("T08: production never connects inside", () => {
  const inside = [
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0.0.0.0/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://192.0.0.192/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[fd00:ec2::254]/",
    "https://localhost/",
    "https://localhost./",
    "https://user@example.com/",
    "https://user:word@127.0.0.1/",
    "http://example.com/",
    "http://169.254.169.254/",
    "file:///etc/passwd",
    "unix:/var/run/docker.sock",
    "ftp://example.com/",
    "gopher://example.com/",
    "not an address",
  ];
  test.each(inside)("%s is refused", async (url) => {
    expect((await errorOf(opened({}).request(get(url)))).code).toBe("ADDRESS_FORBIDDEN");
  });

  const resolving = (answers: readonly (readonly string[])[]): LookupFunction => {
    let asked = 0;
    return (_, options, done) => {
      const now = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      const found = now.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      if (options.all === true) return done(null, found);
      done(null, found[0]?.address ?? "", found[0]?.family ?? 4);
    };
  };

  test.each([[["10.0.0.5"]], [["8.8.8.8", "127.0.0.1"]], [["::ffff:10.0.0.1"]], [["fd00:ec2::254"]]])(
    "a name that leads to %j is refused when it connects",
    async (addresses) => {
      const door = opened({ lookup: resolving([addresses]) });
      expect((await errorOf(door.request(get("https://inside.example/")))).code).toBe("ADDRESS_FORBIDDEN");
    },
  );

  test("a name that changes its mind is checked each time it is looked up", async () => {
    const port = new URL(await server((request) => request.socket.destroy())).port;
    const door = opened({ lookup: resolving([["127.0.0.1"], ["10.0.0.1"]]), allow: ["127.0.0.1"] });
    expect((await errorOf(door.request(get(`https://rebinds.example:${port}/`)))).code).toBe("NO_ANSWER");
    expect((await errorOf(door.request(get(`https://rebinds.example:${port}/`)))).code).toBe("ADDRESS_FORBIDDEN");
  });

  test("an address of one's own goes through when it is listed, by name or by number", async () => {
    const port = new URL(await server((request) => request.socket.destroy())).port;
    for (const allow of ["127.0.0.1", "registry.example"]) {
      const door = opened({ allow: [allow], lookup: resolving([["127.0.0.1"]]) });
      expect((await errorOf(door.request(get(`https://registry.example:${port}/`)))).code).toBe("NO_ANSWER");
    }
  });

  test.each([
    ["registry.example", "NO_ANSWER"],
    ["registry.example:PORT", "NO_ANSWER"],
    ["registry.example:5000", "ADDRESS_FORBIDDEN"],
    ["127.0.0.0/8", "NO_ANSWER"],
    ["10.0.0.0/8", "ADDRESS_FORBIDDEN"],
    ["other.example", "ADDRESS_FORBIDDEN"],
  ])("with %s listed, a name of one's own network ends in %s", async (allow, code) => {
    const port = new URL(await server((request) => request.socket.destroy())).port;
    const door = opened({ allow: [allow.replace("PORT", port)], lookup: resolving([["127.0.0.1"]]) });
    expect((await errorOf(door.request(get(`https://registry.example:${port}/`)))).code).toBe(code);
  });

  test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])("%s is public", (address) => {
    expect(whyNotPublic(address)).toBeUndefined();
  });
});
