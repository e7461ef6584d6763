import { describe, expect, test } from "vitest";
import { catalogue, explain } from "../domain/errors.ts";
import { hostileTexts } from "../testing/hostile-texts.ts";
import { openTestTerminal } from "../testing/terminal.ts";
import { type ToyStep, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { errorCodes, exampleOf } from "./error-pages.ts";
import { exitOfError, exits } from "./exit-codes.ts";

const people = [
  { name: "ana", roles: ["captain"], github: "ana" },
  { name: "ben", roles: ["captain"], github: "ben" },
];

const candidate = "c1".repeat(20);

const launch = {
  kind: "approve",
  input: {
    gate: "launch",
    version: "1.30.0",
    covers: "h",
    candidate,
    digests: [],
    approvals: 2,
    from: ["captain"],
    people,
    noOpenBlockers: true,
    blockersFor: candidate,
  },
  interlock: "No launch before two people have said so.",
};

const session = { kind: "test-session", input: { candidate, digests: [], on: [], minutes: "60" } };

const opened = async (steps: Readonly<Record<string, ToyStep>>, more: Parameters<typeof openTestTerminal>[1] = {}) => {
  const world = openToyWorld();
  const terminal = openTestTerminal(world, more);
  await terminal.begin(toyPlan(steps));
  return { world, ...terminal };
};

const branchThenLaunch = {
  branch: { kind: "set" },
  "approve-launch": { ...launch, after: ["branch"] },
  tag: { kind: "keyed", after: ["approve-launch"] },
};

describe("a release, typed", () => {
  test("tick drives to the gate and says who must type what; two people approve, and it is released", async () => {
    const { type, world } = await opened(branchThenLaunch);
    const first = await type("tick");
    expect(first.exit).toBe(exits.person.code);
    expect(first.out).toMatchInlineSnapshot(`
      "toy 1.30.0  captain ana, started 2021-11-15 09:00 UTC by ana
      1 of 3 steps are over.
      ? approve-launch/do  waits for ana, ben since 2021-11-15 09:00 UTC
          Approve with: signalbox approve 1.30.0 launch (0 of 2)
          signalbox approve 1.30.0 launch
      next: nothing waits for the clock.
      "
    `);
    expect(first.error).toContain("✓ branch/do  branch is there");
    expect((await type("approve", "launch", "--as", "ana")).exit).toBe(0);
    expect((await type("approve", "1.30.0", "launch", "--as", "ana")).out).toBe("Nothing to record: it has been said before.\n");
    expect((await type("tick")).exit).toBe(exits.person.code);
    expect((await type("approve", "launch", "--as", "ben")).out).toBe("ben approves launch of 1.30.0.\nnext: signalbox tick 1.30.0\n");
    expect((await type("tick")).exit).toBe(exits.done.code);
    expect(world.count("tag")).toBe(1);
    expect((await type("status")).out).toBe("No release is under way. Past: 1.30.0 finished.\n");
  });

  test("status shows the checklist, what waits for whom since when, and the command for each answer", async () => {
    const { type, world } = await opened({
      ...branchThenLaunch,
      image: { kind: "look" },
      tell: { kind: "set", by: "people" },
    });
    world.looks.set("branch", () => ({ is: "conflicting", found: "release-1.30.0 is at another commit" }));
    await type("tick");
    expect((await type("status")).out).toMatchInlineSnapshot(`
      "toy 1.30.0  captain ana, started 2021-11-15 09:00 UTC by ana
      freeze 2021-11-15, release 2021-11-26, plan revision 1

      freeze
        ? branch          branch
            do  The world is not as this step needs it: release-1.30.0 is at another commit.
        · approve-launch  approve-launch
        · tag             tag
        … image           image
            do  wait for image (looks again 2021-11-15 09:00:15 UTC)
        ? tell            tell
            do  make tell: a person does this; \`signalbox runbook\` has the commands. What is not seen by itself is marked

      0 of 5 steps are over.
      ? branch/do  waits since 2021-11-15 09:00 UTC
          The world is not as this step needs it: release-1.30.0 is at another commit.
          Somebody or something else got there first.
          signalbox retry 1.30.0 branch/do
          signalbox decide 1.30.0 branch/do abandon --reason "…"
      ? tell/do  waits for ana since 2021-11-15 09:00 UTC
          make tell: a person does this; \`signalbox runbook\` has the commands. What is not seen by itself is marked
          signalbox done 1.30.0 tell --evidence "…"
      next: looks again 2021-11-15 09:00:15 UTC; run \`signalbox tick\` then.
      "
    `);
    expect((await type("status", "--exit-code")).exit).toBe(exits.person.code);
  });

  test("a question is answered by the command that status printed", async () => {
    const { type, world } = await opened({ branch: { kind: "set" } });
    world.looks.set("branch", () => ({ is: "conflicting", found: "it is at another commit" }));
    expect((await type("tick")).exit).toBe(exits.person.code);
    expect((await type("status")).out).toContain("signalbox retry 1.30.0 branch/do");
    world.looks.delete("branch");
    expect((await type("retry", "1.30.0", "branch/do")).exit).toBe(0);
    // The first attempt may have reached the world, so it is looked at until that is settled.
    expect((await type("tick", "--watch")).exit).toBe(exits.done.code);
    expect(world.count("branch")).toBe(1);
  });

  test("tick --watch sleeps until something is due, and ends when nothing is under way", async () => {
    const { type, world } = await opened({ branch: { kind: "look" }, tag: { kind: "set", after: ["branch"] } });
    let looks = 0;
    world.looks.set("branch", () => ({ is: looks++ > 2 ? "present" : "absent", state: "branch" }) as never);
    expect((await type("tick", "--watch")).exit).toBe(exits.done.code);
    expect(world.count("tag")).toBe(1);
  });

  test("a hold stops it, a resume lets it go on; both are in the log with their names", async () => {
    const { type } = await opened({ branch: { kind: "set" } });
    expect((await type("hold", "--reason", "an outage", "--as", "ben")).exit).toBe(0);
    expect((await type("tick")).exit).toBe(exits.held.code);
    await type("resume", "--as", "cleo");
    expect((await type("tick")).exit).toBe(exits.done.code);
    const { out } = await type("log", "1.30.0");
    expect(out).toMatch(/ben +held an outage/);
    expect(out).toMatch(/cleo +resumed/);
  });

  test("a blocker found in a session is listed until it is closed", async () => {
    const { type } = await opened({ test: session });
    await type("session", "open", "--charter", "sign-up");
    await type("session", "join", "--as", "ben");
    expect((await type("finding", "--severity", "blocker", "--text", "cannot sign in", "--owner", "ben")).out).toContain(
      "F1 blocker, ben sees to it",
    );
    expect((await type("status")).out).toContain("finding F1 blocker, ben: cannot sign in");
    await type("finding", "close", "F1", "--resolution", "fixed");
    expect((await type("status")).out).not.toContain("finding F1");
    await type("session", "close", "--summary", "all tried");
    expect((await type("tick")).exit).toBe(exits.done.code);
  });

  test("an abort first says what stays, asks, and undoes nothing", async () => {
    const asked: string[] = [];
    const input = { repository: "example/app", branch: "release-1.30.0", commit: candidate };
    const { type, world } = await opened(
      { branch: { kind: "push-branch", input }, "approve-launch": launch },
      {
        interactive: true,
        confirm: async (question) => {
          asked.push(question);
          return asked.length > 1;
        },
      },
    );
    world.kinds.set("push-branch", world.kinds.get("set") as never);
    const refused = await type("abort", "--reason", "no time");
    expect(refused).toMatchObject({ exit: 0, out: "Not aborted.\n" });
    expect(await type("abort", "--reason", "no time")).toMatchObject({ exit: exits.held.code });
    expect(asked).toEqual(["Abort 1.30.0?", "Abort 1.30.0?"]);
    expect((await type("status", "1.30.0")).out).toContain("aborted by ana: no time");
  });

  test("without a person to ask, an abort needs --yes", async () => {
    const { type } = await opened({ branch: { kind: "set" } });
    expect(await type("abort", "--reason", "no time")).toMatchObject({
      exit: exits.usage.code,
      error: expect.stringMatching(/^1\.30\.0 has changed nothing outside\.\nerror USAGE/),
    });
    expect((await type("abort", "--reason", "no time", "--yes")).exit).toBe(exits.held.code);
  });
});

describe("how it ends", () => {
  test.each([
    [["strat"], "usage", "Did you mean `signalbox start`?"],
    [["status", "--exitcode"], "usage", "Did you mean --exit-code?"],
    [["hold"], "usage", "hold needs --reason"],
    [["decide", "1.30.0"], "usage", "decide needs about and answer"],
    [["session"], "usage", "signalbox session open"],
    [["status", "9.9.9"], "refused", "Known releases: 1.30.0"],
    [["approve", "launch", "--as", "mallory"], "refused", "mallory cannot approve launch"],
    [["skip", "approve-launch", "--reason", "x"], "refused", "It is an interlock"],
    [["check", "--config", "absent.yaml"], "input", "signalbox init"],
    [["error", "NO_SUCH"], "usage", "There is no error"],
    [["calendar", "--count", "0"], "usage", "not a number"],
    [["start", "--day", "monday"], "usage", "is no day"],
    [["finding", "--severity", "bad", "--text", "x"], "usage", "blocker, major, minor"],
  ] as const)("signalbox %j ends with %s", async (argv, exit, says) => {
    const { type } = await opened(branchThenLaunch);
    const typed = await type(...argv);
    expect(typed).toMatchObject({ exit: exits[exit].code, out: "" });
    expect(typed.error).toMatch(/^error [A-Z_]+: .*\nwhy: {2}.*\nnext: .*\n$/s);
    expect(typed.error).toContain(says);
    const asJson = await type(...argv, "--json");
    expect(asJson).toMatchObject({ exit: exits[exit].code, error: "" });
    expect(JSON.parse(asJson.out)).toMatchObject({ error: { code: expect.any(String), what: expect.any(String), exit: exits[exit].code } });
  });

  test("every error of the catalogue is explained, and none ends like success or waiting", async () => {
    const { type } = await opened({});
    expect(errorCodes).toHaveLength(Object.keys(catalogue).length);
    for (const code of errorCodes) {
      expect((await type("error", code.toLowerCase())).out).toContain(code);
      expect(["done", "waiting", "person"]).not.toContain(exitOfError(code, exampleOf(code).fault));
    }
  });

  test("an error that nobody expected is a bug, without its stack unless asked", async () => {
    const breaks = { openRecord: async () => Promise.reject(new TypeError("x is \u001b[2J not a function")) };
    const typed = await (await opened({}, breaks)).type("status");
    expect(typed).toMatchObject({ exit: exits.bug.code, out: "" });
    expect(typed.error).toContain("TypeError: x is ^[[2J not a function");
    expect(typed.error).not.toContain(" at ");
    expect((await (await opened({}, { ...breaks, debug: true })).type("status")).error).toContain("    at ");
  });

  test("a signal is an exit code of its own", () => {
    const { code, explanation } = explain("INTERRUPTED", { release: "toy/1.30.0" });
    expect(exits[exitOfError(code, explanation.fault)].code).toBe(130);
  });
});

describe("what programs read", () => {
  test.each([["status"], ["tick"], ["log"], ["hold", "--reason", "x"], ["calendar"], ["check"], ["verify"], ["error", "BUG"]])(
    "signalbox %s --json prints one document and nothing else",
    async (...argv) => {
      const { type } = await opened(branchThenLaunch);
      const { out, exit } = await type(...argv, "--json");
      expect(JSON.parse(out)).toMatchObject({ ok: true, exit });
      expect(out.trimEnd().split("\n")).toHaveLength(1);
    },
  );

  test("status gives the questions with their commands and since when they wait", async () => {
    const { type } = await opened(branchThenLaunch);
    await type("tick");
    const { releases } = JSON.parse((await type("status", "--json")).out);
    expect(releases[0].asks).toMatchObject([
      { step: "approve-launch/do", since: "2021-11-15T09:00:00Z", commands: ["signalbox approve 1.30.0 launch"] },
    ]);
    expect(releases[0]).toMatchObject({ standing: "person", standingExit: 4 });
  });
});

test.each(hostileTexts)("%j does nothing to a terminal, wherever it stands", async (text) => {
  const { type, say } = await opened({
    [`i ${text}`]: { kind: "look" },
    mark: { kind: "mark", input: { what: text, owner: [text], item: "mark", version: "1.30.0" } },
  });
  await say("signalbox", { is: "alarm", code: "DRIFTED", what: text });
  await say("ana", { is: "finding-raised", id: "F1", severity: "minor", text, owner: text, candidate });
  await say("signalbox", {
    is: "verdict-given",
    pull: "7",
    commit: candidate,
    verdict: "refused",
    reason: text,
    title: text,
    author: text,
  });
  await say(text, { is: "held", reason: text });
  for (const argv of [["status"], ["log"], ["tick"], ["hold", "--reason", text], [text], ["status", text], ["error", text]]) {
    const { out, error } = await type(...argv);
    expect(`${out}${error}`.replaceAll(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff\u{e0000}-\u{e007f}]/u);
  }
});
