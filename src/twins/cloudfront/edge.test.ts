import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { connectCloudfront } from "../../connectors/cloudfront/connect-cloudfront.ts";
import { addDuration, duration } from "../../domain/instant.ts";
import { distribution, feedUrl, openCloudfrontTwins } from "../../testing/cloudfront-bench.ts";
import { matches } from "./state.ts";

const open = async () => {
  const bench = await openCloudfrontTwins();
  onTestFinished(bench.close);
  const { origin } = bench.opened;
  return {
    bench,
    origin,
    hold: (text: string, status = 200) => {
      origin.answer = { status, bytes: Buffer.from(text), contentType: "application/json" };
    },
    later: (time: string) => bench.clock.set(addDuration(bench.clock.now(), duration(time))),
    read: async (url = feedUrl, headers: Record<string, string> = {}) => {
      const answer = await bench.door.request({ system: "edge", method: "GET", url, headers });
      return { status: answer.status, text: Buffer.from(answer.bytes).toString(), headers: answer.headers };
    },
    invalidate: (...paths: readonly string[]) => connectCloudfront(bench).cdn.invalidate(distribution, { reference: paths.join(), paths }),
  };
};

test("it keeps what it has read for a day, says how old it is, and then reads again", async () => {
  const { hold, later, read, origin } = await open();
  hold("old");
  expect(await read()).toMatchObject({ text: "old", headers: { "x-cache": "Miss from cloudfront", "content-type": "application/json" } });
  hold("new");
  await later("23h59m");
  expect(await read()).toMatchObject({ text: "old", headers: { "x-cache": "Hit from cloudfront", age: "86340" } });
  expect(origin.reads).toBe(1);
  await later("1m");
  expect(await read()).toMatchObject({ text: "new", headers: { "x-cache": "Miss from cloudfront" } });
});

test("an invalidation works when it is completed and not when it is asked for", async () => {
  const { hold, later, read, invalidate } = await open();
  hold("old");
  await read();
  hold("new");
  await invalidate("/*");
  expect((await read()).text).toBe("old");
  await later("5m");
  expect((await read()).text).toBe("new");
});

test("an invalidation of other paths leaves this one stale", async () => {
  const { hold, later, read, invalidate } = await open();
  hold("old");
  await read();
  hold("new");
  await invalidate("/version", "/other/*");
  await later("5m");
  expect((await read()).text).toBe("old");
  await invalidate("/vers*");
  await later("5m");
  expect((await read()).text).toBe("new");
});

test("a missing file is remembered for ten seconds only, a query makes no difference, and an ETag saves the body", async () => {
  const { hold, later, read } = await open();
  hold("not here", 404);
  expect(await read()).toMatchObject({ status: 404, headers: { "x-cache": "Error from cloudfront" } });
  hold("here");
  expect((await read()).status).toBe(404);
  await later("10s");
  const { headers } = await read(`${feedUrl}?fresh=1`);
  hold("newer");
  expect((await read(`${feedUrl}?fresh=2`)).text).toBe("here");
  expect(await read(feedUrl, { "if-none-match": headers["etag"] ?? "" })).toMatchObject({ status: 304, text: "" });
});

test("a path of an invalidation matches itself, and with a star everything that begins with it", () => {
  const path = fc.stringMatching(/^\/[a-z/]{0,8}$/);
  fc.assert(fc.property(path, path, (a, b) => matches(a, b) === (a === b)));
  fc.assert(fc.property(path, path, (a, b) => matches(`${a}*`, `${a}${b}`) && matches("/*", b)));
  fc.assert(fc.property(path, path, (a, b) => matches(`${a}*`, b) === b.startsWith(a)));
});
