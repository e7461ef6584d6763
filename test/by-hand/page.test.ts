import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { adoptRelease } from "../../src/app/adopt-release.ts";
import { loadRelease } from "../../src/app/load-release.ts";
import { verifyRelease } from "../../src/app/verify-release.ts";
import { whatNow } from "../../src/app/what-now.ts";
import { addDuration, duration, instant } from "../../src/domain/instant.ts";
import { openHands } from "../../src/testing/by-hand.ts";
import { plainGit } from "../../src/testing/git-world.ts";
import { repositoryOf } from "../../src/testing/staged-release.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { ownAccount } from "../../src/world/blueprint.ts";
import { layGround, versions } from "../crash/ground.ts";
import { openCrashStage } from "../crash/record.ts";
import { dropStage } from "../crash/snapshots.ts";
import { handbookPage, pageText } from "./page.ts";
import { setDials } from "./set-dials.ts";
import { goToTheEnd } from "./undisturbed.ts";

/** Every line takes minutes; where people stop at the worst moments is part of every run. */
const every = process.env["SIGNALBOX_EVERY_PREFIX"] !== undefined;

vi.setConfig({ testTimeout: 240_000 });

const place = mkdtempSync(join(tmpdir(), "signalbox-page-"));
afterAll(() => dropStage(place), 60_000);

const lines = handbookPage.map(({ line }) => line);
const stops = every ? lines : ["update the version", "tag the version", "open the sync", "post on Slack", "send the newsletter"];

/** Ana does the page's lines in their order, those of the launch on its day. */
const followPage = async (stage: OpenStage, folder: string, upTo: string): Promise<void> => {
  const hands = await openHands(stage, join(folder, "hands"), ownAccount);
  try {
    for (const line of lines.slice(0, lines.indexOf(upTo) + 1)) {
      if (line === "tag the version") await stage.world.advanceTo(instant("2021-11-29T10:30:00Z"));
      await hands.carryOut(pageText, (item) => item === line);
    }
  } finally {
    await hands.close();
  }
};

/** How often everything happened that users, readers or colleagues notice. */
const noticed = (stage: OpenStage): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { twin, effect, subject } of stage.world.applied()) {
    const what = `${twin} ${effect}`;
    if (/^github (?:set-status|add-label)$|^mailchimp (?!send)|^cloudfront|^heroku|^command/.test(what)) continue;
    if (what === "git push" && !subject.includes("refs/tags/")) continue;
    // Which campaign it was depends on who made it; and nobody on the page tells the team of the freeze.
    if (subject.startsWith("team/")) continue;
    const name = what === "mailchimp send" ? what : `${what} ${subject.replace(/ ?[0-9a-f]{40}$|@sha256:.*|\/C0000000000 .*/, "")}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

const once = [
  "git push crash-example/app refs/tags/1.30.0",
  "github open-pull-request crash-example/site post-1-30-0 into main",
  "github open-pull-request crash-example/charts release-1.30.0 into main",
  "github open-pull-request crash-example/app 1.30.0-sync into main",
  "github merge-pull-request crash-example/charts#1",
  "github merge-pull-request crash-example/site#1",
  "github merge-pull-request crash-example/app#1",
  "github draft-release crash-example/app 1.30.0",
  "github publish-release crash-example/app 1.30.0",
  "registry manifest crash/worker:1.30.0",
  "registry manifest crash/worker:latest",
  "slack chat.postMessage community",
];

test.each(stops)(
  "people follow the handbook's page up to «%s» in their own words; adopted, the release ends in the same world",
  async (upTo) => {
    const folder = join(place, `room-${lines.indexOf(upTo)}`);
    await layGround(folder);
    const stage = await openCrashStage(folder, "");
    const shows = (repository: string, what: string): string => plainGit([`--git-dir=${repositoryOf(folder, repository)}`, "show", what]);
    const did = (line: string): boolean => lines.indexOf(line) <= lines.indexOf(upTo);
    try {
      await followPage(stage, folder, upTo);
      await adoptRelease({ ...stage.parts, actor: "ana" }, { version: versions.released }, () => "with all");
      await goToTheEnd(stage, did("post on Slack") ? "happened" : "send");

      const counts = noticed(stage);
      expect(counts).toEqual({ ...Object.fromEntries(once.map((each) => [each, 1])), "mailchimp send": 1 });

      // The page pushes the changelog with the version.
      const words = did("update the version") ? "- Exports write their last row, thank you all (#3)" : "- Write the last row (#3)";
      for (const at of ["1.30.0", "main"]) {
        const changelog = shows("crash-example/app", `${at}:CHANGELOG.md`).split("\n");
        expect(changelog.filter((line) => line.startsWith("### 1.30.0"))).toHaveLength(1);
        expect(changelog.filter((line) => line.includes("(#3)"))).toEqual([words]);
        expect(shows("crash-example/app", `${at}:app/version.py`)).toBe('VERSION = "1.30.0"');
      }
      const feed = JSON.parse(shows("crash-example/app", "main:versions.json"));
      expect(feed.map((each: { readonly version: string }) => each.version)).toEqual(["1.30.0", "1.29.0"]);
      expect(shows("crash-example/charts", "main:chart/Chart.yaml")).toMatch(/version: 3\.17\.0\nappVersion: 1\.30\.0$/);
      expect(shows("crash-example/site", "main:posts/1-30-0.md")).toContain(did("write up the blog post") ? "Our 1.30.0" : "crash 1.30.0");
      expect(await verifyRelease(stage.parts, versions.released)).toEqual([]);
    } finally {
      await stage.close();
    }
  },
);

test("of a release that nobody has begun nothing is there, though the one before has just ended", async () => {
  const folder = join(place, "next");
  await layGround(folder);
  const stage = await openCrashStage(folder, "");
  try {
    await followPage(stage, folder, lines.at(-1) ?? "");
    await adoptRelease({ ...stage.parts, actor: "ana" }, { version: versions.released }, () => "with all");
    await goToTheEnd(stage, "happened");
    const { seen } = await adoptRelease({ ...stage.parts, actor: "ana" }, { version: "1.31.0" }, () => "with all");
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.filter(({ is }) => is !== "open")).toEqual([]);
  } finally {
    await stage.close();
  }
});

test("with the dial on people, what they push in their own words is seen as theirs: no alarm, no question, and the plan goes on from it", async () => {
  const folder = join(place, "dial");
  await layGround(folder);
  await setDials(folder, "people");
  const stage = await openCrashStage(folder, "");
  try {
    await stage.type("ana", "start", versions.released);
    await followPage(stage, folder, "update the version");
    for (const _ of [1, 2, 3]) {
      await stage.type("signalbox", "tick", versions.released);
      await stage.world.advanceTo(addDuration(stage.world.now(), duration("5m")));
    }
    const state = await loadRelease(stage.parts, versions.released);
    expect([state.alarms, state.held]).toEqual([[], undefined]);
    const { steps } = whatNow(state, stage.parts.kinds);
    const written = steps.filter(({ item }) => ["cut-branch", "write-changelog", "bump-version"].includes(item));
    expect(written.map(({ step, is }) => [step, is])).toEqual([
      ["cut-branch/push-branch", "done"],
      ["write-changelog/push-commits", "done"],
      ["bump-version/push-commits", "done"],
    ]);
    expect(JSON.stringify(state.plan?.items.find(({ id }) => id === "sync-main"))).toContain("Exports write their last row");
  } finally {
    await stage.close();
  }
});
