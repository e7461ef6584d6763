import { expect, onTestFinished, test } from "vitest";
import { openTwinBench } from "../../testing/twin-bench.ts";
import { openSite } from "./open-site.ts";

const url = "https://update.example.com/versions";

const open = async (...held: readonly (string | undefined)[]) => {
  const left = [...held];
  const read = async () => {
    const text = left.shift();
    return text === undefined ? undefined : Buffer.from(text);
  };
  const bench = await openTwinBench(() => {
    const site = openSite({ origin: "https://update.example.com", path: "/versions", read });
    return { twins: [site], opened: site };
  });
  onTestFinished(bench.close);
  return async (method: "GET" | "POST" = "GET", at = url, headers: Record<string, string> = {}) => {
    const answer = await bench.door.request({ system: "site", method, url: at, headers });
    return { status: answer.status, text: Buffer.from(answer.bytes).toString(), etag: answer.headers["etag"] };
  };
};

test("a feed without a CDN is as its source has it, at once, and gone when it is gone", async () => {
  const read = await open("old", "new", undefined);
  expect(await read()).toMatchObject({ status: 200, text: "old" });
  expect(await read()).toMatchObject({ status: 200, text: "new" });
  expect(await read()).toMatchObject({ status: 404 });
});

test("whoever knows it already is sent no body", async () => {
  const read = await open("same", "same");
  const { etag = "" } = await read();
  expect(await read("GET", url, { "if-none-match": etag })).toMatchObject({ status: 304, text: "" });
});

test("it has one path, and takes nothing", async () => {
  const read = await open("feed");
  expect(await read("GET", "https://update.example.com/other")).toMatchObject({ status: 404 });
  expect(await read("POST")).toMatchObject({ status: 405 });
});
