import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { launchedAt } from "../src/app/launched-since.ts";
import { rehearse } from "../src/app/rehearse/rehearse.ts";
import { addDuration, duration, type Instant } from "../src/domain/instant.ts";
import { exampleConfig, openShelf, repositories, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";
import { loadTrain } from "../src/wiring/load-train.ts";
import { tamper } from "../src/world/facts.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000, maxConcurrency: 2 });

const shelf = openShelf();
afterAll(shelf.end, 60_000);

const kept = { folder: "", launched: "" as Instant, versions: [] as readonly string[] };

/** A release, and a patch that overtook it on the way, both finished. */
beforeAll(async () => {
  kept.folder = shelf.folder();
  const { stage, now, close } = await stageIn(kept.folder);
  const typeUntilKilled: typeof stage.typeUntilKilled = async (who, argv) => {
    const { says } = await stage.type(who, ...argv);
    return { killed: stage.world.applied().some((each) => each.subject.includes(`refs/tags/${version} `)), says };
  };
  kept.versions = (await rehearse({ ...stage, typeUntilKilled }, version)).versions;
  kept.launched = launchedAt((await now()).state) ?? expect.fail("it was launched");
  await close();
});

/** A copy of the finished world, so long after the launch, and the requests that reach it. */
const later = async (after: string, ...facts: readonly string[]): Promise<StagedRelease & { readonly asked: string[] }> => {
  const folder = shelf.folder();
  for (const part of ["clock", "state", "world"]) cpSync(join(kept.folder, part), join(folder, part), { recursive: true });
  const { train } = await loadTrain(exampleConfig);
  const path = process.env["PATH"] ?? "";
  for (const fact of facts) await tamper(fact, { folder: join(folder, "world"), state: join(folder, "state"), path, train, version });
  const asked: string[] = [];
  const staged = await shelf.stage(folder, ({ twin, operation }) => void asked.push(`${twin} ${operation}`));
  await staged.stage.world.advanceTo(addDuration(kept.launched, duration(after)));
  asked.length = 0;
  return { ...staged, asked };
};

const tick = (staged: StagedRelease) => staged.types("signalbox", "tick");
const pass = ({ stage }: StagedRelease, length: string) => stage.world.advanceTo(addDuration(stage.world.now(), duration(length)));
const entries = async ({ stage }: StagedRelease) =>
  (await Promise.all(kept.versions.map((each) => stage.parts.journal.read(`${stage.parts.train.name}/${each}`)))).flat().length;
/** Messages that were posted in a workspace. */
const posts = ({ stage }: StagedRelease, workspace: string): number =>
  stage.world
    .applied()
    .filter(({ twin, effect, subject }) => twin === "slack" && effect === "chat.postMessage" && subject.startsWith(`${workspace}/`)).length;
const changes = async (staged: StagedRelease) =>
  (await staged.now()).state.alarms
    .filter(({ code }) => code === "CHANGED_SINCE_LAUNCH")
    .map(({ step, what, over }) => ({ step, what, over }));

describe("after the launch", () => {
  test("a quiet world raises no alarm, leaves no entry, and is asked once an hour and no more, though a later release moved latest", async () => {
    const staged = await later("3h");
    const before = await entries(staged);
    expect(kept.versions).toHaveLength(2);
    expect(await tick(staged)).toMatchObject({ exit: 0, says: "no release is under way" });
    expect(new Set(staged.asked.map((each) => each.split(" ")[0]))).toEqual(new Set(["edge", "git", "registry"]));
    for (const _ of [1, 2, 3]) {
      await pass(staged, "19m");
      // Users' apps read as well while time passes.
      staged.asked.length = 0;
      expect(await tick(staged)).toMatchObject({ exit: 0 });
      expect(staged.asked).toEqual([]);
    }
    await pass(staged, "3m");
    staged.asked.length = 0;
    expect(await tick(staged)).toMatchObject({ exit: 0 });
    expect(staged.asked.length).toBeGreaterThan(5);
    expect(await entries(staged)).toBe(before);
    expect(await staged.types("ana", "verify", version)).toMatchObject({ exit: 0 });
  });

  test("a tag that somebody deleted and made anew is told once, again when it moves again, and when it is put back", async () => {
    const staged = await later("3h");
    const bare = (...argv: readonly string[]) => staged.bare(repositories.main, ...argv);
    const tag = bare("rev-parse", `refs/tags/${version}`);
    const [team, community] = [posts(staged, "team"), posts(staged, "community")];
    bare("update-ref", "-d", `refs/tags/${version}`);
    bare("-c", "user.name=mallory", "-c", "user.email=mallory@example.com", "tag", "-a", "-m", "harmless", version, `${tag}^{commit}`);
    expect(await tick(staged)).toMatchObject({ exit: 4 });
    expect(await changes(staged)).toEqual([
      { step: "tag-release/push-tag", what: expect.stringMatching(/tag 1\.30\.0 is there already: it is another tag/), over: undefined },
    ]);
    const shown = await staged.types("ana", "status", "--exit-code");
    expect(shown).toMatchObject({ exit: 4, says: expect.stringContaining("1.30.0: person") });

    expect(posts(staged, "team")).toBe(team + 1);
    await pass(staged, "2h");
    const before = await entries(staged);
    expect(await tick(staged)).toMatchObject({ exit: 4 });
    expect(await entries(staged)).toBe(before);

    bare("update-ref", `refs/tags/${version}`, bare("rev-parse", "refs/heads/master"));
    await pass(staged, "59m");
    await tick(staged);
    expect((await changes(staged)).length).toBe(1);
    await pass(staged, "1m");
    expect(await tick(staged)).toMatchObject({ exit: 4 });
    expect((await changes(staged)).at(-1)?.what).toMatch(/it names [0-9a-f]{40}, not/);

    bare("update-ref", `refs/tags/${version}`, tag);
    await pass(staged, "1h");
    expect(await tick(staged)).toMatchObject({ exit: 0 });
    expect(await changes(staged)).toMatchObject([{}, {}, { over: true, what: "tag-release/push-tag is again as recorded" }]);
    expect([posts(staged, "team"), posts(staged, "community")]).toEqual([team + 3, community]);
    expect(await staged.types("ana", "verify", version)).toMatchObject({ exit: 0 });
    expect(await staged.types("ana", "status", "--exit-code")).toMatchObject({ exit: 0, says: "no release is under way" });
  });

  test.each([
    ["another digest behind the version's tag", "image-posthog-rebuilt", "13d", "publish-images/image-posthog/posthog", /names sha256:/],
    ["other bytes under the digest", "image-posthog-bytes", "13d", "publish-images/image-posthog/posthog", /other bytes/],
    ["latest moved back", "latest-posthog-back", "13d", "publish-images/image-posthog/posthog", /latest-release names sha256:/],
    ["other bytes of the feed at the edge", "edge-bytes", "2h", "refresh-cdn/await-edge", /sha256 is/],
    ["an edge that went back to older bytes", "edge-back", "2h", "refresh-cdn/await-edge", /does not tell of 1\.30\.0/],
    ["another feed at its source", "feed-changed", "2h", "refresh-cdn/await-edge", /versions\.json is/],
    ["another app in the chart", "chart-appversion-changed", "13d", "merge-chart/await-chart-version", /appVersion of .* is 0\.0\.1/],
    ["a chart of an older version", "chart-version-back", "13d", "merge-chart/await-chart-version", /the chart is still/],
  ])("%s raises one alarm", async (_, fact, after, step, what) => {
    const staged = await later(after, fact);
    expect(await tick(staged)).toMatchObject({ exit: 4 });
    expect((await changes(staged)).filter((each) => each.step === step)).toEqual([
      { step, what: expect.stringMatching(what), over: undefined },
    ]);
    const before = await entries(staged);
    await pass(staged, "1h");
    expect(await tick(staged)).toMatchObject({ exit: 4 });
    expect(await entries(staged)).toBe(before);
  });

  test("a system that does not answer is no alarm, and is said", async () => {
    const staged = await later("3h");
    const before = await entries(staged);
    staged.stage.fail({ twin: "registry", operation: "getManifest", fault: "lost-before" });
    const said: string[] = [];
    const terminal = { out: (text: string) => void said.push(text), error: () => {}, colour: false, width: 100 };
    expect(await staged.stage.show("ana", ["tick"], terminal)).toBe(0);
    expect(said.join("")).toMatch(
      /^No release is under way\.\nnot looked at again: 1\.\d+\.\d+ publish-images\/image-.*: The registry did not answer/,
    );
    expect(await entries(staged)).toBe(before);
  });

  test("after fourteen days nobody looks, and an alarm that still stands is closed", async () => {
    const staged = await later("15d", "tag-moved", "image-posthog-rebuilt", "edge-bytes");
    const before = await entries(staged);
    expect(await tick(staged)).toMatchObject({ exit: 0 });
    expect(staged.asked).toEqual([]);
    expect(await entries(staged)).toBe(before);

    const earlier = await later("13d", "tag-moved");
    expect(await tick(earlier)).toMatchObject({ exit: 4 });
    await pass(earlier, "2d");
    expect(await tick(earlier)).toMatchObject({ exit: 0 });
    expect((await changes(earlier)).at(-1)).toMatchObject({ over: true, what: expect.stringContaining("was not put back") });
  });

  test("what was rolled back may change, and the rest is still watched", async () => {
    const staged = await later("3h");
    await staged.types("ana", "rollback", version, "--reason", "it loses recordings", "--yes");
    await staged.goOn();
    await pass(staged, "3h");
    expect(await tick(staged)).toMatchObject({ exit: 0 });
    expect(await changes(staged)).toEqual([]);
    staged.bare(repositories.main, "update-ref", `refs/tags/${version}`, staged.bare(repositories.main, "rev-parse", "refs/heads/master"));
    await pass(staged, "1h");
    expect(await tick(staged)).toMatchObject({ exit: 4 });
    expect(await changes(staged)).toMatchObject([{ step: "tag-release/push-tag" }]);
  });
});

test("the moment of the last look is no part of the record", async () => {
  const staged = await later("3h");
  await tick(staged);
  const file = join(staged.folder, "state", "releases", version, "watched.txt");
  expect(readFileSync(file, "utf8")).toBe(`${staged.stage.world.now()}\n`);
});
