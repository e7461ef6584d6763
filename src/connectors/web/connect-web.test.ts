import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { openDoor } from "../../host/door.ts";
import { brokenPromises, testContract } from "../../testing/contracts/contract.ts";
import { type WebBench, webContract } from "../../testing/contracts/web.ts";
import { connectWeb } from "./connect-web.ts";

const openBench = async (): Promise<WebBench> => {
  let answer: Parameters<WebBench["answers"]>[0] = { status: 200, text: "" };
  const seen: { method: string; path: string; headers: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers as Record<string, string> });
    response.writeHead(answer.status, answer.headers).end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const door = openDoor({ map: { "https://app.example.com": origin, "https://gone.example.com": "http://127.0.0.1:1" } });
  return {
    ...connectWeb({ door }),
    url: "https://app.example.com/_preflight",
    nowhere: "https://gone.example.com/",
    answers: (next) => {
      answer = next;
    },
    seen: () => seen,
    close: () => {
      door.close();
      server.close();
      server.closeAllConnections();
    },
  };
};

testContract("reading the web", webContract, openBench);

test("an adapter that follows redirects, cuts what is long and shows a credential breaks the contract", async () => {
  const open = async (): Promise<WebBench> => {
    const bench = await openBench();
    const read: WebBench["web"]["read"] = async (url) => {
      const found = await bench.web.read(url).catch(() => ({ status: 200, text: "x", headers: {} as Record<string, string> }));
      return found?.headers["location"] === undefined ? found : bench.web.read(found.headers["location"]);
    };
    return { ...bench, web: { read }, seen: () => bench.seen().map((each) => ({ ...each, headers: { authorization: "x" } })) };
  };
  expect(await brokenPromises(webContract, open)).toEqual([
    "a redirect is an answer, and nobody is asked behind it",
    "it reads, once, and shows no credential",
    "more than five megabytes is an error, and never a part of them",
  ]);
});

test("an adapter that takes a refusal, or silence, for an error breaks the contract", async () => {
  const open = async (): Promise<WebBench> => {
    const bench = await openBench();
    const read: WebBench["web"]["read"] = async (url) => {
      const found = await bench.web.read(url);
      if (found === undefined || found.status >= 400) throw new Error("no");
      return { ...found, headers: {}, text: Buffer.from(found.text).toString("latin1") };
    };
    return { ...bench, web: { read } };
  };
  expect(await brokenPromises(webContract, open)).toEqual([
    "status, text and headers come back as they are",
    "a refusal is an answer",
    "a redirect is an answer, and nobody is asked behind it",
    "where nobody answers there is nothing",
  ]);
});

test("an address inside is refused and is not the same as silence", async () => {
  const door = openDoor();
  await expect(connectWeb({ door }).web.read("https://169.254.169.254/")).rejects.toMatchObject({ code: "ADDRESS_FORBIDDEN" });
  door.close();
});
