import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { connectCloudfront } from "../../connectors/cloudfront/connect-cloudfront.ts";
import { addDuration, duration, instant } from "../../domain/instant.ts";
import { distribution, feedUrl, openCloudfrontTwins } from "../../testing/cloudfront-bench.ts";
import { type OldAppSeed, openOldApp } from "./open-old-app.ts";

const ground = () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-old-app-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, now: () => instant("2021-11-29T09:00:00Z") };
};

const feed = (...versions: readonly string[]) => JSON.stringify(versions.map((version) => ({ version, release_date: "2021-11-29" })));

const appAt = (texts: readonly (string | undefined)[], more: Partial<OldAppSeed> = {}) => {
  const left = [...texts];
  const readFeed = async () => {
    const text = left.shift();
    return text === undefined ? undefined : { status: text === "gone" ? 404 : 200, text };
  };
  return openOldApp(ground(), { version: "1.29.0", readFeed, promised: async () => [], ...more });
};

const pollAll = async (texts: readonly (string | undefined)[]) => {
  const app = appAt(texts);
  for (const _ of texts) await app.poll();
  return app;
};

test("its own version is no news, and neither is a feed that cannot be read", async () => {
  const app = await pollAll([feed("1.29.0"), "gone", "{", "[]", "null", '[{"version":7}]', undefined, feed("1.29.0")]);
  expect(app.notices()).toEqual([]);
});

test("a new version is told once, however often it is read", async () => {
  const app = await pollAll([feed("1.30.0", "1.29.0"), feed("1.30.0", "1.29.0"), "gone", feed("1.30.0", "1.29.0")]);
  expect(app.counts()).toEqual({ "1.30.0": 1 });
});

test("polls that overlap tell of a version once", async () => {
  const app = appAt([feed("1.30.0"), feed("1.30.0")], { promised: () => new Promise((resolve) => setImmediate(() => resolve([]))) });
  await Promise.all([app.poll(), app.poll()]);
  expect(app.counts()).toEqual({ "1.30.0": 1 });
});

test("a patch and then the release are told once each", async () => {
  const app = await pollAll([feed("1.29.1", "1.29.0"), feed("1.29.1"), feed("1.30.0", "1.29.1", "1.29.0"), feed("1.30.0")]);
  expect(app.counts()).toEqual({ "1.29.1": 1, "1.30.0": 1 });
});

test("a feed that goes back and forth tells twice, and even a lower version is news", async () => {
  const app = await pollAll([feed("1.30.0"), feed("1.29.0"), feed("1.30.0"), feed("1.28.0")]);
  expect(app.counts()).toEqual({ "1.30.0": 2, "1.28.0": 1 });
});

test("what is missing when its user is told is written down", async () => {
  const app = appAt([feed("1.30.0")], { promised: async (version) => [`image release-${version}`, `tag ${version}`] });
  await app.poll();
  expect(app.notices()).toEqual([{ version: "1.30.0", at: "2021-11-29T09:00:00Z", missing: ["image release-1.30.0", "tag 1.30.0"] }]);
});

test("it remembers what it has shown when it is opened again", async () => {
  const at = ground();
  const seed = { version: "1.29.0", readFeed: async () => ({ status: 200, text: feed("1.30.0") }), promised: async () => [] };
  await openOldApp(at, seed).poll();
  const again = openOldApp(at, seed);
  await again.poll();
  expect(again.counts()).toEqual({ "1.30.0": 1 });
});

test("behind a cache it learns of a release only when the invalidation is completed", async () => {
  const bench = await openCloudfrontTwins();
  const hold = (text: string) => {
    bench.opened.origin.answer = { status: 200, bytes: Buffer.from(text), contentType: "application/json" };
  };
  hold(feed("1.29.0"));
  const readFeed = async () => {
    const { status, bytes } = await bench.door.request({ system: "feed", method: "GET", url: feedUrl });
    return { status, text: Buffer.from(bytes).toString() };
  };
  const app = openOldApp({ ...ground(), now: bench.clock.now }, { version: "1.29.0", readFeed, promised: async () => [] });
  const pollAfter = async (time: string) => {
    await bench.clock.set(addDuration(bench.clock.now(), duration(time)));
    await app.poll();
    return app.notices().length;
  };
  expect(await pollAfter("1m")).toBe(0);
  hold(feed("1.30.0", "1.29.0"));
  expect(await pollAfter("3h")).toBe(0);
  await connectCloudfront(bench).cdn.invalidate(distribution, { reference: "train:1.30.0:cdn", paths: ["/*"] });
  expect(await pollAfter("4m")).toBe(0);
  expect(await pollAfter("1m")).toBe(1);
  expect(await pollAfter("30h")).toBe(1);
  await bench.close();
});
