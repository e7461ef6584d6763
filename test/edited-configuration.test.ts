import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { exampleConfig, openShelf, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const shelf = openShelf();
let gate = "";
let config = "";
let staged: StagedRelease;

/** The release waits at its gate, and one person has approved it. */
beforeAll(async () => {
  const folder = shelf.folder();
  config = join(shelf.folder(dirname(exampleConfig)), "signalbox.yaml");
  await (await stageIn(folder)).close();
  const file = join(folder, "world", "blueprint.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), config }));
  const early = await stageIn(folder);
  await early.types("ana", "start", version);
  await early.goOn((release) => release.asks.some((each) => each.kind === "approve"));
  await early.types("ben", "approve", version, "launch");
  await early.close();
  gate = folder;
});
afterAll(() => shelf.end(), 60_000);

const original = readFileSync(exampleConfig, "utf8");
beforeEach(() => writeFileSync(config, original));

/** The same release, with the configuration as it is edited. */
const edited = async (change: (text: string) => string): Promise<void> => {
  expect(change(original)).not.toBe(original);
  writeFileSync(config, change(original));
  staged = await shelf.copy(gate);
};
const tick = () => staged.types("signalbox", "tick", version);
const takeOver = (who: string) => staged.types(who, "decide", version, "configuration", "take-over", "--reason", "agreed at lunch");

test("comments, and lines that mean the same elsewhere, are no edit", async () => {
  await edited((text) => `# Reviewed in November.\n${text}`);
  expect(await tick()).toMatchObject({ exit: 4 });
  expect(await takeOver("ana")).toMatchObject({ exit: 2 });
});

test("a program that knows more of a configuration than the one that began the release takes the same file for the same", async () => {
  staged = await shelf.copy(gate);
  const kept = join(staged.folder, "state", "releases", version, "train.json");
  const { rollback, ...older } = JSON.parse(readFileSync(kept, "utf8"));
  expect(rollback).toBeDefined();
  writeFileSync(kept, JSON.stringify(older));
  expect(await tick()).toMatchObject({ exit: 4 });
});

test("an edit of a template is an edit", async () => {
  const template = join(dirname(config), "templates/slack.md");
  const text = readFileSync(template, "utf8");
  writeFileSync(template, `${text}\nOne more line.\n`);
  staged = await shelf.copy(gate);
  writeFileSync(template, text);
  expect((await tick()).failed?.explanation).toMatchObject({ what: expect.stringContaining("announce.slack") });
});

test("an edit stops the train with what was edited and what it touches; put back, it goes on as if nothing had been", async () => {
  await edited((text) => text.replace("{ workspace: community, channel: C0000000000", "{ workspace: team, channel: C0000000001"));
  const before = (await staged.now()).state.sequence;
  const { exit, failed } = await tick();
  expect(exit).toBe(7);
  expect(failed?.code).toBe("CONFIG_EDITED");
  expect(failed?.explanation.what).toContain("announce.slack");
  expect(failed?.explanation.why).toContain("post-to-slack");
  expect(failed?.explanation.next).toContain("1 person of: ana, ben");
  expect((await staged.now()).state.sequence).toBe(before);
  await staged.close();
  writeFileSync(config, original);
  staged = await shelf.copy(staged.folder);
  expect(await tick()).toMatchObject({ exit: 4 });
  expect((await staged.step("approve-launch/approve")).says).toContain("(1 of 2)");
});

test("a captain takes it over: the plan is made again, and what was approved of the old one is no approval of the new one", async () => {
  await edited((text) => text.replace("{ workspace: community, channel: C0000000000", "{ workspace: team, channel: C0000000001"));
  expect(await takeOver("cleo")).toMatchObject({ exit: 7 });
  expect(await takeOver("ana")).toMatchObject({ exit: 0 });
  expect(await tick()).toMatchObject({ exit: 4 });
  const { state } = await staged.now();
  expect(state.plan?.items.find((each) => each.id === "post-to-slack")?.steps.map((each) => each.id)).toEqual([
    expect.stringContaining("post-to-team"),
  ]);
  expect(await staged.step("approve-launch/approve")).toMatchObject({ says: expect.stringContaining("(0 of 2)"), voided: ["ben"] });
  expect(await takeOver("ana")).toMatchObject({ exit: 2 });
});

test("who decides is changed only by as many as decided before, and nobody lets themselves in", async () => {
  await edited((text) =>
    text.replace("approvals: 2", "approvals: 1").replace(
      /^ {2}cleo:.*$/m,
      (line) => `${line}
  dan: { roles: [captain, release-team] }`,
    ),
  );
  expect(await takeOver("dan")).toMatchObject({ exit: 7 });
  expect(await takeOver("ana")).toMatchObject({ exit: 0 });
  expect(await takeOver("ana")).toMatchObject({ exit: 0 });
  expect((await tick()).failed?.code).toBe("CONFIG_EDITED");
  expect(await takeOver("ben")).toMatchObject({ exit: 0 });
  expect(await tick()).toMatchObject({ exit: 4 });
  expect((await staged.step("approve-launch/approve")).waitsFor).toContain("dan");
});
