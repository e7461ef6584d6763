import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { drive } from "../src/app/drive.ts";
import { makeRunbook } from "../src/app/make-runbook.ts";
import { foreseeRollback, rollBack } from "../src/app/rollback/roll-back.ts";
import { viewOf } from "../src/cli/release-view.ts";
import { rollbackText } from "../src/cli/rollback-text.ts";
import { statusText } from "../src/cli/status-text.ts";
import type { Boundaries } from "../src/engine/driving.ts";
import { boundariesAt } from "../src/testing/crash.ts";
import type { Holdings } from "../src/testing/rehearsed.ts";
import { openShelf, repositories, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";
import { renderRunbook } from "../src/texts/render-runbook.ts";
import { Died } from "../src/wiring/faults/died.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const shelf = openShelf();
afterAll(shelf.end, 60_000);

const reason = "it loses <!channel> *recordings*";
const images = ["posthog/posthog", "posthog/posthog-foss"] as const;

const feedOf = (staged: StagedRelease): string => staged.bare(repositories.main, "show", "refs/heads/master:versions.json");
const entry = '-    { "version": "1.30.0"';
const tagOf = (staged: StagedRelease): string => staged.bare(repositories.main, "rev-parse", `refs/tags/${version}`);
const latestOf = (staged: StagedRelease) =>
  Promise.all(images.map((image) => staged.as("ana-example").images.digest(image, "latest-release")));

/** What stands in the community's channel. */
const messagesOf = async (staged: StagedRelease): Promise<readonly string[]> => {
  const { slack } = (await staged.stage.world.holdings()) as unknown as Holdings;
  return (slack["community"]?.["C0000000000"] ?? []).map(({ text }) => text);
};

/** The world before a release, the release as it began, as its images were out and its feed was not, and finished. */
const kept = { finished: "", started: "", midway: "", before: { feed: "", latest: [] as readonly unknown[] }, tag: "" };

beforeAll(async () => {
  kept.finished = shelf.folder();
  const staged = await stageIn(kept.finished);
  for (const image of images)
    await staged.pushImage(image, ["release-1.29.0", "latest-release"], { revision: "0".repeat(40), version: "1.29.0" });
  kept.before = { feed: feedOf(staged), latest: await latestOf(staged) };
  await staged.types("ana", "start", version);
  await staged.close();
  kept.started = shelf.folder(kept.finished);
  const launching = await stageIn(kept.finished);
  await launching.goOn(
    ({ steps }) => steps.filter((each) => each.kind === "await-release-image" && each.is === "done").length === images.length,
  );
  await launching.close();
  kept.midway = shelf.folder(kept.finished);
  const again = await stageIn(kept.finished);
  const end = await again.goOn();
  expect(end.state.finishedAt).toBeDefined();
  kept.tag = tagOf(again);
  expect(feedOf(again)).not.toBe(kept.before.feed);
  expect(await latestOf(again)).not.toEqual(kept.before.latest);
  await again.close();
});

const typed = (staged: StagedRelease, who = "ana", ...more: readonly string[]) =>
  staged.types(who, "rollback", version, "--reason", reason, ...more);

const grew = (staged: StagedRelease, before: readonly string[]): readonly string[] => staged.applied().slice(before.length);

describe("a release that is finished", () => {
  test("what cannot be undone is said first, and nothing is done before a captain says so", async () => {
    const staged = await shelf.copy(kept.finished);
    const before = staged.applied();
    const { parts } = staged.stage;
    const prospect = await foreseeRollback({ ...parts, actor: "ana" }, version, reason);
    if (prospect.is !== "possible") throw new Error("it was not rolled back");
    const said = rollbackText(version, prospect.plan, parts.kinds, (_, text) => text);
    const order = [
      "cannot undo",
      "never moved or deleted",
      "The newsletter was sent to",
      "in this order",
      entry,
      "latest-release from sha256:",
    ];
    const places = order.map((each) => said.indexOf(each));
    expect(places).not.toContain(-1);
    expect(places.toSorted((one, other) => one - other)).toEqual(places);

    expect(await typed(staged)).toMatchObject({ exit: 4 });
    expect(await typed(staged, "cleo", "--yes")).toMatchObject({ exit: 7 });
    expect(await staged.types("ana", "rollback", version, "--reason", " ", "--yes")).toMatchObject({ exit: 2 });
    expect(staged.applied()).toEqual(before);
    expect((await staged.now()).state).toMatchObject({ rollback: undefined, finishedAt: expect.any(String) });
  });

  test("is taken back: the feed's bytes, latest, the message, a draft that nobody sent; and the tag stays", async () => {
    const staged = await shelf.copy(kept.finished);
    const before = staged.applied();
    expect(await typed(staged, "ana", "--yes")).toMatchObject({ exit: 4 });
    const now = await staged.now();
    const shown = statusText(viewOf(now.state, [], staged.stage.parts.kinds), (_, text) => text, 100);
    expect(shown).toMatch(/rolled back 2021-11-29 \d\d:\d\d UTC by ana/);
    expect(shown).toMatch(/undo-by-hand\/chart {2}waits for ana since 2021-11-29/);
    for (const one of ["approve 1.30.0 move-latest-back", "done 1.30.0 send-correction", "done 1.30.0 undo-by-hand/chart"])
      expect(shown).toContain(`    signalbox ${one}`);
    expect(shown).not.toContain("done 1.30.0 undo-by-hand --evidence");
    expect((await staged.step("move-latest-back/confirm")).waitsFor).toEqual(["ana", "ben"]);
    const corrected = await staged.types("ana", "correct", "posted", version, "post-to-slack");
    expect(corrected.failed?.explanation.why).toContain("was rolled back by ana");
    expect(await staged.types("cleo", "approve", version, "move-latest-back")).toMatchObject({ exit: 7 });
    expect(await latestOf(staged)).not.toEqual(kept.before.latest);
    const end = await staged.goOn();
    expect(end.state).toMatchObject({ finishedAt: expect.any(String), rollback: { by: "ana", reason } });
    await expectTakenBack(staged, before);
    expect(await staged.types("ana", "verify", version)).toMatchObject({ exit: 0 });
    expect(await staged.types("ana", "rollback", version, "--reason", "again", "--yes")).toMatchObject({ exit: 0 });
    await expectTakenBack(staged, before);
  });

  test.each(["people", "prepare"] as const)("with everything on %s the same is done, by hand where the dial says so", async (by) => {
    const staged = await shelf.copy(kept.finished);
    const before = staged.applied();
    const { parts } = staged.stage;
    await rollBack({ ...parts, actor: "ana", train: { ...parts.train, by, dials: {} } }, version, reason);
    const end = await staged.goOn();
    expect(end.state.finishedAt).toBeDefined();
    await expectTakenBack(staged, before);
    expect(await staged.types("ana", "verify", version)).toMatchObject({ exit: 0 });
  });

  test("a process that dies at every boundary of every effect takes each back once", async () => {
    const staged = await shelf.copy(kept.finished);
    const before = staged.applied();
    await rollBack({ ...staged.stage.parts, actor: "ana" }, version, reason);
    const deaths = new Set<string>();
    const dying = boundariesAt({
      pass: async (name) => {
        if (deaths.has(name)) return;
        deaths.add(name);
        throw new Died(name);
      },
      passed: () => [...deaths],
    });
    let finished = false;
    for (let turn = 0; turn < 300 && !finished; turn += 1) finished = await turnOf(staged, dying);
    expect(finished).toBe(true);
    expect([...deaths].filter((each) => each.endsWith(" b2")).length).toBeGreaterThanOrEqual(9);
    await expectTakenBack(staged, before);
  });
});

describe("a release that is under way", () => {
  test("that nobody can have yet is not rolled back", async () => {
    const staged = await shelf.copy(kept.started);
    const before = staged.applied();
    expect(await typed(staged, "ana", "--yes")).toMatchObject({ exit: 7, failed: { code: "NOT_ALLOWED" } });
    expect(await staged.types("ana", "rollback", "1.31.0", "--reason", "x", "--yes")).toMatchObject({
      failed: { code: "RELEASE_UNKNOWN" },
    });
    expect(staged.applied()).toEqual(before);
  });

  test("is not rolled back while nobody knows whether a request of it has arrived", async () => {
    const staged = await shelf.copy(kept.midway);
    const sent = boundariesAt({
      pass: async (name) => {
        if (name.endsWith(" b2")) throw new Died(name);
      },
      passed: () => [],
    });
    for (let died = false; !died; )
      died = await drive({ ...staged.stage.parts, boundaries: sent }, version).then(
        () => waited(staged),
        () => true,
      );
    const refused = await typed(staged, "ana", "--yes");
    expect(refused).toMatchObject({ exit: 7, failed: { code: "NOT_ALLOWED" } });
    expect(refused.failed?.explanation.why).toContain("was begun, and whether it has happened is not known yet");
    expect((await staged.now()).state.rollback).toBeUndefined();
  });

  test("that a driver goes on with meanwhile is planned again from what it wrote", async () => {
    const staged = await shelf.copy(kept.midway);
    const { journal } = staged.stage.parts;
    let raced = 0;
    const racing = {
      ...journal,
      append: async (...[release, after, said]: Parameters<typeof journal.append>) => {
        raced += 1;
        const alarm = { is: "alarm", code: "TEST", what: "somebody was first" } as const;
        if (raced === 1) await journal.append(release, after, [{ at: said[0]?.at ?? "", actor: "signalbox", event: alarm }]);
        return journal.append(release, after, said);
      },
    };
    expect(await rollBack({ ...staged.stage.parts, journal: racing, actor: "ana" }, version, reason)).toMatchObject({ is: "possible" });
    expect(raced).toBe(2);
    expect((await staged.now()).state.rollback?.reason).toBe(reason);
  });

  test("between its images and its feed tells nobody any more, and its open pull requests are a person's to close", async () => {
    const staged = await shelf.copy(kept.midway);
    expect(feedOf(staged)).toBe(kept.before.feed);
    await staged.types("ana", "hold", version, "--reason", "wait");
    expect(await typed(staged, "ana", "--yes")).toMatchObject({ exit: 4 });
    const { steps, state } = await staged.now();
    expect(state.skipped.has("publish-feed")).toBe(true);
    expect(state.skipped.has("cut-branch")).toBe(false);
    expect(steps.some(({ step }) => step.startsWith("withdraw-feed/"))).toBe(false);
    const runbook = renderRunbook(await makeRunbook(staged.stage.parts, version));
    expect(runbook).toContain("skopeo copy --all --preserve-digests");
    const end = await staged.goOn();
    expect(end.state.finishedAt).toBeDefined();
    expect([feedOf(staged), await latestOf(staged), await messagesOf(staged)]).toEqual([kept.before.feed, kept.before.latest, []]);
    expect(await staged.types("ana", "verify", version)).toMatchObject({ exit: 0 });
  });
});

/** Lets time pass to what comes next; false, because nobody has died. */
const waited = async ({ stage: { world } }: StagedRelease): Promise<false> => {
  const due = world.nextDue();
  if (due !== undefined) await world.advanceTo(due);
  return false;
};

/** Drives until nothing is due or the process dies, and lets people answer and time pass; tells whether the release is over. */
const turnOf = async (staged: StagedRelease, boundaries: Boundaries): Promise<boolean> => {
  try {
    const { state, next } = await drive({ ...staged.stage.parts, boundaries }, version);
    if (state.finishedAt !== undefined) return true;
    for (const { step, kind, item } of (await staged.now()).asks) {
      if (kind === "confirm") await staged.types("ben", "approve", version, item);
      if (kind === "mark") await staged.types("ana", "done", version, step, "--evidence", "done");
    }
    const moment = staged.stage.world.nextDue() ?? next;
    if (moment !== undefined) await staged.stage.world.advanceTo(moment);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
  return false;
};

const expectTakenBack = async (staged: StagedRelease, before: readonly string[]): Promise<void> => {
  expect(feedOf(staged)).toBe(kept.before.feed);
  expect(await latestOf(staged)).toEqual(kept.before.latest);
  expect(tagOf(staged)).toBe(kept.tag);
  const counted = Map.groupBy(grew(staged, before), (each) => each.split(" ").slice(0, 2).join(" "));
  expect(Object.fromEntries([...counted].map(([effect, all]) => [effect, all.length]))).toEqual({
    "git push": 1,
    "github open-pull-request": 1,
    "github merge-pull-request": 1,
    "cloudfront invalidation": 1,
    "registry manifest": images.length,
    "slack chat.update": 1,
    "mailchimp replicate": 1,
    "mailchimp settings": 1,
    "mailchimp content": 1,
  });
  expect(await messagesOf(staged)).toEqual([expect.stringMatching(/^Version 1\.30\.0 is withdrawn: it loses &lt;!channel&gt;/)]);
  const drafts = (await staged.as("ana-example").campaigns.list("0123456789")).filter(({ title }) => title.endsWith("1.30.0 rollback"));
  expect(drafts).toMatchObject([{ status: "save", subject: "Please do not upgrade to 1.30.0" }]);
};
