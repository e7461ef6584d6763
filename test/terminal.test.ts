import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { commandTable } from "../src/cli/command-table.ts";
import { exits } from "../src/cli/exit-codes.ts";
import { builtProgram, type Ran, runBuilt } from "../src/testing/built-program.ts";
import { plainGit } from "../src/testing/git-world.ts";
import { exampleConfig, openShelf, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder = "";
const empty = (): string => mkdtempSync(join(folder, "empty-"));
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-terminal-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("in an empty folder", () => {
  test.each<[argv: readonly string[], code: number, says: RegExp]>([
    [[], 0, /^Usage|signalbox/],
    [["--version"], 0, /^\d+\.\d+\.\d+\n$/],
    [["status"], 0, /./],
    [["plan"], 8, /CONFIG_MISSING/],
    [["start"], 8, /CONFIG_MISSING/],
    [["tick"], 8, /CONFIG_MISSING/],
    [["approve", "launch"], 8, /CONFIG_MISSING/],
    [["log"], 2, /No release is under way/],
    [["init"], 8, /NOT_A_REPOSITORY/],
    [["plam"], 2, /"plam"/],
    [["status", "--no-such"], 2, /--no-such/],
    [["error", "TAG_TAKEN"], 0, /TAG_TAKEN/],
  ])("signalbox %j ends with %i and leaves nothing", async (argv, code, says) => {
    const cwd = empty();
    const ran = await runBuilt({ cwd }, ...argv);
    expect(ran.code).toBe(code);
    expect(`${ran.out}${ran.error}`).toMatch(says);
    if (code !== 0) expect(ran.error).toMatch(/^error \w+: .+\nwhy: {2}.+\nnext: .+/m);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("every command prints one JSON document and ends with a code of the table", async () => {
    const codes: readonly number[] = Object.values(exits).map((each) => each.code);
    for (const { name } of commandTable.filter((each) => each.name !== "rehearse")) {
      const { code, out, error } = await runBuilt({ cwd: empty() }, ...name.split(" "), "--json");
      expect(() => JSON.parse(out), `${name}: ${out}${error}`).not.toThrow();
      expect(codes, name).toContain(code);
      expect(code, name).not.toBe(exits.bug.code);
    }
  });

  test("NO_COLOR and a pipe mean no escapes", async () => {
    for (const environment of [{}, { NO_COLOR: "1" }, { TERM: "dumb" }]) {
      const { out, error } = await runBuilt({ cwd: empty(), environment }, "--help");
      expect(`${out}${error}`).not.toContain("\u001b");
    }
  });
});

describe("in a world of twins, with processes of their own", () => {
  const shelf = openShelf();
  let staged: StagedRelease;
  beforeAll(async () => {
    staged = await stageIn(shelf.folder());
  }, 60_000);
  afterAll(async () => {
    await staged.close();
    await shelf.end();
  });

  const where = (): readonly string[] => ["--config", exampleConfig, "--state", join(staged.folder, "own-state"), "--as", "ana"];
  const type = (...argv: readonly string[]): Promise<Ran> => {
    const cwd = join(staged.folder, "cwd");
    mkdirSync(cwd, { recursive: true });
    return runBuilt({ cwd, environment: { SIGNALBOX_WORLD: join(staged.folder, "world.json") } }, ...argv, ...where());
  };
  const hashIn = ({ out }: Ran): string => (JSON.parse(out) as { readonly hash: string }).hash;

  test("plan twice gives the same hash and changes nothing; start takes exactly that plan, once", async () => {
    expect((await type("status")).code).toBe(0);
    const [one, two] = [await type("plan", "--json"), await type("plan", "--json")];
    expect(one.code).toBe(0);
    expect(hashIn(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashIn(two)).toBe(hashIn(one));
    expect(staged.applied()).toEqual([]);
    expect(await type("start", version, "--plan", "0".repeat(64))).toMatchObject({
      code: 7,
      error: expect.stringContaining("PLAN_CHANGED"),
    });
    expect(staged.applied()).toEqual([]);
    expect(await type("start", version, "--plan", hashIn(one))).toMatchObject({ code: 3 });
    const applied = staged.applied();
    expect(await type("start", version)).toMatchObject({ code: 7, error: expect.stringContaining("RELEASE_EXISTS") });
    expect(staged.applied()).toEqual(applied);
  });

  test("of two ticks at once one drives, the other says so or finds nothing due; nothing is done twice", async () => {
    await staged.stage.world.advanceTo(staged.stage.world.nextDue() ?? staged.stage.world.now());
    const both = await Promise.all([type("tick", version), type("tick", version)]);
    for (const { code, error } of both) {
      expect([3, 4, 7], error).toContain(code);
      if (code === 7) expect(error).toContain("OTHER_DRIVER");
    }
    expect(both.some((each) => each.code !== 7)).toBe(true);
    const once = staged.applied().filter((each) => !/set-status/.test(each));
    expect(new Set(once).size).toBe(once.length);
  });

  test("under way, what only looks prints one JSON document each, and status says what is next", async () => {
    for (const argv of [
      ["status"],
      ["status", version],
      ["log", version],
      ["plan", "1.31.0"],
      ["verify", version],
      ["calendar"],
      ["check"],
    ]) {
      const { code, out, error } = await type(...argv, "--json");
      expect(() => JSON.parse(out), `${argv.join(" ")}: ${out.slice(0, 200)}${error}`).not.toThrow();
      expect(code, argv.join(" ")).not.toBe(70);
    }
    expect((await type("status", version)).out).toContain("point of no return");
    const unnamed = await type("plan", "--json");
    expect(unnamed, "the next version has begun, so it is the one that is meant").toMatchObject({ code: 0 });
    expect(hashIn(unnamed)).toBe(hashIn(await type("plan", version, "--json")));
  });

  test.each([["log", "--json"], ["calendar", "--count", "100"], ["status"]])(
    "a pipe that closes early is no error of %s",
    async (...argv) => {
      const words = [process.execPath, builtProgram, ...argv, ...where()].map((word) => `'${word}'`).join(" ");
      const env = { PATH: process.env["PATH"], SIGNALBOX_WORLD: join(staged.folder, "world.json") };
      const piped = promisify(execFile)("bash", ["--norc", "-c", `{ ${words}; echo "exit $?" >&2; } | head -c 20`], {
        env,
        cwd: staged.folder,
      });
      piped.child.stdin?.end();
      const { stdout, stderr } = await piped;
      expect(stdout).toHaveLength(20);
      expect(stderr).toMatch(/^exit [034]\n$/);
    },
  );

  test("an aborted version is not begun again; the one after it takes a reason", async () => {
    expect(await type("abort", version, "--reason", "no time", "--yes")).toMatchObject({ code: 5 });
    const branch = staged.stage.parts.train.repository.branch.replace("{version}", version);
    plainGit([`--git-dir=${join(staged.folder, "world/git/PostHog/posthog.git")}`, "branch", "--delete", "--force", branch]);
    const again = await type("start", version);
    expect(again).toMatchObject({ code: 7, error: expect.stringContaining(`error RELEASE_ABORTED: Release ${version} was aborted.`) });
    const [, next = ""] = /signalbox start (\S+) --reason/.exec(again.error) ?? [];
    expect(await type("start", next)).toMatchObject({ code: 8, error: expect.stringContaining("and needs --reason") });
    expect(await type("start", next, "--reason", `${version} was aborted`)).toMatchObject({ code: 3 });
  });
});
