import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { addDuration, duration, instant } from "../../domain/instant.ts";
import { openDoor } from "../../host/door.ts";
import { openSecrets } from "../../host/secrets.ts";
import { credentials, openRegistryTwin } from "../../testing/registry-bench.ts";
import { belongsTo, readChallenge } from "./challenge.ts";
import { connectOci } from "./connect-oci.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const published = async (environment?: Record<string, string>) => {
  const bench = await openRegistryTwin(environment);
  closing.push(bench.close);
  const { digest } = bench.opened.publishImage({ image: "acme/app", tags: ["1.30.0"], revision: "a".repeat(40), version: "1.30.0" });
  return { ...bench, digest, ...connectOci(bench) };
};

describe("the token flow", () => {
  test("a token is asked for once and again when it has expired", async () => {
    const asked: string[] = [];
    const bench = await published();
    const door = {
      ...bench.door,
      request: async (request: Parameters<typeof bench.door.request>[0]) => {
        if (request.url.startsWith("https://auth.docker.io/")) asked.push(new URL(request.url).searchParams.get("scope") ?? "");
        const answer = await bench.door.request(request);
        if (answer.status === 401) asked.push("refused");
        return answer;
      },
    };
    const { images } = connectOci({ ...bench, door });
    await images.digest("acme/app", "1.30.0");
    await images.digest("acme/app", "1.30.0");
    expect(asked).toEqual(["refused", "repository:acme/app:pull"]);
    await bench.clock.set(addDuration(bench.clock.now(), duration("10m")));
    await images.digest("acme/app", "1.30.0");
    expect(asked.slice(2)).toEqual(["repository:acme/app:pull"]);
    await images.promote("acme/app", bench.digest, "latest-release");
    expect(asked.slice(3)).toEqual(["repository:acme/app:pull,push"]);
  });

  test("without a credential public images can be read; writing says which variable is missing", async () => {
    const { images, digest, ledger } = await published({});
    expect(await images.digest("acme/app", "1.30.0")).toBe(digest);
    await expect(images.promote("acme/app", digest, "latest-release")).rejects.toMatchObject({ code: "TOKEN_MISSING" });
    expect(ledger.all()).toEqual([]);
  });

  test("a wrong password is refused and nothing is written", async () => {
    const { images, digest, ledger } = await published({ ...credentials, REGISTRY_PASSWORD: "wrong" });
    await expect(images.promote("acme/app", digest, "latest-release")).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
    expect(ledger.all()).toEqual([]);
  });

  test.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="a:b:pull,push"',
      "https://auth.docker.io/token",
      "registry.docker.io",
    ],
    ['bearer service=x , realm="https://a.example/t?x=\\"1\\""', 'https://a.example/t?x="1"', "x"],
    ['Bearer realm="https://a.example"', "https://a.example", ""],
  ])("the challenge %s is read", (header, realm, service) => {
    expect(readChallenge(header)).toEqual({ realm, service });
  });

  test.each([undefined, "", "Basic realm=x", "Bearer", "Bearer service=x"])("%j asks for nothing we can give", (header) => {
    expect(readChallenge(header)).toBeUndefined();
  });

  test.each([
    ["https://auth.docker.io/token", "https://registry-1.docker.io", true],
    ["https://ghcr.io/token", "https://ghcr.io", true],
    ["https://gitlab.com/jwt/auth", "https://registry.gitlab.com", true],
    ["https://evil.example/token", "https://registry-1.docker.io", false],
    ["http://auth.docker.io/token", "https://registry-1.docker.io", false],
    ["not an address", "https://ghcr.io", false],
  ])("whether %s may see the credential of %s: %s", (realm, origin, may) => {
    expect(belongsTo(realm, origin)).toBe(may);
  });
});

describe("a lost answer", () => {
  test.each(["lost-after", "500-after", "502-after"] as const)(
    "%s to a promotion: unknown, applied once, found by looking",
    async (fault) => {
      const { images, digest, breakNext, ledger } = await published();
      breakNext(fault, "putManifest");
      const promoted = images.promote("acme/app", digest, "latest-release");
      await expect(promoted).rejects.toMatchObject({ explanation: { retry: "unknown" } });
      expect(await images.digest("acme/app", "latest-release")).toBe(digest);
      expect(ledger.count("manifest", `acme/app:latest-release@${digest}`)).toBe(1);
    },
  );

  test("a rate limit says how long to wait, and nothing was applied", async () => {
    const { images, digest, breakNext } = await published();
    breakNext("429", "putManifest");
    await expect(images.promote("acme/app", digest, "latest-release")).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfter: 2000 });
    expect(await images.digest("acme/app", "latest-release")).toBeUndefined();
  });
});

describe("T13, T26: a registry that cannot be believed", () => {
  const lying = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const door = openDoor({ map: { "https://registry.example.com": `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });
    closing.push(
      door.close,
      () => server.close(),
      () => server.closeAllConnections(),
    );
    return connectOci({ door, secrets: openSecrets(credentials, () => ""), clock: { now: () => instant("2021-11-26T09:00:00Z") } }).images;
  };
  const type = "application/vnd.oci.image.index.v1+json";
  const body = '{"schemaVersion":2,"manifests":[]}';
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const other = `sha256:${"1".repeat(64)}`;
  const image = "registry.example.com/acme/app";

  test.each<[string, string, (response: ServerResponse) => void]>([
    ["other bytes for a digest", other, (response) => response.writeHead(200, { "content-type": type }).end(body)],
    [
      "a digest header that its bytes do not have",
      "1.30.0",
      (response) => response.writeHead(200, { "content-type": type, "docker-content-digest": other }).end(body),
    ],
  ])("%s are told apart from what is no answer", async (_, reference, answer) => {
    const images = await lying((request, response) => (request.method === "HEAD" ? response.writeHead(200).end() : answer(response)));
    await expect(images.look(image, reference)).rejects.toMatchObject({ code: "OTHER_BYTES", explanation: { retry: "unknown" } });
  });

  test.each<[string, string, (response: ServerResponse) => void]>([
    ["a page in place of a manifest", "1.30.0", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["a manifest without a type", "1.30.0", (response) => response.writeHead(200).end(body)],
    ["a redirect", "1.30.0", (response) => response.writeHead(302, { location: "https://registry.example.com/elsewhere" }).end()],
    ["no JSON", "1.30.0", (response) => response.writeHead(200, { "content-type": type }).end("<html>")],
    ["an index of numbers", "1.30.0", (response) => response.writeHead(200, { "content-type": type }).end('{"manifests":[1]}')],
    ["an endless answer", "1.30.0", (response) => response.writeHead(200, { "content-type": type }).end("x".repeat(9_000_000))],
  ])("%s proves nothing", async (_, reference, answer) => {
    const images = await lying((request, response) => (request.method === "HEAD" ? response.writeHead(200).end() : answer(response)));
    await expect(images.look(image, reference)).rejects.toMatchObject({ code: "BAD_ANSWER", explanation: { retry: "unknown" } });
  });

  test("a digest header on HEAD alone is not believed", async () => {
    const images = await lying((request, response) => {
      response.writeHead(200, { "content-type": type, ...(request.method === "HEAD" ? { "docker-content-digest": other } : {}) });
      response.end(body);
    });
    expect(await images.digest(image, "1.30.0")).toBe(digest);
  });

  test("a challenge that leads elsewhere is not shown the credential", async () => {
    let seen: string | undefined;
    const images = await lying((request, response) => {
      seen ??= request.headers.authorization;
      response.writeHead(401, { "www-authenticate": 'Bearer realm="https://evil.example/token",service="x"' }).end();
    });
    await expect(images.digest(image, "1.30.0")).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
    expect(seen).toBeUndefined();
  });
});

test("a blob behind a redirect is fetched without the token, and hashed all the same", async () => {
  const bench = await published();
  const { clock, secrets, door } = bench;
  const seen: (string | undefined)[] = [];
  let answer: (url: string) => Uint8Array = () => new Uint8Array();
  const redirecting = {
    ...door,
    request: async (request: Parameters<typeof door.request>[0]) => {
      if (request.url.startsWith("https://content.example/")) {
        seen.push(request.secretHeaders?.["authorization"]);
        return { status: 200, headers: {}, bytes: answer(request.url) };
      }
      const reply = await door.request(request);
      if (!request.url.includes("/blobs/") || reply.status !== 200) return reply;
      answer = () => reply.bytes;
      return { status: 307, headers: { location: "https://content.example/blob" }, bytes: new Uint8Array() };
    },
  };
  const { images } = connectOci({ door: redirecting, secrets, clock });
  expect((await images.look("acme/app", "1.30.0"))?.platforms).toHaveLength(2);
  expect(seen).toEqual([undefined, undefined]);
});
