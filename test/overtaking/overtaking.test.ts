import fc from "fast-check";
import { expect, test } from "vitest";
import { readFeed } from "../../src/edits/read-feed.ts";
import { type Launched, launchBoth } from "./two-releases.ts";

/** As many orders as are promised, or on every commit a share of them. */
const numRuns = process.env["SIGNALBOX_EVERY_ORDER"] === "1" ? 10_000 : 200;

test.each([
  ["a patch of the last release", "1.31.0", "1.30.1"],
  ["a patch of the newest line", "1.32.0", "1.31.1"],
] as const)(
  "%s overtakes the next one: in whatever order their steps come, they launch one after the other, and what both write is right",
  async (_, next, patch) => {
    const seen = { nextFirst: 0, patchFirst: 0, met: 0 };
    const delay = fc.nat({ max: 60 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), delay, delay, async (scheduler, ...delays) => {
        const launched = await launchBoth(scheduler, [next, patch], delays);
        requireRight(launched, next, patch);
        seen[orderOf(launched)[0] === next ? "nextFirst" : "patchFirst"] += 1;
        if (launched.met) seen.met += 1;
      }),
      { numRuns },
    );
    // Both came first at times, and at times each found the other one with its tag about to be pushed.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
  },
  3_600_000,
);

const tagPush = "push refs/tags/";

/** The versions in the order in which they launched. */
const orderOf = ({ shop }: Launched): readonly string[] =>
  shop.applied.flatMap((each) => (each.startsWith(tagPush) ? [each.slice(tagPush.length)] : []));

const requireRight = (launched: Launched, next: string, patch: string): void => {
  const { shop, asked } = launched;
  const order = orderOf(launched);
  const [first] = order;
  expect(order.toSorted()).toEqual([patch, next]);
  const isDraft = (each: string): boolean => each.startsWith("push refs/heads/chart-");
  const isRefresh = (each: string): boolean => each.startsWith("move ");
  expect(shop.applied.filter((each) => !isDraft(each) && !isRefresh(each))).toEqual(
    order.flatMap((version) => [
      `${tagPush}${version}`,
      `promote ${version} ${version}`,
      // Whoever comes later with the lower version leaves it where it is, and nothing else asks anything.
      ...(version === patch && first === next ? [] : [`promote latest ${version}`]),
      `merge chart-${version}`,
      `push refs/heads/sync-${version}`,
      `merge sync-${version}`,
      "invalidate",
    ]),
  );
  expect(asked).toEqual(first === next ? ["publish-images/latest LATEST_BACKWARDS"] : []);
  const once = shop.applied.filter((each) => isDraft(each) || isRefresh(each));
  expect(new Set(once).size).toBe(once.length);
  expect(shop.versionAt("latest")).toBe(next);
  expect(readFeed(shop.fileOnMain("acme/shop", "feed.json")).map((each) => each.version)).toEqual([next, patch, "1.30.0"]);
  expect(shop.fileAtEdge("feed.json")).toBe(shop.fileOnMain("acme/shop", "feed.json"));
  expect(shop.fileOnMain("acme/charts", "Chart.yaml")).toContain(`appVersion: ${next}\n`);
};
