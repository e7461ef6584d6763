import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { mergeByHand, openByHand } from "../src/app/rehearse/by-hand.ts";
import { addDuration, duration } from "../src/domain/instant.ts";
import { exampleConfig, openShelf, repositories, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";
import type { Blueprint } from "../src/world/blueprint.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const shelf = openShelf();
const snapshots = openShelf();
/** Folders of one release: as the world was before it, when its session is due, and when the launch waits for approval. */
const kept = { before: "", session: "", gate: "" };
const ana = { name: "ana", login: "ana-example" };
const ben = { name: "ben", login: "ben-example" };
const friday = "2021-11-26T18:00:00Z";
const beforeTheHour = "2021-11-29T09:59:00Z";
const launchTime = "2021-11-29T10:00:00Z";
const launched = "2021-11-29T12:00:00Z";

const asks = (kind: string) => (release: { readonly asks: readonly { readonly kind: string }[] }) =>
  release.asks.some((each) => each.kind === kind);

beforeAll(async () => {
  kept.before = snapshots.folder();
  await (await stageIn(kept.before)).close();
  kept.session = snapshots.folder(kept.before);
  const early = await stageIn(kept.session);
  await early.types("ana", "start", version);
  for (let turn = 0; turn < 20 && !asks("test-session")(await early.now()); turn += 1) {
    await early.stage.world.advanceTo(early.stage.world.nextDue() ?? early.stage.world.now());
    await early.types("signalbox", "tick", version);
  }
  await early.close();
  kept.gate = snapshots.folder(kept.session);
  const late = await stageIn(kept.gate);
  await late.goOn(asks("approve"));
  await late.close();
});

afterEach(shelf.end);
afterAll(snapshots.end, 60_000);

const atGate = (): Promise<StagedRelease> => shelf.copy(kept.gate);

const approved = async (staged: StagedRelease): Promise<StagedRelease> => {
  for (const who of ["ana", "cleo"]) expect((await staged.types(who, "approve", version, "launch")).exit).toBe(0);
  return staged;
};

/** What users, readers and customers would notice of a release. */
const public_ = (staged: StagedRelease): readonly string[] =>
  staged
    .applied()
    .filter(
      (each) =>
        /refs\/tags\//.test(each) ||
        /^github merge-pull-request/.test(each) ||
        /^slack chat\.postMessage community/.test(each) ||
        /^mailchimp send/.test(each) ||
        /^cloudfront/.test(each),
    )
    .map((each) => each.replace(/ [0-9a-f]{40,64}$/, ""));

test("a clock that ticks every minute of an hour in which nothing happens leaves the journal as it was", async () => {
  for (const from of [kept.session, kept.gate]) {
    const staged = await shelf.copy(from);
    await staged.types("signalbox", "tick", version);
    const { sequence } = (await staged.now()).state;
    for (let minute = 1; minute <= 60; minute += 1) {
      await staged.stage.world.advanceTo(addDuration(staged.stage.world.now(), duration("60s")));
      await staged.types("signalbox", "tick", version);
    }
    expect((await staged.now()).state.sequence).toBe(sequence);
  }
});

describe("by command, at the gate", () => {
  test("no word about a later item passes the gate, and nothing is applied", async () => {
    const staged = await atGate();
    const applied = staged.applied();
    const items = (await staged.now()).state.plan?.items ?? [];
    const later = items.slice(items.findIndex((each) => each.id === "check-launch"));
    expect(later.map((each) => each.id)).toContain("send-newsletter");
    for (const { id, steps, interlock } of later) {
      if (interlock !== undefined)
        expect(await staged.types("ana", "skip", version, id, "--reason", "in a hurry")).toMatchObject({
          exit: 7,
          says: expect.stringContaining("cannot"),
        });
      for (const { id: step } of steps) {
        for (const answer of ["accept", "happened", "abandon", "retry"])
          expect([2, 7], `decide ${step} ${answer}`).toContain(
            (await staged.types("ana", "decide", version, step, answer, "--reason", "x")).exit,
          );
        expect([2, 7], `retry ${step}`).toContain((await staged.types("ana", "retry", version, step)).exit);
        expect([2, 7], `done ${step}`).toContain((await staged.types("ana", "done", version, step, "--evidence", "x")).exit);
      }
      if (id !== "approve-launch") expect([2, 7], `approve ${id}`).toContain((await staged.types("ana", "approve", version, id)).exit);
    }
    await staged.until("2021-11-30T12:00:00Z");
    expect(staged.applied()).toEqual(applied);
    expect((await staged.step("tag-release/push-tag")).is).toBe("blocked");
    expect(staged.stage.world.notices()).toEqual([]);
  });

  test.each([
    "check-launch",
    "approve-launch",
    "tag-release",
    "publish-images",
    "merge-chart",
    "publish-post",
    "sync-main",
    "publish-feed",
    "post-to-slack",
    "send-newsletter",
    "break-the-release",
    "deploy-clickhouse-test",
    "guard-branch",
  ])("%s holds what comes after it: leaving it out is refused", async (item) => {
    const staged = await atGate();
    const before = (await staged.now()).state.sequence;
    const said = await staged.types("ana", "skip", version, item, "--reason", "in a hurry");
    expect(said.exit === 7 || /is done/.test(said.says), said.says).toBe(true);
    expect((await staged.now()).state.sequence).toBe(before);
  });
});

describe("no launch before the release day", () => {
  test("everybody has approved on Friday: the tag waits for Monday at ten", async () => {
    const staged = await approved(await atGate());
    await staged.until(friday);
    expect(await staged.step("approve-launch/launch-day")).toMatchObject({
      is: "waiting",
      says: "the launch opens at 2021-11-29T10:00:00Z",
    });
    for (const answer of ["keep-heading", "accept"])
      expect((await staged.types("ana", "decide", version, "approve-launch/launch-day", answer, "--reason", "now")).exit).toBe(2);
    await staged.until(beforeTheHour);
    expect(public_(staged)).toEqual([]);
    await staged.stage.world.advanceTo(launchTime as never);
    await staged.types("signalbox", "tick", version);
    expect(public_(staged)).toEqual([`git push ${repositories.main} refs/tags/${version}`]);
  });

  test("the tag pushed by hand before: the launch stops and asks, and nothing follows", async () => {
    const staged = await approved(await atGate());
    const { branchHead } = await refsOf(staged);
    await staged.as(ben.login).refs.push(repositories.main, { ref: `refs/tags/${version}`, object: branchHead, expect: "absent" });
    await tellsOfEarlyTag(staged, branchHead);
    await staged.until(launched);
    expect(await staged.step("tag-release/push-tag")).toMatchObject({ is: "asks", question: { code: "TAG_TAKEN" } });
    expect(public_(staged)).toEqual([`git push ${repositories.main} refs/tags/${version}`]);
    // It names the approved commit, so a person may take it; the rest of the release is then as promised.
    await staged.types("ana", "decide", version, "tag-release/push-tag", "accept", "--reason", "ben was quicker");
    expect((await staged.goOn()).state.finishedAt).toBeDefined();
    expect(staged.stage.world.notices()).toMatchObject([{ version, missing: [] }]);
  });

  test("a tag that exists elsewhere stops the release for good", async () => {
    const staged = await approved(await atGate());
    const { main } = await refsOf(staged);
    await staged.as(ben.login).refs.push(repositories.main, { ref: `refs/tags/${version}`, object: main, expect: "absent" });
    await tellsOfEarlyTag(staged, main);
    await staged.until(launched);
    const stopped = await staged.step("tag-release/push-tag");
    expect(stopped).toMatchObject({ is: "asks", question: { code: "TAG_TAKEN", answers: ["retry", "abandon"] } });
    expect(stopped.says).toContain(main);
    for (const answer of ["accept", "abandon"])
      expect([2, 7]).toContain((await staged.types("ana", "decide", version, "tag-release/push-tag", answer, "--reason", "go")).exit);
    await staged.types("ana", "retry", version, "tag-release/push-tag");
    await staged.until("2021-11-30T12:00:00Z");
    expect((await staged.step("tag-release/push-tag")).is).toBe("asks");
    expect(public_(staged)).toEqual([`git push ${repositories.main} refs/tags/${version}`]);
    expect(staged.bare(repositories.main, "rev-parse", `refs/tags/${version}`)).toBe(main);
  });
});

describe("no launch while a blocker is open, nor without a session on the published image", () => {
  test("with a blocker the approvals of everybody do not open the gate", async () => {
    const staged = await atGate();
    await staged.types("cleo", "finding", "raise", version, "--severity", "blocker", "--text", "it loses rows", "--owner", "ben");
    for (const who of ["ana", "ben", "cleo"]) await staged.types(who, "approve", version, "launch");
    await staged.until(launched);
    const gate = await staged.step("approve-launch/approve");
    expect(gate.is).toBe("asks");
    expect(gate.says).toContain("F1 (open)");
    expect((await staged.types("ana", "skip", version, "approve-launch", "--reason", "it is small")).exit).toBe(7);
    expect(public_(staged)).toEqual([]);
    await staged.types("ben", "finding", "close", version, "F1", "--resolution", "not reproducible");
    await staged.types("signalbox", "tick", version);
    expect((await staged.step("approve-launch/approve")).is).toBe("done");
  });

  test("without a session nobody can approve, skip or mark", async () => {
    const staged = await shelf.copy(kept.session);
    expect(await staged.types("ana", "approve", version, "launch")).toMatchObject({ exit: 7 });
    expect(await staged.types("ana", "skip", version, "break-the-release", "--reason", "no time")).toMatchObject({ exit: 7 });
    expect((await staged.types("ana", "done", version, "break-the-release", "--evidence", "trust me")).exit).not.toBe(0);
    await staged.until(launched);
    expect(public_(staged)).toEqual([]);
    expect((await staged.step("approve-launch/approve")).is).toBe("blocked");
  });

  test("a session is only opened where the published image runs", async () => {
    const staged = await shelf.copy(kept.before);
    await staged.types("ana", "start", version);
    // CI has built nothing yet, so no environment can run the published image.
    expect(await staged.types("ana", "session", "open", version)).toMatchObject({ exit: 7 });
    const needs = (await staged.now()).state.plan?.items.find((each) => each.id === "break-the-release")?.after;
    expect(needs).toContain("await-candidate-image");
    expect(needs).toContain("deploy-clickhouse-test");
  });

  test("a push by hand to the frozen branch is refused; by somebody who may bypass the rules it is a new candidate and voids every approval", async () => {
    const staged = await approved(await atGate());
    const { branchHead } = await refsOf(staged);
    const by = { ...ben, email: "ben@example.com", date: 1637942400 };
    const files = [{ path: "feature.txt", text: "late\n" }];
    const push = async (login: string): Promise<void> => {
      const { objects, refs } = staged.as(login);
      const object = await objects.commit(repositories.main, { base: branchHead, files, message: "feat: late", by });
      await refs.push(repositories.main, { ref: `refs/heads/release-${version}`, object, expect: branchHead });
    };
    await expect(push(ben.login)).rejects.toThrow();
    expect((await refsOf(staged)).branchHead).toBe(branchHead);
    await push("signalbox-bot");
    await staged.until(launched);
    expect(await staged.alarms()).toEqual(["BOARDED_UNASKED"]);
    expect(await staged.step("break-the-release/test-session")).toMatchObject({ is: "asks" });
    expect((await staged.step("approve-launch/approve")).is).toBe("blocked");
    expect(public_(staged)).toEqual([]);
  });

  test("the frozen branch rewritten on the host: alarm, hold, nothing follows", async () => {
    const staged = await approved(await atGate());
    staged.bare(repositories.main, "update-ref", `refs/heads/release-${version}`, (await refsOf(staged)).main);
    await staged.until(launched);
    expect(await staged.alarms()).toEqual(["BRANCH_REWRITTEN"]);
    expect((await staged.now()).state.held?.reason).toContain("BRANCH_REWRITTEN");
    expect(public_(staged)).toEqual([]);
  });
});

describe("the chart is not merged before every promised image exists", () => {
  test("the merge button is grey; with the status forged and the button pressed, the release is held and tells nobody anything", async () => {
    const staged = await approved(await atGate());
    const { script } = hand(staged);
    expect(await mergeByHand(script, ana, repositories.chart, "1")).toBe(false);
    const pull = await staged.as(ana.login).pulls.get(repositories.chart, "1");
    await staged.as(ana.login).statuses.set(repositories.chart, pull?.headCommit ?? "", {
      context: "signalbox/interlock",
      state: "success",
      description: "trust me",
    });
    expect(await mergeByHand(script, ana, repositories.chart, "1")).toBe(true);
    await staged.until(launched);
    expect(await staged.alarms()).toEqual(["MERGED_EARLY"]);
    expect((await staged.now()).state.held?.reason).toContain("Do not merge until the latest version is built");
    expect(public_(staged)).toEqual([`github merge-pull-request ${repositories.chart}#1`]);
    expect(staged.stage.world.notices()).toEqual([]);
  });

  test("the FOSS image never appears: the launch stops; it appears late: the launch goes on", async () => {
    const staged = await approved(await shelf.copy(kept.gate, withoutImage("posthog/posthog-foss")));
    await staged.until(launchTime);
    await staged.until("2021-11-30T10:00:00Z");
    expect(await staged.step("publish-images/image-posthog/posthog")).toMatchObject({ is: "done" });
    const missing = await staged.step("publish-images/image-posthog/posthog-foss");
    expect(missing.is).toBe("waiting");
    expect(missing.says).toMatch(/posthog-foss/);
    expect(public_(staged)).toEqual([`git push ${repositories.main} refs/tags/${version}`]);
    expect((await staged.types("ana", "skip", version, "publish-images", "--reason", "nobody uses it")).exit).toBe(7);

    const { branchHead } = await refsOf(staged);
    await staged.pushImage("posthog/posthog-foss", [`release-${version}`, "latest-release"], { revision: branchHead, version });
    expect((await staged.goOn()).state.finishedAt).toBeDefined();
    const order = public_(staged);
    expect(order.indexOf(`github merge-pull-request ${repositories.chart}#1`)).toBeGreaterThan(0);
    expect(staged.stage.world.notices()).toMatchObject([{ version, missing: [] }]);
  });

  test("the label spelt as on the page: told before the launch, with the spelling the repository has", async () => {
    const staged = await shelf.copy(kept.before, misspelt);
    await staged.types("ana", "start", version);
    await staged.goOn((release) => release.asks.some((each) => each.item === "edit-chart"));
    const step = await staged.step("edit-chart/label-pull-request");
    expect(step.is).toBe("asks");
    expect(step.says).toContain('no label "bump-minor"; it has bump minor');
    expect((await staged.step("approve-launch/approve")).is).toBe("blocked");
  });

  test("a repository that has both spellings: the one that no workflow listens to stops at the gate", async () => {
    const staged = await shelf.copy(kept.before, misspelt);
    await misspeltByHand(staged);
    await staged.types("ana", "start", version);
    await staged.goOn((release) => release.asks.some((each) => each.item === "check-launch"));
    expect(await staged.step("check-launch/guard-label")).toMatchObject({ is: "asks", question: { code: "LABEL_MISSPELT" } });
    expect((await staged.step("approve-launch/approve")).is).toBe("blocked");
    await staged.until(launched);
    expect(public_(staged)).toEqual([]);
  });

  test("latest-release names a higher version: the launch stops before the tag that would move it back", async () => {
    const staged = await approved(await atGate());
    const { main } = await refsOf(staged);
    await staged.pushImage("posthog/posthog", ["release-1.31.0", "latest-release"], { revision: main, version: "1.31.0" });
    await staged.until(launched);
    const stopped = (await staged.now()).asks[0];
    expect(stopped?.question?.code).toBe("LATEST_BACKWARDS");
    expect(stopped?.says).toContain("1.31.0");
    expect(public_(staged)).toEqual([]);
  });
});

describe("nothing is announced before it can be had", () => {
  test("a sync of one's own merged by hand on Friday: alarm, hold, and nothing else is told", async () => {
    const staged = await approved(await atGate());
    const { script } = hand(staged);
    const { main } = await refsOf(staged);
    const feed = (await staged.as(ben.login).objects.file(repositories.main, main, "versions.json")) ?? "";
    const opened = await openByHand(script, {
      by: ben,
      repository: repositories.main,
      base: "master",
      branch: `${version}-sync`,
      title: `Sync ${version}`,
      files: [{ path: "versions.json", text: withEntry(feed) }],
    });
    expect(await mergeByHand(script, ben, repositories.main, opened.number)).toBe(true);
    await staged.until(launched);
    expect(await staged.alarms()).toEqual(["FEED_EARLY"]);
    expect((await staged.now()).state.held?.reason).toContain(version);
    expect(public_(staged)).toEqual([`github merge-pull-request ${repositories.main}#${opened.number}`]);
    expect(await staged.types("signalbox", "tick", version)).toMatchObject({ exit: 5 });
  });

  test("the post merged by hand on Friday: alarm, hold, no tag, no message", async () => {
    const staged = await approved(await atGate());
    expect(await mergeByHand(hand(staged).script, ben, repositories.site, "1")).toBe(true);
    await staged.until(launched);
    expect(await staged.alarms()).toEqual(["MERGED_EARLY"]);
    expect(public_(staged)).toEqual([`github merge-pull-request ${repositories.site}#1`]);
  });

  test("held and lifted again, the release asks the world anew and ends in the promised order", async () => {
    const staged = await approved(await atGate());
    expect((await staged.types("ben", "hold", version, "--reason", "wait for the lawyer")).exit).toBe(0);
    await staged.until(launched);
    expect(public_(staged)).toEqual([]);
    await staged.types("ben", "resume", version);
    const end = await staged.goOn();
    expect(end.state.finishedAt).toBeDefined();
    const tag = staged.bare(repositories.main, "rev-parse", `refs/tags/${version}`);
    expect(tag).toMatch(/^[0-9a-f]{40}$/);
    const [feed] = (await staged.as(ana.login).pulls.find(repositories.main, { head: `${version}-sync`, base: "master" })).map(
      (each) => each.number,
    );
    expect(public_(staged)).toEqual([
      `git push ${repositories.main} refs/tags/${version}`,
      `github merge-pull-request ${repositories.chart}#1`,
      `github merge-pull-request ${repositories.site}#1`,
      `github merge-pull-request ${repositories.main}#${feed}`,
      "cloudfront invalidation EWXT9O7BVDC2O",
      "slack chat.postMessage community/C0000000000",
      expect.stringMatching(/^mailchimp send /),
    ]);
    expect(staged.stage.world.notices()).toMatchObject([{ version, missing: [] }]);
  });
});

const refsOf = async (staged: StagedRelease): Promise<{ readonly main: string; readonly branchHead: string }> => {
  const { refs } = staged.as(ana.login);
  const [main, branch] = await Promise.all([
    refs.look(repositories.main, "refs/heads/master"),
    refs.look(repositories.main, `refs/heads/release-${version}`),
  ]);
  return { main: main?.commit ?? "", branchHead: branch?.commit ?? "" };
};

/** The next tick raises the alarm and holds; a person who resumes has seen it. */
const tellsOfEarlyTag = async (staged: StagedRelease, commit: string): Promise<void> => {
  expect((await staged.types("signalbox", "tick", version)).exit).toBe(5);
  expect((await staged.now()).state.alarms).toMatchObject([{ code: "TAG_EARLY", what: expect.stringContaining(commit) }]);
  await staged.types("ana", "resume", version);
};

const hand = ({ stage }: StagedRelease) => ({ script: { stage, scenes: [], handed: new Set<string>() } });

/** A world whose CI builds no such image, whatever the train promises. */
const withoutImage =
  (image: string) =>
  (blueprint: Blueprint): Blueprint => ({
    ...blueprint,
    train: { ...blueprint.train, images: blueprint.train.images.filter((each) => each.name !== image) },
  });

/** The example with the label as the page spells it, in a world whose chart listens to the other spelling. */
const misspelt = (blueprint: Blueprint): Blueprint => {
  const config = join(shelf.folder(join(exampleConfig, "..")), "signalbox.yaml");
  writeFileSync(config, readFileSync(config, "utf8").replace("label: bump minor", "label: bump-minor"));
  return { ...blueprint, config };
};

/** Somebody labels any pull request of the chart by hand, which makes the label. */
const misspeltByHand = async (staged: StagedRelease): Promise<void> => {
  const opened = await openByHand(hand(staged).script, {
    by: ben,
    repository: repositories.chart,
    base: "main",
    branch: "docs",
    title: "docs: say more",
    files: [{ path: "README.md", text: "# More\n" }],
  });
  await staged.as(ben.login).labels.add(repositories.chart, opened.number, "bump-minor");
};

const withEntry = (feed: string): string => {
  const entries = JSON.parse(feed);
  return `${JSON.stringify([{ version, release_date: "2021-11-26" }, ...entries], null, 2)}\n`;
};
