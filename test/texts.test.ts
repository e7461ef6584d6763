import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type CorrectionNow, correctionsNow } from "../src/app/corrections-now.ts";
import { differencesOf } from "../src/app/rehearse/finish.ts";
import type { ReleaseNow } from "../src/app/what-now.ts";
import { millisOf } from "../src/domain/instant.ts";
import { exampleConfig, openShelf, repositories, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const shelf = openShelf();
const snapshots = openShelf();
/** A release whose freeze was announced with everybody's names, when its session is due and when its launch waits for approval. */
const kept = { session: "", gate: "" };

const asks = (kind: string) => (release: ReleaseNow) => release.asks.some((each) => each.kind === kind);
const postBranch = "array-1-30-0";
const postFile = "contents/blog/the-posthog-array-1-30-0.md";
const newcomer = "Yara Firsttime";
const corrected = "Yara Fyrst-Tímer";
const community = "post-to-slack/post-to-community-c0000000000";
const freezeMessage = "announce-freeze/post-to-team-c0000000001";

beforeAll(async () => {
  const before = snapshots.folder();
  await (await stageIn(before)).close();
  const folder = snapshots.folder(dirname(exampleConfig));
  const config = join(folder, "signalbox.yaml");
  const freeze = join(folder, "templates/freeze.md");
  writeFileSync(freeze, `${readFileSync(freeze, "utf8")}\nOn board:\n{contributors}\n`);
  kept.session = snapshots.folder(before);
  const file = join(kept.session, "world", "blueprint.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), config }));
  const early = await stageIn(kept.session);
  await early.types("ana", "start", version);
  for (let turn = 0; turn < 20 && !asks("test-session")(await early.now()); turn += 1) {
    await early.stage.world.advanceTo(early.stage.world.nextDue() ?? early.stage.world.now());
    await early.types("signalbox", "tick", version);
  }
  await early.close();
  kept.gate = snapshots.folder();
  cpSync(kept.session, kept.gate, { recursive: true });
  const late = await stageIn(kept.gate);
  await late.goOn(asks("approve"));
  await late.close();
});

afterEach(shelf.end);
afterAll(snapshots.end, 60_000);

const atGate = (): Promise<StagedRelease> => shelf.copy(kept.gate);

const tick = (staged: StagedRelease) => staged.types("signalbox", "tick", version);

const says = async (staged: StagedRelease, who: string, ...argv: readonly string[]): Promise<string> => {
  const typed = await staged.types(who, ...argv);
  expect(typed, typed.says).toMatchObject({ exit: 0 });
  return typed.says;
};

const corrections = async ({ stage, now }: StagedRelease): Promise<readonly CorrectionNow[]> => {
  const { state } = await now();
  return correctionsNow(state, await stage.parts.journal.read(state.release));
};

/** Names of the texts of the newest correction, by what became of them. */
const standing = async (staged: StagedRelease): Promise<Readonly<Record<string, readonly string[]>>> => {
  const texts = (await corrections(staged)).at(-1)?.texts ?? [];
  return Object.fromEntries(
    [...new Set(texts.map((each) => each.is))].map((is) => [is, texts.filter((each) => each.is === is).map((each) => each.name)]),
  );
};

const slackTexts = (staged: StagedRelease, workspace: string): Promise<readonly string[]> =>
  staged.stage.world.holdings().then((held) => {
    const channels = (held["slack"] as Readonly<Record<string, Readonly<Record<string, readonly { readonly text: string }[]>>>>)[workspace];
    return Object.values(channels ?? {}).flatMap((each) => each.map(({ text }) => text));
  });

const postOn = (staged: StagedRelease, branch: string): string => staged.bare(repositories.site, "show", `${branch}:${postFile}`);

/** Marketing edits the post in its pull request. */
const editPost = async (staged: StagedRelease, change: (text: string) => string): Promise<void> => {
  const { refs, objects } = staged.as("cleo-example");
  const head = (await refs.look(repositories.site, `refs/heads/${postBranch}`))?.commit ?? "";
  const text = (await objects.file(repositories.site, head, postFile)) ?? "";
  const by = { name: "cleo", email: "cleo@example.com", date: Math.floor(millisOf(staged.stage.world.now()) / 1000) };
  const changed = change(text);
  expect(changed).not.toBe(text);
  const object = await objects.commit(repositories.site, {
    base: head,
    files: [{ path: postFile, text: changed }],
    message: "Edit the post",
    by,
  });
  await refs.push(repositories.site, { ref: `refs/heads/${postBranch}`, object, expect: head });
};

const newsletterOf = async (staged: StagedRelease): Promise<string> => {
  const { campaigns } = staged.stage.parts.ports;
  const [ours] = await campaigns.list("0123456789");
  return campaigns.content(ours?.id ?? "");
};

/** A highlighted pull request of an outsider: its number and what it says. */
const highlight = async (staged: StagedRelease): Promise<{ readonly number: string; readonly summary: string }> => {
  const found = /^- (.*) \(#(\d+)\)/m.exec(postOn(staged, postBranch).split("highlights:")[1] ?? "");
  return { summary: found?.[1] ?? "", number: `#${found?.[2]}` };
};

const approvedBy = async (staged: StagedRelease): Promise<readonly string[]> => {
  const { state } = await staged.now();
  return [...state.records].flatMap(([name, each]) =>
    name.startsWith("approve-launch/approve ") && each.done === undefined ? each.approvals : [],
  );
};

describe("a name that is corrected before the launch", () => {
  test("is right in every text that is not sent, whatever people made of it; what was sent keeps it until it is edited", async () => {
    const staged = await atGate();
    expect(postOn(staged, postBranch)).toContain(`- ${newcomer}\n`);
    const [candidate] = (await staged.now()).state.sessions.slice(-1).map((each) => each.candidate);
    const deleted = /^- .*$/m.exec(postOn(staged, postBranch).split("### Everything")[1] ?? "")?.[0] ?? "";
    await editPost(staged, (text) =>
      text.replace(`${deleted}\n`, "").replace("## Community", "We drew pictures for this one.\n\n## Community"),
    );

    const said = await says(staged, "cleo", "correct", "name", version, newcomer, "--to", corrected, "--reason", "she told us");
    expect(said).toBe(`C1: ${newcomer} is ${corrected}`);
    expect(await standing(staged)).toEqual({
      "sent-before": ["Slack message to team C0000000001"],
      "to-come": ["post", "Slack message to community C0000000000", "newsletter"],
    });
    await tick(staged);
    const post = postOn(staged, postBranch);
    expect(post).toContain(`- ${corrected}\n`);
    expect(post).not.toContain(newcomer);
    expect(post).toContain("We drew pictures for this one.");
    expect(post.split("\n")).not.toContain(deleted);
    // No name is in the changelog, so the candidate is the one that was tested.
    expect((await staged.now()).state.sessions.at(-1)?.candidate).toBe(candidate);
    expect((await staged.step("approve-launch/approve")).is).toBe("asks");

    await says(staged, "ana", "correct", "posted", version, freezeMessage);
    await tick(staged);
    expect(await standing(staged)).toMatchObject({ edited: ["Slack message to team C0000000001"] });
    const [edited, ...more] = await slackTexts(staged, "team");
    expect([edited?.includes(`- ${corrected}\n`), edited?.includes(newcomer), more]).toEqual([true, false, []]);
    expect(await says(staged, "ana", "correct", "posted", version, freezeMessage)).toMatch(/^Nothing to record/);

    const { state } = await staged.goOn();
    expect(state.finishedAt).toBeDefined();
    expect(await standing(staged)).toMatchObject({
      edited: ["Slack message to team C0000000001"],
      carried: ["post", "Slack message to community C0000000000", "newsletter"],
    });
    for (const text of [postOn(staged, "master"), (await slackTexts(staged, "community"))[0], await newsletterOf(staged)]) {
      expect(text).toContain(corrected);
      expect(text).not.toContain(newcomer);
    }
    expect(await slackTexts(staged, "community")).toHaveLength(1);
    expect(await differencesOf({ ...staged.stage, world: { ...staged.stage.world, notices: () => [] } }, [version])).toEqual([
      { step: "old app", found: `was told of nothing; released were ${version}` },
    ]);
  });

  test("voids an approval that covers a text it changes, and the status says whose", async () => {
    const staged = await atGate();
    await says(staged, "ana", "approve", version, "launch");
    expect(await approvedBy(staged)).toEqual(["ana"]);
    await says(staged, "cleo", "correct", "name", version, newcomer, "--to", corrected, "--reason", "she told us");
    await tick(staged);
    expect(await staged.step("approve-launch/approve")).toMatchObject({
      is: "asks",
      says: expect.stringContaining("(0 of 2)"),
      voided: ["ana"],
    });
    await says(staged, "cleo", "correct", "withdraw", version, "C1", "--reason", "it was right");
    await tick(staged);
    expect(await staged.step("approve-launch/approve")).toMatchObject({ says: expect.stringContaining("(1 of 2;") });
    expect(postOn(staged, postBranch)).toContain(`- ${newcomer}\n`);
  });
});

describe("a summary that is corrected before the launch", () => {
  test("is in the changelog too, which makes a candidate that is tested anew", async () => {
    const staged = await atGate();
    const { number, summary } = await highlight(staged);
    const before = (await staged.now()).state.sessions.at(-1)?.candidate;
    await says(staged, "ana", "correct", "summary", version, number, "--to", "It does even more now", "--reason", "the title misled");
    expect(await standing(staged)).toEqual({
      "to-come": ["changelog", "changelog on the main branch", "post", "Slack message to community C0000000000", "newsletter"],
    });
    const { state } = await staged.goOn();
    expect(state.sessions.at(-1)?.candidate).not.toBe(before);
    expect(state.finishedAt).toBeDefined();
    const changelogs = [`${version}:CHANGELOG.md`, "master:CHANGELOG.md"].map((at) => staged.bare(repositories.main, "show", at));
    for (const text of [...changelogs, postOn(staged, "master"), (await slackTexts(staged, "community"))[0], await newsletterOf(staged)]) {
      expect(text).toContain(`It does even more now (${number})`);
      expect(text).not.toContain(`${summary} (${number})`);
    }
  });

  test("left out, it is in no text, and what people wrote about it themselves stays", async () => {
    const staged = await atGate();
    const { number, summary } = await highlight(staged);
    await editPost(staged, (text) => text.replace("## Community", `Read about ${number} next week.\n\n## Community`));
    await says(staged, "ana", "correct", "leave-out", version, number, "--reason", "nobody can see it yet");
    await staged.goOn(asks("approve"));
    const post = postOn(staged, postBranch);
    expect(post).not.toContain(`${summary} (${number})`);
    expect(post).toContain(`Read about ${number} next week.`);
  });
});

test("a correction that cannot be meant is refused, and nothing is recorded", async () => {
  const staged = await atGate();
  const before = (await staged.now()).state.sequence;
  for (const [verb, words, why] of [
    ["name", ["Yara Fisttime", "--to", "x", "--reason", "r"], /nobody who took part/],
    ["summary", ["#1", "--to", "x", "--reason", "r"], /no change that this release tells of/],
    ["name", [newcomer, "--to", " ", "--reason", "r"], /one line/],
    ["name", [newcomer, "--to", "a\nb", "--reason", "r"], /one line/],
    ["name", [newcomer, "--to", corrected, "--reason", ""], /needs a reason/],
    ["posted", [community], /has posted nothing yet/],
    ["posted", ["tag-release"], /posts no message/],
    ["withdraw", ["C7", "--reason", "r"], /no correction "C7"/],
  ] as const)
    expect(await staged.types("ana", "correct", verb, version, ...words)).toMatchObject({ exit: 2, says: expect.stringMatching(why) });
  expect(await says(staged, "ana", "correct", "name", version, newcomer, "--to", newcomer, "--reason", "r")).toMatch(/^Nothing to record/);
  expect((await staged.now()).state.sequence).toBe(before);
});

describe("what people are still to fill in", () => {
  const finished = "write-post/await-finished-draft";

  test("in the post holds the launch, with its place, until they have; then everything goes on by itself", async () => {
    const staged = await shelf.copy(kept.session);
    await staged.goOn((release) => release.steps.some((each) => each.step === "write-post/open-pull-request" && each.is === "done"));
    await editPost(staged, (text) => text.replace("**Release highlights:**", "**MAJOR FEATURES GO HERE**"));
    // It had been finished once; it is looked at again before the point of no return, and before it is published.
    const release = await staged.goOn(asks("approve"));
    expect(release.asks.map((each) => each.kind)).toContain("approve");
    const again = "approve-launch/await-finished-draft";
    const waits = (each: ReleaseNow): boolean => each.steps.some(({ step, says: told }) => step === again && told.includes("not finished"));
    const { says: told } = (await staged.goOn(waits)).steps.find((each) => each.step === again) ?? { says: "" };
    expect(told).toMatch(/the-posthog-array-1-30-0\.md on array-1-30-0 is not finished: line \d+, column 3: MAJOR FEATURES GO HERE/);
    expect((await staged.step("tag-release/push-tag")).is).toBe("blocked");
    await editPost(staged, (text) => text.replace("MAJOR FEATURES GO HERE", "What we like most:"));
    const { state } = await staged.goOn();
    expect(state.finishedAt).toBeDefined();
    expect(postOn(staged, "master")).toContain("**What we like most:**");
  });

  test("in a template holds the launch until the template is read again", async () => {
    const { folder, config } = withTemplates({ slack: (text) => `${text}\nTODO: a picture\n` });
    const first = await stageIn(folder);
    await takeOver(first);
    await says(first, "ana", "correct", "name", version, newcomer, "--to", corrected, "--reason", "she told us");
    const held = (release: ReleaseNow): boolean => release.asks.some((each) => each.step === "check-texts/await-finished-texts");
    expect(held(await first.goOn(held))).toBe(true);
    expect(await first.step("check-texts/await-finished-texts")).toMatchObject({
      says: expect.stringMatching(/^message to community C0000000000: line \d+, column 1: TODO\.$/),
      question: { code: "TEXT_UNFINISHED", answers: ["accept", "plan-again"] },
    });
    const answer = (staged: StagedRelease, word: string) =>
      says(staged, "ana", "decide", version, "check-texts/await-finished-texts", word, "--reason", "r");
    await answer(first, "plan-again");
    expect(held(await first.goOn(held))).toBe(true);
    await first.close();
    writeFileSync(join(dirname(config), "templates/slack.md"), ":tada: PostHog {version} is out!\n\n{contributors}\n");
    const second = await shelf.stage(folder);
    await answer(second, "plan-again");
    const { steps } = await second.goOn(asks("approve"));
    expect(steps.filter((each) => each.item === "check-texts")).toEqual([]);
    expect((await second.step("approve-launch/approve")).is).toBe("asks");
  });

  test("in the post's own template holds the launch as soon as it is drafted", async () => {
    const { folder } = withTemplates({ post: (text) => text.replace("## Community", "## The story\n\n## Community") });
    const staged = await shelf.stage(folder);
    await takeOver(staged);
    await says(staged, "ana", "correct", "name", version, newcomer, "--to", corrected, "--reason", "she told us");
    const opened = (release: ReleaseNow): boolean => release.steps.some((each) => each.step === finished && each.is === "waiting");
    expect(opened(await staged.goOn(opened))).toBe(true);
    expect((await staged.step(finished)).says).toMatch(/a heading over nothing: ## The story/);
    expect(await staged.types("ana", "approve", version, "launch")).toMatchObject({ exit: 7 });
  });
});

/** A configuration that is another than when the release began is somebody's decision. */
const takeOver = (staged: StagedRelease) =>
  says(staged, "ana", "decide", version, "configuration", "take-over", "--reason", "the templates are new");

/** A release whose session is due, under a configuration with other templates. */
const withTemplates = (changes: Readonly<Record<string, (text: string) => string>>) => {
  const folder = shelf.folder(kept.session);
  const file = join(folder, "world", "blueprint.json");
  const blueprint = JSON.parse(readFileSync(file, "utf8")) as { readonly config: string };
  const config = join(shelf.folder(dirname(blueprint.config)), "signalbox.yaml");
  for (const [name, change] of Object.entries(changes)) {
    const template = join(dirname(config), "templates", `${name}.md`);
    writeFileSync(template, change(readFileSync(template, "utf8")));
  }
  writeFileSync(file, JSON.stringify({ ...blueprint, config }));
  return { folder, config };
};

describe("a correction after the tag", () => {
  const tagged = (release: ReleaseNow): boolean => release.steps.some((each) => each.step === "tag-release/push-tag" && each.is === "done");

  test("reaches what is still to be sent, once it is approved; the tag, its images and what was sent stay", async () => {
    const staged = await atGate();
    const { number, summary } = await highlight(staged);
    await staged.goOn(tagged);
    const tag = staged.bare(repositories.main, "rev-parse", `refs/tags/${version}`);
    await says(staged, "ana", "correct", "summary", version, number, "--to", "It does even more now", "--reason", "the title misled");
    expect(await standing(staged)).toEqual({
      "sent-before": ["changelog"],
      "to-come": ["changelog on the main branch", "post", "Slack message to community C0000000000", "newsletter"],
    });
    await staged.goOn(asks("approve"));
    expect(await staged.step("approve-corrections/approve")).toMatchObject({ is: "asks", says: expect.stringContaining("(0 of 2)") });
    expect(await staged.step("tag-release/push-tag")).toMatchObject({ is: "done" });
    expect(await staged.types("ana", "skip", version, "approve-corrections", "--reason", "in a hurry")).toMatchObject({ exit: 7 });
    expect((await slackTexts(staged, "community")).length).toBe(0);

    const { state } = await staged.goOn();
    expect(state.finishedAt).toBeDefined();
    expect(staged.bare(repositories.main, "rev-parse", `refs/tags/${version}`)).toBe(tag);
    expect(staged.bare(repositories.main, "show", `${version}:CHANGELOG.md`).toLowerCase()).toContain(
      `${summary} (${number})`.toLowerCase(),
    );
    for (const text of [
      staged.bare(repositories.main, "show", "master:CHANGELOG.md"),
      postOn(staged, "master"),
      (await slackTexts(staged, "community"))[0],
      await newsletterOf(staged),
    ])
      expect(text).toContain(`It does even more now (${number})`);
    expect(staged.applied().filter((each) => each.includes(`refs/tags/${version} `))).toHaveLength(1);
  });
});
