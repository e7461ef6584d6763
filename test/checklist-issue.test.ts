import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { countTicks } from "../src/app/checklist-issue/count-ticks.ts";
import { markables } from "../src/app/checklist-issue/markable.ts";
import { loadRelease } from "../src/app/load-release.ts";
import { addDuration, duration } from "../src/domain/instant.ts";
import type { ReleaseState } from "../src/domain/journal/state.ts";
import type { Plan } from "../src/domain/plan.ts";
import type { Issue } from "../src/domain/ports/forge.ts";
import type { TrainPerson } from "../src/domain/train.ts";
import { builtProgram, type Ran, runBuilt } from "../src/testing/built-program.ts";
import { exampleConfig, openShelf, repositories, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

/** Items that only people do, one with a name that would tick the other's box if anybody let it. */
const extra = `
extra:
  - { id: tell-partners, manual: "Tell the partners of {version}", owner: [marketing], after: [cut-branch] }
  - { id: hostile, manual: "me\`too\` - [x] **Tell the partners of {version}** <!-- signalbox:tick tell-partners 0000000000000000 --> @ana-example fixes #1", owner: [captain], after: [cut-branch] }
`;

const shelf = openShelf();
let begun = "";

/** A stage with the example's train and items of its own, started and frozen. */
beforeAll(async () => {
  begun = shelf.folder();
  const staged = await openIn(begun);
  expect((await type(staged, "start", version)).code).toBe(4);
  await staged.close();
});
afterAll(() => shelf.end());

const openIn = (folder: string): Promise<StagedRelease> => {
  const config = join(folder, "train", "signalbox.yaml");
  mkdirSync(join(folder, "train"), { recursive: true });
  cpSync(dirname(exampleConfig), dirname(config), { recursive: true });
  writeFileSync(config, readFileSync(exampleConfig, "utf8") + extra);
  return stageIn(folder, () => {}, { config, example: config, program: builtProgram });
};

const open: StagedRelease[] = [];
afterAll(async () => {
  for (const each of open) await each.close();
});

const afresh = async (): Promise<StagedRelease> => {
  const folder = shelf.folder(begun);
  const file = join(folder, "world", "blueprint.json");
  const config = join(folder, "train", "signalbox.yaml");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), config }));
  const staged = await stageIn(folder, () => {}, { config, example: config, program: builtProgram });
  open.push(staged);
  return staged;
};

const type = ({ folder }: StagedRelease, ...argv: readonly string[]): Promise<Ran> =>
  runBuilt(
    { cwd: folder, environment: { SIGNALBOX_WORLD: join(folder, "world.json") } },
    ...argv,
    ...["--config", join(folder, "train", "signalbox.yaml"), "--state", join(folder, "state"), "--as", "ana"],
  );

interface Said {
  readonly exit: number;
  readonly ticks?: { readonly is: string; readonly why?: string; readonly by?: string; readonly items?: readonly string[] };
  readonly issues: readonly { readonly is: string; readonly says?: string }[];
}

const tick = async (staged: StagedRelease, ...argv: readonly string[]): Promise<Said> => {
  const { out, error } = await type(staged, "tick", "--issue", "--json", ...argv);
  const said = JSON.parse(out) as Said;
  expect(said.exit, error).toBeLessThan(7);
  return said;
};

const opened = (staged: StagedRelease): number => staged.applied().filter((each) => each.startsWith("github open-issue")).length;
const rewritten = (staged: StagedRelease): number => staged.applied().filter((each) => each.startsWith("github update-issue")).length;

const issueOf = async (staged: StagedRelease): Promise<Issue> => {
  const all = await staged.as("ana-example").issues.changedSince(repositories.main, staged.stage.world.now());
  const [only] = all.length === 0 ? await staged.as("ana-example").issues.changedSince(repositories.main, since) : all;
  if (only === undefined) throw new Error("there is no issue");
  return only;
};
const since = "2021-01-01T00:00:00Z" as ReturnType<StagedRelease["stage"]["world"]["now"]>;

/** An account of the world edits the issue, and the forge tells of it. */
const edit = async (staged: StagedRelease, login: string, change: (body: string) => string, more: object = {}): Promise<string> => {
  const issue = await issueOf(staged);
  const after = change(issue.body).replaceAll(/\r?\n/g, "\r\n");
  await staged.as(login).issues.update(repositories.main, issue.number, { body: after });
  const file = join(staged.folder, `event-${events++}.json`);
  const event = {
    action: "edited",
    issue: { number: Number(issue.number), body: after, updated_at: staged.stage.world.now() },
    changes: { body: { from: issue.body } },
    repository: { full_name: repositories.main },
    sender: { login, type: "User" },
    ...more,
  };
  writeFileSync(file, JSON.stringify(event));
  return file;
};
let events = 0;

const ticking = (item: string) => (body: string) => {
  const changed = body.replace(new RegExp(`^- \\[ \\](.* \`${item}\`.*)$`, "m"), "- [x]$1");
  expect(changed).not.toBe(body);
  return changed;
};
const taking = (item: string) => (body: string) => body.replace(new RegExp(`^- \\[x\\](.* \`${item}\`.*)$`, "m"), "- [ ]$1");
const line = (body: string, item: string): string =>
  body.split(/\r?\n/).find((each) => each.startsWith("- [") && each.includes(` \`${item}\``)) ?? "";
const marksOf = async (staged: StagedRelease, item: string): Promise<readonly string[]> =>
  [...(await loadRelease(staged.stage.parts, version)).records]
    .filter(([name]) => name.startsWith(`${item}/`))
    .flatMap(([, { marks }]) => marks.map(({ by }) => by));

describe("one issue for a release", () => {
  test("is opened once, however often the release ticks, and rewritten only when something changed", async () => {
    const staged = await afresh();
    expect((await tick(staged)).issues).toMatchObject([{ is: "opened" }]);
    expect((await issueOf(staged)).title).toBe(`Release ${version}`);
    for (let at = 0; at < 3; at += 1) expect((await tick(staged)).issues).toMatchObject([{ is: "same" }]);
    expect([opened(staged), rewritten(staged)]).toEqual([1, 0]);
    expect((await type(staged, "done", version, "hostile", "--evidence", "https://example.com/proof")).code).toBe(0);
    expect((await tick(staged)).issues).toMatchObject([{ is: "rewritten" }]);
    const { body } = await issueOf(staged);
    expect(line(body, "hostile")).toMatch(/^- \[x\]/);
    expect(body).toContain("ana: [evidence](https://example.com/proof)");
    expect([opened(staged), rewritten(staged)]).toEqual([1, 1]);
  });

  test("is not opened again when the process dies between opening it and writing that down", async () => {
    const staged = await afresh();
    let seen = 0;
    const { reached: killed } = await staged.stage.runUntil("ana", ["tick", "--issue"], (each) => {
      if (each.is === "boundary" && each.step === "journal" && each.boundary === "before checklist-issue") seen += 1;
      return seen === 2;
    });
    expect([killed, opened(staged)]).toEqual([true, 1]);
    expect((await loadRelease(staged.stage.parts, version)).checklistIssue?.stands).toEqual({ is: "intended" });
    expect((await tick(staged)).issues).toMatchObject([{ is: "same" }]);
    expect(opened(staged)).toBe(1);
  });

  test("is opened after all when the process died before it sent anything, but not before two looks found none", async () => {
    const staged = await afresh();
    let seen = false;
    const { reached: killed } = await staged.stage.runUntil("ana", ["tick", "--issue"], (each) => {
      seen ||= each.is === "boundary" && each.step === "journal" && each.boundary === "after checklist-issue";
      return seen;
    });
    expect([killed, opened(staged)]).toEqual([true, 0]);
    const { world } = staged.stage;
    const later = (time: string): Promise<void> => world.advanceTo(addDuration(world.now(), duration(time)));
    expect((await tick(staged)).issues).toMatchObject([{ is: "waiting" }]);
    await later("80s");
    expect((await tick(staged)).issues).toMatchObject([{ is: "waiting" }]);
    await later("1m");
    expect((await tick(staged)).issues).toMatchObject([{ is: "waiting" }]);
    expect(opened(staged)).toBe(0);
    await later("70s");
    expect((await tick(staged)).issues).toMatchObject([{ is: "opened" }]);
    expect((await tick(staged)).issues).toMatchObject([{ is: "same" }]);
    expect(opened(staged)).toBe(1);
  });

  test.each(["lost-after", "500-after", "garbled-after"] as const)(
    "whose answer is lost (%s) keeps no release waiting, and is found at the next look",
    async (fault) => {
      const staged = await afresh();
      staged.stage.fail({ twin: "github", operation: "issues/create", fault });
      const said = await tick(staged);
      expect(said).toMatchObject({ exit: 4, issues: [{ is: "failed" }] });
      expect((await tick(staged)).issues).toMatchObject([{ is: "same" }]);
      expect(opened(staged)).toBe(1);
    },
  );

  test("that somebody deleted or copied is said, and no other one is opened", async () => {
    const staged = await afresh();
    staged.stage.fail({ twin: "github", operation: "issues/create", fault: "lost-after" });
    await tick(staged);
    const { title, body } = await issueOf(staged);
    await staged.as("ben-example").issues.open(repositories.main, { title, body });
    expect((await tick(staged)).issues).toMatchObject([{ is: "failed", says: expect.stringContaining("carry this release's mark") }]);
    expect(opened(staged)).toBe(2);
  });
});

test("a release that is over has its last word in the issue, which is closed with it and then left alone", async () => {
  const staged = await afresh();
  await tick(staged);
  expect((await type(staged, "abort", version, "--reason", "<b>no</b> - [x] more", "--yes")).code).toBe(5);
  expect(await tick(staged)).toMatchObject({ exit: 0, issues: [{ is: "rewritten" }] });
  const closed = await issueOf(staged);
  expect(closed.state).toBe("closed");
  expect(closed.body).toContain("aborted by ana: &lt;b&gt;no&lt;/b&gt; - \\[x\\] more");
  expect(closed.body).not.toContain("<!-- signalbox:tick");
  expect((await tick(staged)).issues).toMatchObject([{ is: "same" }]);
});

test("the checklist is a page too, for status and for the summary of a job", async () => {
  const staged = await afresh();
  const page = join(staged.folder, "summary.md");
  await tick(staged, "--summary", page);
  const { out, code } = await type(staged, "status", "--markdown");
  expect(code).toBe(0);
  expect(out).toContain(`## posthog ${version}`);
  expect(out).toContain("- [x] **");
  expect(readFileSync(page, "utf8").replace(/ · looks again .*/, "")).toBe(out.replace(/ · looks again .*/, ""));
  expect(out).not.toContain("<!--");
});

describe("a tick", () => {
  let staged: StagedRelease;
  beforeAll(async () => {
    staged = await afresh();
    await tick(staged);
  });

  const refuses = async (login: string, why: RegExp, more: object = {}): Promise<void> => {
    const file = await edit(staged, login, ticking("tell-partners"), more);
    const { ticks } = await tick(staged, "--event", file);
    expect(JSON.stringify(ticks)).toMatch(why);
    expect(ticks?.is).not.toBe("counted");
    expect(await marksOf(staged, "tell-partners")).toEqual([]);
    const { body } = await issueOf(staged);
    expect(body).toContain("ticked by somebody; who?");
    await staged.as(login).issues.update(repositories.main, (await issueOf(staged)).number, { body: taking("tell-partners")(body) });
    await tick(staged);
    expect((await issueOf(staged)).body).not.toContain("ticked by somebody");
  };

  test("of a bot, of somebody unknown, of our own account, or of somebody who does not answer for the item counts for nothing and is shown", async () => {
    await refuses("ben-example", /is no person/, { sender: { login: "ben-example", type: "Bot" } });
    await refuses("ben-example", /nobody under people/, { sender: { login: "mallory", type: "User" } });
    await refuses("signalbox-bot", /nobody under people/);
    await refuses("ben-example", /ben does not answer for tell-partners \(marketing\)/);
  });

  test("of the account that Signalbox writes with, or of somebody whose words must be signed, counts for nothing", async () => {
    const { parts } = staged.stage;
    const { number, body } = await issueOf(staged);
    const after = ticking("tell-partners")(body);
    const by = (login: string, change: Partial<TrainPerson>, store?: string) => {
      const people = parts.train.people.map((each) => (each.name === "cleo" ? { ...each, ...change } : each));
      const wanted = {
        repository: repositories.main,
        number,
        editor: { login, isPerson: true },
        before: body,
        after,
        at: "2021-11-26T10:00:00Z",
      };
      return countTicks({ ...parts, train: { ...parts.train, people, store } }, wanted);
    };
    await staged.as("cleo-example").issues.update(repositories.main, number, { body: after });
    expect(await by("signalbox-bot", { github: "signalbox-bot" })).toMatchObject({
      is: "refused",
      why: expect.stringContaining("an account of its own"),
    });
    expect(await by("cleo-example", { signingKey: "ssh-ed25519 AAAA" }, "git")).toMatchObject({
      is: "refused",
      why: expect.stringContaining("signs it"),
    });
    expect(await marksOf(staged, "tell-partners")).toEqual([]);
    await staged.as("cleo-example").issues.update(repositories.main, number, { body });
  });

  test("in another repository, another issue, or an event that is no edit counts for nothing", async () => {
    for (const more of [
      { repository: { full_name: "mallory/posthog" } },
      { action: "opened" },
      { changes: {} },
      { changes: { body: { from: 7 } } },
      { sender: null },
      { issue: { number: 4711, body: "", updated_at: "2021-11-26T10:00:00Z" } },
    ]) {
      const file = await edit(staged, "cleo-example", (body) => body, more);
      expect(["none", "refused"]).toContain((await tick(staged, "--event", file)).ticks?.is);
    }
    for (const text of [
      "",
      "{",
      "[]",
      '"x"',
      `{"issue":${"[".repeat(50_000)}`,
      JSON.stringify({ action: "edited", issue: { body: "x".repeat(400_000) } }),
    ]) {
      writeFileSync(join(staged.folder, "strange.json"), text);
      expect((await tick(staged, "--event", join(staged.folder, "strange.json"))).ticks).toMatchObject({ is: "refused" });
    }
    expect(await marksOf(staged, "tell-partners")).toEqual([]);
  });

  test("of a line that was written by somebody else, with the text of another, is not counted", async () => {
    const forged = (body: string): string => body.replace("**Tell the partners of 1.30.0**", "**Have a coffee**");
    await edit(staged, "ben-example", forged);
    const file = await edit(staged, "cleo-example", ticking("tell-partners"));
    expect((await tick(staged, "--event", file)).ticks?.is).toBe("none");
    expect(await marksOf(staged, "tell-partners")).toEqual([]);
    expect(line((await issueOf(staged)).body, "tell-partners")).toMatch(/^- \[ \] \*\*Tell the partners of 1\.30\.0\*\*/);
  });

  test("of an approval, or of what Signalbox does, is put back, and approves nothing", async () => {
    const file = await edit(staged, "ana-example", ticking("approve-launch"));
    expect((await tick(staged, "--event", file)).ticks?.is).toBe("none");
    const { body } = await issueOf(staged);
    expect(line(body, "approve-launch")).toMatch(/^- \[ \]/);
    expect(body).toContain("put back: `approve-launch` is not done by a tick");
    expect([...(await loadRelease(staged.stage.parts, version)).records.values()].flatMap(({ approvals }) => approvals)).toEqual([]);
  });

  test("stands for what the item is made of at that moment: an old event means nothing once that is something else", async () => {
    const { kinds } = staged.stage.parts;
    const state = await loadRelease(staged.stage.parts, version);
    const tickFor = (each: ReleaseState): string | undefined => markables(each, kinds).find(({ item }) => item === "tell-partners")?.tick;
    const other = JSON.parse(JSON.stringify(state.plan).replaceAll("Tell the partners of", "Write to the partners of")) as Plan;
    expect(tickFor(state)).toMatch(/^[0-9a-f]{16}$/);
    expect(tickFor({ ...state, plan: other })).not.toBe(tickFor(state));
    expect(
      markables(state, kinds)
        .map(({ item }) => item)
        .sort(),
    ).toEqual(["hostile", "tell-partners"]);
  });

  test.each(["approve", "confirm", "test-session"])("is never for a step of the kind %s, whoever waits for it", async (kind) => {
    const { kinds } = staged.stage.parts;
    const state = await loadRelease(staged.stage.parts, version);
    const plan = JSON.parse(JSON.stringify(state.plan).replaceAll('"kind":"mark"', `"kind":"${kind}"`)) as Plan;
    expect(JSON.stringify(plan)).not.toBe(JSON.stringify(state.plan));
    expect(markables({ ...state, plan }, kinds)).toEqual([]);
  });

  test("that was there already does not become the word of whoever edits next", async () => {
    await edit(staged, "ben-example", ticking("tell-partners"));
    const file = await edit(staged, "cleo-example", (body) => `${body}\nthanks!`);
    expect((await tick(staged, "--event", file)).ticks).toMatchObject({ is: "none" });
    expect(await marksOf(staged, "tell-partners")).toEqual([]);
    expect((await issueOf(staged)).body).toContain("ticked by somebody; who?");
    expect((await issueOf(staged)).body).not.toContain("thanks!");
    await edit(staged, "ben-example", taking("tell-partners"));
    await tick(staged);
  });

  test("that was taken back before anybody looked does not count", async () => {
    const file = await edit(staged, "cleo-example", ticking("tell-partners"));
    await edit(staged, "cleo-example", taking("tell-partners"));
    expect((await tick(staged, "--event", file)).ticks).toMatchObject({ is: "refused", why: expect.stringContaining("open again") });
    expect(await marksOf(staged, "tell-partners")).toEqual([]);
  });

  test("of the person who answers for the item is that person's word, once, also when the event comes twice", async () => {
    const file = await edit(staged, "cleo-example", ticking("tell-partners"));
    expect((await tick(staged, "--event", file)).ticks).toMatchObject({ is: "counted", by: "cleo", items: ["tell-partners"] });
    expect((await staged.step("tell-partners/mark")).says).toMatch(
      /^cleo: ticked in https:\/\/github\.com\/PostHog\/posthog\/issues\/\d+ at 2021-/,
    );
    expect((await tick(staged, "--event", file)).ticks?.is).toBe("none");
    expect(await marksOf(staged, "tell-partners")).toEqual(["cleo"]);
    expect(line((await issueOf(staged)).body, "tell-partners")).toMatch(/^- \[x\] .*`tell-partners`$/);
    expect(await marksOf(staged, "hostile")).toEqual([]);
  });

  test("that is taken back after it was counted comes back, with a word about why", async () => {
    const file = await edit(staged, "cleo-example", taking("tell-partners"));
    expect((await tick(staged, "--event", file)).ticks?.is).toBe("none");
    const { body } = await issueOf(staged);
    expect(line(body, "tell-partners")).toMatch(/^- \[x\]/);
    expect(body).toContain("put back: `tell-partners` is done in the record");
    expect((await tick(staged)).issues).toMatchObject([{ is: "same" }]);
  });
});
