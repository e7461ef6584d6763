import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Check } from "../src/app/check-guards.ts";
import { planNow } from "../src/app/plan-release.ts";
import { openByHand } from "../src/app/rehearse/by-hand.ts";
import { verifyRelease } from "../src/app/verify-release.ts";
import type { ReleaseNow } from "../src/app/what-now.ts";
import { guardTable } from "../src/domain/guard.ts";
import { type Ran, runBuilt } from "../src/testing/built-program.ts";
import { exampleConfig, openShelf, repositories, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";
import type { Blueprint } from "../src/world/blueprint.ts";
import { tokenOf } from "../src/world/blueprint.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const shelf = openShelf();
const snapshots = openShelf();
/** Folders of one release: as the world was before it, and when the launch waits for approval. */
const kept = { before: "", gate: "" };
const ben = { name: "ben", login: "ben-example" };
const launched = "2021-11-29T12:00:00Z";

const asks = (kind: string) => (release: ReleaseNow) => release.asks.some((each) => each.kind === kind);

beforeAll(async () => {
  kept.before = snapshots.folder();
  await (await stageIn(kept.before)).close();
  kept.gate = snapshots.folder(kept.before);
  const staged = await stageIn(kept.gate);
  await staged.types("ana", "start", version);
  await staged.goOn(asks("approve"));
  await staged.close();
});

afterEach(shelf.end);
afterAll(snapshots.end, 60_000);

const checksIn = async ({ stage }: StagedRelease, wished?: string): Promise<Readonly<Record<string, Check>>> => {
  const { checks } = await planNow(stage.parts, wished === undefined ? {} : { version: wished });
  return Object.fromEntries(checks.map((each) => [each.step.replace("check-launch/", ""), each]));
};

const standing = async (staged: StagedRelease, guard: string) => staged.step(`check-launch/${guard}`);

const isTagged = (staged: StagedRelease): boolean => staged.applied().some((each) => each.includes(`refs/tags/${version} `));

const approved = async (staged: StagedRelease): Promise<StagedRelease> => {
  for (const who of ["ana", "cleo"]) expect((await staged.types(who, "approve", version, "launch")).exit).toBe(0);
  return staged;
};

const headOf = async (staged: StagedRelease, repository: string, branch: string): Promise<string> =>
  (await staged.as(ben.login).refs.look(repository, `refs/heads/${branch}`))?.commit ?? "";

/** Somebody who may bypass the rules commits a change of one file to a branch, which begins at another where it is not there. */
const commitByHand = async (
  staged: StagedRelease,
  at: { readonly repository: string; readonly branch: string; readonly from?: string },
  path: string,
  change: (text: string) => string,
): Promise<void> => {
  const { refs, objects } = staged.as("signalbox-bot");
  const there = await headOf(staged, at.repository, at.branch);
  const base = there === "" ? await headOf(staged, at.repository, at.from ?? "") : there;
  const text = change((await objects.file(at.repository, base, path)) ?? "");
  const by = { name: "Ben", email: "ben@example.com", date: Date.parse(staged.stage.world.now()) / 1000 };
  const object = await objects.commit(at.repository, { base, files: [{ path, text }], message: "fix: by hand", by });
  await refs.push(at.repository, { ref: `refs/heads/${at.branch}`, object, expect: there === "" ? "absent" : there });
};

/** A world whose train is configured a little otherwise. */
const configured =
  (from: string, to: string) =>
  (blueprint: Blueprint): Blueprint => {
    const config = join(shelf.folder(join(exampleConfig, "..")), "signalbox.yaml");
    const yaml = readFileSync(config, "utf8");
    expect(yaml).toContain(from);
    writeFileSync(config, yaml.replace(from, to));
    return { ...blueprint, config };
  };

/** The forge's own page, where people press buttons. */
const closePull = async (staged: StagedRelease, repository: string, number: string): Promise<void> => {
  const answer = await fetch(`${staged.stage.world.origins["https://api.github.com"]}/repos/${repository}/pulls/${number}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${tokenOf(ben.login)}`, accept: "application/vnd.github+json", "content-type": "application/json" },
    body: JSON.stringify({ state: "closed" }),
  });
  expect(answer.status).toBe(200);
};

/** The question that holds the launch; nothing that users see has been done. */
const heldBy = async (staged: StagedRelease, guard: keyof typeof guardTable): Promise<string> => {
  const { code, acceptable } = guardTable[guard];
  const step = await standing(staged, guard);
  expect(step, JSON.stringify(step)).toMatchObject({
    is: "asks",
    question: { code, answers: acceptable ? ["retry", "accept"] : ["retry"] },
  });
  expect(step.question?.why).not.toBe("");
  expect(step.question?.next).toContain(`check-launch/${guard}`);
  expect(isTagged(staged)).toBe(false);
  expect((await staged.step("tag-release/push-tag")).is).toBe("blocked");
  return step.says;
};

describe("a clean world", () => {
  test("the plan lists every guard, right or not known before a step, and none violated", async () => {
    const staged = await shelf.copy(kept.before);
    const checks = await checksIn(staged);
    expect(Object.keys(checks)).toEqual(Object.keys(guardTable));
    expect(Object.fromEntries(Object.entries(checks).map(([name, { is, until }]) => [name, until ?? is]))).toEqual({
      "guard-version": "bump-version/push-commits",
      "guard-changelog": "write-changelog/push-commits",
      "guard-tags": "ok",
      "guard-latest": "ok",
      "guard-chart-image": "publish-images",
      "guard-label": "ok",
      "guard-feed-date": "ok",
      "guard-pull-requests": "ok",
      "guard-preflight": "ok",
    });
    expect(checks["guard-version"]?.says).toContain("as planned: posthog/version.py says 1.30.0");
    expect(staged.applied()).toEqual([]);
  });

  test("at the gate every guard has been looked at and holds with evidence, and the plan now knows what it could not", async () => {
    const staged = await shelf.copy(kept.gate);
    for (const name of Object.keys(guardTable)) expect(await standing(staged, name), name).toMatchObject({ is: "done", says: /./ });
    const checks = await checksIn(staged, version);
    expect(
      Object.values(checks)
        .filter((each) => each.is !== "ok")
        .map((each) => each.until),
    ).toEqual(["publish-images"]);
    expect((await staged.step("approve-launch/approve")).is).toBe("asks");
  });

  test("what a guard says is no part of the hash", async () => {
    const staged = await shelf.copy(kept.before);
    const clean = await planNow(staged.stage.parts, {});
    await staged.as(ben.login).refs.push(repositories.main, {
      ref: `refs/tags/v${version}`,
      object: await headOf(staged, repositories.main, "master"),
      expect: "absent",
    });
    await staged.pushImage("posthog/posthog", ["latest-release"], { revision: "0".repeat(40), version: "1.31.0" });
    const violated = await planNow(staged.stage.parts, {});
    expect(violated.checks.filter((each) => each.is === "violated").map((each) => each.code)).toEqual(["TAG_TWICE", "LATEST_BACKWARDS"]);
    expect(violated.hash).toBe(clean.hash);
    // Exactly this plan can be started, and is held at its gate.
    expect((await staged.types("ana", "start", version, "--plan", clean.hash)).exit).toBe(3);
  });
});

describe("a violation that comes after the approvals, just before the tag", () => {
  interface Late {
    readonly guard: keyof typeof guardTable;
    readonly violate: (staged: StagedRelease) => Promise<void>;
    readonly names: RegExp;
    readonly mend: (staged: StagedRelease) => Promise<void>;
  }

  const late: readonly Late[] = [
    {
      guard: "guard-tags",
      violate: async (staged) =>
        staged.as(ben.login).refs.push(repositories.main, {
          ref: `refs/tags/v${version}`,
          object: await headOf(staged, repositories.main, `release-${version}`),
          expect: "absent",
        }),
      names: /1\.30\.0 is tagged as v1\.30\.0 at [0-9a-f]{12} as well, where the train's tag is 1\.30\.0/,
      mend: async (staged) => void staged.bare(repositories.main, "update-ref", "-d", `refs/tags/v${version}`),
    },
    {
      guard: "guard-latest",
      violate: (staged) => staged.pushImage("posthog/posthog-foss", ["latest-release"], { revision: "0".repeat(40), version: "1.31.0" }),
      names: /posthog\/posthog-foss:latest-release names 1\.31\.0: that is higher than 1\.30\.0/,
      mend: (staged) => staged.pushImage("posthog/posthog-foss", ["latest-release"], { revision: "0".repeat(40), version: "1.29.0" }),
    },
    {
      guard: "guard-feed-date",
      violate: (staged) =>
        commitByHand(staged, { repository: repositories.main, branch: `${version}-sync`, from: "master" }, "versions.json", (text) =>
          text.replace("[", `[\n    { "version": "${version}", "release_date": "2021-11-26" },`),
        ),
      names: /versions\.json dates 1\.30\.0 on 1\.30\.0-sync 2021-11-26, the day of the freeze, but the launch is on 2021-11-29/,
      mend: async (staged) => void staged.bare(repositories.main, "update-ref", "-d", `refs/heads/${version}-sync`),
    },
    {
      guard: "guard-pull-requests",
      violate: async (staged) => {
        const files = [
          { path: "charts/posthog/Chart.yaml", text: `apiVersion: v2\nname: posthog\nversion: 3.16.0\nappVersion: ${version}\n` },
        ];
        await openByHand(
          { stage: staged.stage, scenes: [], handed: new Set<string>() },
          { by: ben, repository: repositories.chart, base: "main", branch: "bump", title: `Bump to ${version}`, files },
        );
      },
      names: /#2 of PostHog\/charts-clickhouse by ben-example does the chart of 1\.30\.0 as well/,
      mend: (staged) => closePull(staged, repositories.chart, "2"),
    },
    {
      guard: "guard-label",
      violate: (staged) =>
        commitByHand(staged, { repository: repositories.chart, branch: "main" }, ".github/workflows/bump-version.yml", (text) =>
          text.replaceAll("'bump ", "'bump:"),
        ),
      names: /The label is "bump minor", but bump-version\.yml compares "bump:minor": contains\(/,
      mend: (staged) =>
        commitByHand(staged, { repository: repositories.chart, branch: "main" }, ".github/workflows/bump-version.yml", (text) =>
          text.replaceAll("'bump:", "'bump "),
        ),
    },
  ];

  test.each(late)(
    "$guard holds the launch with what, why and next; mended and looked at again, it goes on",
    async ({ guard, violate, names, mend }) => {
      const staged = await approved(await shelf.copy(kept.gate));
      await violate(staged);
      expect((await checksIn(staged, version))[guard]).toMatchObject({ is: "violated", code: guardTable[guard].code, says: names });
      await staged.until(launched);
      expect(await heldBy(staged, guard)).toMatch(names);
      // Asking again without mending it changes nothing.
      await staged.types("ana", "retry", version, `check-launch/${guard}`);
      await staged.types("signalbox", "tick", version);
      expect(await heldBy(staged, guard)).toMatch(names);
      await mend(staged);
      await staged.types("ana", "retry", version, `check-launch/${guard}`);
      await staged.types("signalbox", "tick", version);
      expect(isTagged(staged)).toBe(true);
    },
  );
});

describe("something outside that would refuse what comes after the tag", () => {
  test("a channel that was closed after the approvals holds the tag, and a person who answers for it lets it go", async () => {
    const closed = (blueprint: Blueprint): Blueprint => ({
      ...blueprint,
      train: {
        ...blueprint.train,
        slack: blueprint.train.slack.map((each) => (each.workspace === "community" ? { ...each, channel: "C0000000099" } : each)),
      },
    });
    const staged = await approved(await shelf.copy(kept.gate, closed));
    await staged.until(launched);
    const asked = await standing(staged, "guard-preflight");
    expect(asked).toMatchObject({ is: "asks", question: { code: "PREFLIGHT_FAILED", answers: ["retry", "accept"] } });
    expect(asked.says).toContain("the channel at Slack (community C0000000000): Slack refused conversations.history in community");
    expect(isTagged(staged)).toBe(false);

    await staged.types("cleo", "decide", version, "check-launch/guard-preflight", "accept", "--reason", "the channel is opened by then");
    await staged.types("signalbox", "tick", version);
    expect(isTagged(staged)).toBe(false);
    await approved(staged);
    await staged.types("signalbox", "tick", version);
    expect(isTagged(staged)).toBe(true);
  });
});

describe("a violation in the candidate itself", () => {
  test("a VERSION file that nobody listed still names the previous version: told by the plan, held at the gate, gone with a new candidate", async () => {
    const staged = await shelf.copy(kept.before);
    // The previous release had such a file, and nobody thought of it since.
    const { objects } = staged.as("signalbox-bot");
    const previous = (await staged.as(ben.login).refs.look(repositories.main, "refs/tags/1.29.0"))?.commit ?? "";
    const by = { ...ben, email: "ben@example.com", date: 1634800000 };
    const withFile = await objects.commit(repositories.main, {
      base: previous,
      files: [{ path: "VERSION", text: "1.29.0\n" }],
      message: "VERSION",
      by,
    });
    await staged.as("signalbox-bot").refs.push(repositories.main, { ref: "refs/heads/old", object: withFile, expect: "absent" });
    staged.bare(repositories.main, "update-ref", "refs/tags/1.29.0", withFile);
    await commitByHand(staged, { repository: repositories.main, branch: "master" }, "VERSION", () => "1.29.0\n");
    expect((await checksIn(staged))["guard-version"]).toMatchObject({
      is: "violated",
      code: "VERSION_NOT_TAG",
      says: expect.stringContaining("VERSION, which version-files does not list, says 1.29.0 where 1.30.0 belongs"),
    });
    await staged.types("ana", "start", version);
    await staged.goOn((release) => release.asks.some((each) => each.item === "check-launch"));
    await heldBy(staged, "guard-version");
    expect((await staged.types("ana", "approve", version, "launch")).exit).toBe(7);
    expect((await staged.types("ana", "decide", version, "check-launch/guard-version", "accept", "--reason", "nobody reads it")).exit).toBe(
      2,
    );
    await commitByHand(staged, { repository: repositories.main, branch: `release-${version}` }, "VERSION", () => `${version}\n`);
    await staged.goOn(asks("approve"));
    expect(await standing(staged, "guard-version")).toMatchObject({ is: "done" });
  });

  test("the changelog's section is not written to its end: held at the gate, and released by the fix that makes a new candidate", async () => {
    const staged = await shelf.copy(kept.gate);
    const branch = { repository: repositories.main, branch: `release-${version}` };
    await commitByHand(staged, branch, "CHANGELOG.md", (text) => text.replace(/(### 1\.30\.0 .*\n\n)/, "$1-   TODO: say what is new\n"));
    await staged.goOn((release) => release.asks.some((each) => each.item === "check-launch"));
    expect(await heldBy(staged, "guard-changelog")).toMatch(
      /The section of 1\.30\.0 in CHANGELOG\.md at [0-9a-f]{12} is not written to its end: line 5, column 5: TODO/,
    );
    expect((await checksIn(staged, version))["guard-changelog"]).toMatchObject({ is: "violated" });
    await commitByHand(staged, branch, "CHANGELOG.md", (text) => text.replace("-   TODO: say what is new\n", ""));
    await staged.goOn(asks("approve"));
    expect(await standing(staged, "guard-changelog")).toMatchObject({ is: "done" });
  });

  test("a changelog without a section of the version, at the tag's own commit, is told as such", async () => {
    const staged = await shelf.copy(kept.gate);
    // Signalbox drafts a section that somebody took out anew; a commit that it never saw has none.
    const head = await headOf(staged, repositories.main, `release-${version}`);
    const { objects } = staged.as("signalbox-bot");
    const by = { ...ben, email: "ben@example.com", date: 1637942400 };
    const text = ((await objects.file(repositories.main, head, "CHANGELOG.md")) ?? "").replace(/### 1\.30\.0 [\s\S]*?(?=### )/, "");
    const without = await objects.commit(repositories.main, { base: head, files: [{ path: "CHANGELOG.md", text }], message: "fix: x", by });
    await staged.as("signalbox-bot").refs.push(repositories.main, { ref: "refs/heads/without", object: without, expect: "absent" });
    const kind = staged.stage.parts.kinds.get("guard-changelog");
    const look = kind?.is === "wait" ? kind.observe : undefined;
    const input = { version, candidate: without, repository: repositories.main, file: "CHANGELOG.md" };
    expect(await look?.(staged.stage.parts.ports, input as never, {} as never)).toMatchObject({
      is: "conflicting",
      code: "CHANGELOG_UNWRITTEN",
      found: expect.stringContaining("has no section of 1.30.0"),
    });
  });
});

describe("a violation in the configuration", () => {
  test("the chart names a tag that no build publishes, of which only the -unstable one is there", async () => {
    const staged = await shelf.copy(kept.before, configured('to: ":release-{version}"', 'to: ":{version}"'));
    await staged.pushImage("posthog/posthog", [`${version}-unstable`], { revision: "0".repeat(40), version });
    const told = /values\.yaml names posthog\/posthog:1\.30\.0, which is not there; only 1\.30\.0-unstable is, and no image of the train/;
    expect((await checksIn(staged))["guard-chart-image"]).toMatchObject({ is: "violated", code: "IMAGE_UNPUBLISHED", says: told });
    await staged.types("ana", "start", version);
    await staged.goOn((release) => release.asks.some((each) => each.item === "check-launch"));
    expect(await heldBy(staged, "guard-chart-image")).toMatch(told);
    // Published after all, by whoever should have.
    await staged.pushImage("posthog/posthog", [version], { revision: "0".repeat(40), version });
    await staged.types("ana", "retry", version, "check-launch/guard-chart-image");
    await staged.types("signalbox", "tick", version);
    expect(await standing(staged, "guard-chart-image")).toMatchObject({ is: "done", says: expect.stringContaining("which is there") });
    expect((await staged.step("approve-launch/approve")).is).toBe("asks");
  });

  test("the label as the page spells it is told by the plan, with the spelling that the repository has", async () => {
    const staged = await shelf.copy(kept.before, configured("label: bump minor", "label: bump-minor"));
    expect((await checksIn(staged))["guard-label"]).toMatchObject({
      is: "violated",
      code: "LABEL_MISSPELT",
      says: 'PostHog/charts-clickhouse has no label "bump-minor"; it has bump minor',
    });
  });

  test("the feed dated by the freeze is told by the plan; on the main branch already, nothing is begun", async () => {
    const staged = await shelf.copy(kept.before);
    const early = (text: string): string => text.replace("[", `[\n    { "version": "${version}", "release_date": "2021-11-26" },`);
    await commitByHand(staged, { repository: repositories.main, branch: `${version}-sync`, from: "master" }, "versions.json", early);
    expect((await checksIn(staged))["guard-feed-date"]).toMatchObject({
      is: "violated",
      code: "FEED_MISDATED",
      says: "versions.json dates 1.30.0 on 1.30.0-sync 2021-11-26, the day of the freeze, but the launch is on 2021-11-29",
    });
    await commitByHand(staged, { repository: repositories.main, branch: "master" }, "versions.json", early);
    await expect(planNow(staged.stage.parts, {})).rejects.toMatchObject({ code: "EDIT_REFUSED" });
  });

  test("pull requests that an earlier attempt left open are told by the plan", async () => {
    const staged = await shelf.copy(kept.before);
    const script = { stage: staged.stage, scenes: [], handed: new Set<string>() };
    const post = `contents/blog/the-posthog-array-${version.replaceAll(".", "-")}.md`;
    await openByHand(script, {
      by: ben,
      repository: repositories.site,
      base: "master",
      branch: "array-1-30-0",
      title: `Array ${version}`,
      files: [{ path: post, text: "# Array\n" }],
    });
    await openByHand(script, {
      by: ben,
      repository: repositories.main,
      base: "master",
      branch: `${version}-sync`,
      title: "Sync",
      files: [{ path: "posthog/version.py", text: `VERSION = "${version}"\n` }],
    });
    const { says } = (await checksIn(staged))["guard-pull-requests"] ?? {};
    expect(says).toContain("#1 of PostHog/posthog.com by ben-example does the post of 1.30.0 as well");
    expect(says).toMatch(/#\d+ of PostHog\/posthog by ben-example does the sync of 1\.30\.0 as well/);
  });
});

describe("accepting a violation", () => {
  const secondTag = async (staged: StagedRelease, tag: string): Promise<void> =>
    staged.as(ben.login).refs.push(repositories.main, {
      ref: `refs/tags/${tag}`,
      object: await headOf(staged, repositories.main, "master"),
      expect: "absent",
    });
  const accept = (staged: StagedRelease, who: string, ...reason: readonly string[]) =>
    staged.types(who, "decide", version, "check-launch/guard-tags", "accept", ...reason);

  test("takes a name and a reason, is told to whoever approves, and asks everybody for an approval that knows of it", async () => {
    const staged = await approved(await shelf.copy(kept.gate));
    await secondTag(staged, `v${version}`);
    await staged.until(launched);
    await heldBy(staged, "guard-tags");
    expect((await accept(staged, "ana")).exit).toBe(2);
    expect((await accept(staged, "ana", "--reason", " ")).exit).toBe(2);
    expect((await accept(staged, "mallory", "--reason", "go")).exit).toBe(7);
    for (const word of ["abandon", "happened"])
      expect((await staged.types("ana", "decide", version, "check-launch/guard-tags", word, "--reason", "go")).exit).toBe(2);
    expect((await staged.types("ana", "skip", version, "check-launch", "--reason", "go")).exit).toBe(7);
    expect((await accept(staged, "cleo", "--reason", "both are wanted for a year")).exit).toBe(0);
    await staged.types("signalbox", "tick", version);
    expect(await standing(staged, "guard-tags")).toMatchObject({ is: "done", says: "cleo decided «accept»: both are wanted for a year" });
    const gate = await staged.step("approve-launch/approve");
    expect(gate.is).toBe("asks");
    expect(gate.says).toMatch(/\(0 of 2\), although: 1\.30\.0 is tagged as v1\.30\.0/);
    expect(isTagged(staged)).toBe(false);
    expect((await checksIn(staged, version))["guard-tags"]).toMatchObject({
      is: "violated",
      accepted: expect.stringContaining("cleo decided"),
    });
    await approved(staged);
    await staged.types("signalbox", "tick", version);
    expect(isTagged(staged)).toBe(true);

    // What was accepted is in the record, so the world agrees with it; a third spelling is in none.
    expect((await staged.goOn()).state.finishedAt).toBeDefined();
    expect(await staged.types("ana", "verify", version)).toMatchObject({ exit: 0 });
    await secondTag(staged, `release-${version}`);
    expect(await verifyRelease(staged.stage.parts, version)).toEqual([
      { step: "check-launch/guard-tags", code: "TAG_TWICE", found: expect.stringMatching(/release-1\.30\.0 at .*v1\.30\.0 at/) },
    ]);
    expect(await staged.types("ana", "verify", version)).toMatchObject({ exit: 4 });
  });

  test("holds for what was found and no further", async () => {
    const staged = await approved(await shelf.copy(kept.gate));
    await secondTag(staged, `v${version}`);
    await staged.until(launched);
    await accept(staged, "cleo", "--reason", "both are wanted");
    await staged.types("signalbox", "tick", version);
    await approved(staged);
    await secondTag(staged, `release-${version}`);
    await staged.types("signalbox", "tick", version);
    expect(await heldBy(staged, "guard-tags")).toMatch(/release-1\.30\.0 at .*v1\.30\.0 at/);
  });

  test("of the label goes on, and the chart's version must still be seen to move", async () => {
    const staged = await shelf.copy(kept.before, configured("label: bump minor", "label: bump-minor"));
    const opened = await openByHand(
      { stage: staged.stage, scenes: [], handed: new Set<string>() },
      {
        by: ben,
        repository: repositories.chart,
        base: "main",
        branch: "docs",
        title: "docs: say more",
        files: [{ path: "README.md", text: "# More\n" }],
      },
    );
    await staged.as(ben.login).labels.add(repositories.chart, opened.number, "bump-minor");
    await staged.types("ana", "start", version);
    await staged.goOn((release) => release.asks.some((each) => each.item === "check-launch"));
    expect(await heldBy(staged, "guard-label")).toContain('The label is "bump-minor", but bump-version.yml compares "bump minor"');
    await staged.types("ben", "decide", version, "check-launch/guard-label", "accept", "--reason", "it worked last time");
    await staged.types("signalbox", "tick", version);
    await approved(staged);
    await staged.until("2021-11-29T10:00:00Z");
    await staged.until("2021-11-29T16:00:00Z");
    // Before the merge it is asked again: it has been accepted for the tag only.
    await staged.types("ben", "decide", version, "merge-chart/guard-label", "accept", "--reason", "it worked last time");
    await staged.until("2021-11-29T20:00:00Z");
    const chart = await staged.step("merge-chart/await-chart-version");
    expect(chart.is).not.toBe("done");
    expect(chart.says).toMatch(/the chart is still 3\.16\.0/);
    expect(staged.stage.world.notices()).toEqual([]);
  });
});

describe("with processes of their own", () => {
  test("a guard that is violated holds the launch, and mending it releases it", async () => {
    const staged = await approved(await shelf.copy(kept.gate));
    const type = (who: string, ...argv: readonly string[]): Promise<Ran> =>
      runBuilt(
        { cwd: staged.folder, environment: { SIGNALBOX_WORLD: join(staged.folder, "world.json") } },
        ...argv,
        "--config",
        exampleConfig,
        "--state",
        join(staged.folder, "state"),
        "--as",
        who,
      );
    await staged.as(ben.login).refs.push(repositories.main, {
      ref: `refs/tags/v${version}`,
      object: await headOf(staged, repositories.main, "master"),
      expect: "absent",
    });
    await staged.stage.world.advanceTo("2021-11-29T10:00:00Z" as never);

    const ticked = await type("ana", "tick", version);
    expect(ticked).toMatchObject({ code: 4, out: expect.stringMatching(/check-launch\/guard-tags .*\n.*1\.30\.0 is tagged as v1\.30\.0/) });
    expect(ticked.out).toContain("Tools and people follow one spelling or the other");
    expect(ticked.out).toContain(`signalbox retry ${version} check-launch/guard-tags`);
    const status = await type("ana", "status", version);
    expect(status.out).toMatch(/\nchecks\n(?: {2}✓ .+\n){2} {2}✗ one tag for the release {2}check-launch, 1\.30\.0 is tagged as v1\.30\.0/);
    const plan = await type("ana", "plan", version);
    expect(plan).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\nchecks\n[\s\S]* {2}✗ one tag for the release {2}TAG_TWICE: [\s\S]*\n {6}next: Delete the tag/),
    });
    expect(isTagged(staged)).toBe(false);

    staged.bare(repositories.main, "update-ref", "-d", `refs/tags/v${version}`);
    expect(await type("ana", "retry", version, "check-launch/guard-tags")).toMatchObject({ code: 0 });
    expect(await type("ana", "tick", version)).toMatchObject({ code: 3 });
    expect(isTagged(staged)).toBe(true);
    const { out } = await type("ana", "status", version, "--json");
    const [release] = (
      JSON.parse(out) as { readonly releases: readonly { readonly checks: readonly { readonly is: string; readonly step: string }[] }[] }
    ).releases;
    expect(release?.checks.filter((each) => each.step.startsWith("check-launch/")).map((each) => each.is)).toEqual(Array(9).fill("ok"));
  });
});
