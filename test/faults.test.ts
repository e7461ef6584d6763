import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { z } from "zod";
import { faults, kills } from "../src/app/faults/disturbances.ts";
import { faultsDocument } from "../src/cli/faults-schema.ts";
import { runBuilt, startBuilt } from "../src/testing/built-program.ts";
import { shop, shopConfiguration } from "../src/testing/odd-repositories.ts";
import { rehearseFaults } from "../src/wiring/rehearse-faults.ts";
import { plantedBugs } from "./grid/planted.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const configuration = `${shopConfiguration}gates: { launch: { approvals: 1, from: [release-team] } }
extra:
  - id: warm-the-cache
    command: ["./warm.sh", "{version}"]
    after: [tag-release]
  - id: register-the-release
    title: Register the release
    request: { method: POST, url: "https://register.example.com/releases", json: { version: "{version}" } }
    look: { url: "https://register.example.com/releases/{version}", expect: "{version}" }
    after: [tag-release]
`;

let folder = "";
/** Where the program keeps what it needs only for a while. */
let scratch = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-faults-test-"));
  scratch = join(folder, "scratch");
  mkdirSync(scratch);
  shop(join(folder, "repository"));
  writeFileSync(join(folder, "own.yaml"), configuration);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const at = () => ({ cwd: folder, environment: { TMPDIR: scratch } });
const typed = ["rehearse", "--faults", "--config", "own.yaml", "--repository", "repository"];

type Document = z.infer<typeof faultsDocument>;

const readDocument = (out: string): Document => faultsDocument.parse(JSON.parse(out));

test("the built program disturbs the effects that were named on one's own train, and leaves nothing but the report", async () => {
  const named = ["--only", "tag-release", "--only", "warm-the-cache", "--share", "0.02"];
  const { code, out, error } = await runBuilt(at(), ...typed, ...named, "--report", "own/faults.html", "--json");
  const told = readDocument(out);
  expect(told.cells.filter(({ is }) => is === "red")).toEqual([]);
  expect([code, told.ok]).toEqual([0, true]);
  expect(told.effects.map(({ id, class: sort }) => [id.split("/")[0], sort])).toEqual([
    ["tag-release", "keyed"],
    ["warm-the-cache", "blind"],
  ]);
  expect(told.sent).toBeGreaterThan(2);

  // Every kill and every fault of each, and of the pairs a few.
  for (const { id } of told.effects) {
    const single = told.cells.filter((each) => each.effect === id && (each.kill === undefined || each.fault === undefined));
    expect(single.map(({ kill, fault }) => kill ?? fault)).toEqual([...kills, ...faults]);
  }
  const pairs = told.cells.length - 2 * (kills.length + faults.length);
  expect(pairs).toBeGreaterThan(0);
  expect(pairs).toBeLessThan(20);
  expect(told.all).toBe(2 * 101);

  // A tag can be looked for; of a command nobody knows whether it ran.
  const asking = told.cells.filter(({ is }) => is === "asks");
  expect(new Set(asking.map(({ effect }) => effect.split("/")[0]))).toEqual(new Set(["warm-the-cache"]));
  expect(asking.map(({ kill, fault }) => fault ?? kill)).toEqual(expect.arrayContaining(["b1", "b2"]));
  for (const each of asking) {
    const questions = each.is === "asks" ? each.questions : [];
    for (const { code: question, answers } of questions) {
      expect([question, answers]).toEqual(["UNKNOWN_OUTCOME", ["happened", "send", "abandon"]]);
    }
    // Where two things go wrong, two outcomes may become unknown.
    expect(questions.length).toBeLessThanOrEqual(each.kill === undefined || each.fault === undefined ? 1 : 2);
    expect(questions.length).toBeGreaterThan(0);
  }

  const page = readFileSync(join(folder, "own/faults.html"), "utf8");
  expect(page).toContain(`faults: 2 effects, 16 faults, ${told.cells.length} cells, ${asking.length} ask, 0 red`);
  for (const { id } of told.effects) expect(error).toMatch(new RegExp(`^[✓?] ${id} +\\d+ cells: `, "m"));
  expect(readdirSync(scratch)).toEqual([]);
});

test("what a look sees without counting it is asked about only where it was not done", async () => {
  const { code, out } = await runBuilt(
    at(),
    ...typed,
    "--only",
    "register-the-release",
    "--share",
    "0",
    "--report",
    "own/looked.html",
    "--json",
  );
  const { cells } = readDocument(out);
  expect(code).toBe(0);
  expect(cells).toHaveLength(kills.length + faults.length);
  expect(cells.filter(({ is }) => is === "red")).toEqual([]);
  const asking = cells.filter(({ is }) => is === "asks").map(({ kill, fault }) => fault ?? kill);
  expect(asking).toEqual(["b1", "lost-before", "reset", "500-before"]);
});

test("what the dial leaves to people is done by hand, and what is left to Signalbox holds under every kill and fault", async () => {
  writeFileSync(
    join(folder, "people.yaml"),
    `${configuration.slice(0, configuration.indexOf("extra:"))}dials: { cut-branch: people, tag-release: people }\n`,
  );
  const named = ["--config", "people.yaml", "--repository", "repository", "--only", "write-changelog", "--report", "people.html"];
  const { code, out } = await runBuilt(at(), "rehearse", "--faults", ...named, "--json");
  const told = readDocument(out);
  expect([code, told.effects.map(({ id }) => id), told.cells.map(({ is }) => is)]).toEqual([
    0,
    ["write-changelog/push-commits"],
    [...kills, ...faults].map(() => "same"),
  ]);
  expect(told.sent).toBe(3);
});

test("where everything is left to people there is nothing to disturb, which is said", async () => {
  writeFileSync(join(folder, "by-people.yaml"), `${configuration.slice(0, configuration.indexOf("extra:"))}by: people\n`);
  const { code, error } = await runBuilt(at(), "rehearse", "--faults", "--config", "by-people.yaml", "--repository", "repository");
  expect(error).toContain("Of 1.1.0 Signalbox sends nothing: every item is left to people.");
  expect(error).toContain("next: Turn a dial in a copy of the configuration");
  expect(code).toBe(8);
  expect(existsSync(join(folder, "report"))).toBe(false);
});

test("a bug that is planted is red, in the exit code, on the terminal and in the report", async () => {
  const bug = plantedBugs.find(({ name }) => name === "outcome before send");
  if (bug === undefined) throw new Error("the bug is gone");
  const printed: string[] = [];
  const exit = await rehearseFaults({
    config: "own.yaml",
    example: join(import.meta.dirname, "..", "examples", "posthog", "signalbox.yaml"),
    repository: "repository",
    clones: {},
    environment: { PATH: process.env["PATH"] },
    cwd: folder,
    node: process.execPath,
    program: "",
    version: undefined,
    report: "bug.html",
    json: false,
    out: (text) => printed.push(text),
    error: () => {},
    colour: false,
    elapsed: () => 0,
    stopping: () => false,
    only: ["tag-release"],
    share: 0,
    altering: bug,
  });
  const text = printed.join("");
  expect(exit).toBe(1);
  expect(text).toMatch(/^✗ tag-release\/push-tag +21 cells: .*red$/m);
  expect(text).toMatch(/^ {4}b1: RED: git push acme\/shop refs\/tags\/v1\.1\.0 \w+: applied 0 times instead of 1/m);
  expect(text).toMatch(/^faults: 1 effects, 16 faults, 21 cells, 0 ask, [1-9]\d* red$/m);
  expect(readFileSync(join(folder, "bug.html"), "utf8")).toContain('<h2 id="red-title">What differs</h2>');
});

test("a signal ends it before the next cell, with its own exit code and nothing left behind", async () => {
  const running = startBuilt(at(), ...typed, "--report", "stopped.html");
  await running.says(/Now each goes wrong in turn/);
  running.signal("SIGINT");
  const { code, error } = await running.ended;
  expect(code).toBe(130);
  expect(error).toContain("The rehearsal was stopped before its end.");
  expect(existsSync(join(folder, "stopped.html"))).toBe(false);
  expect(readdirSync(scratch)).toEqual([]);
});

test.each([
  [["--only", "tag-release"], "--only is for a rehearsal with faults."],
  [["--share", "0.1"], "--share is for a rehearsal with faults."],
  [["--faults", "--share", "2"], '--share "2" is no share.'],
  [["--faults", "--share", "-0"], "--share"],
  [["--faults", "--plan"], "--faults does not go with --plan."],
  [["--faults", "--tamper", "x"], "--faults does not go with --tamper."],
])("%j is refused before anything is run", async (argv, what) => {
  const { code, error } = await runBuilt(at(), "rehearse", "--config", "own.yaml", "--repository", "repository", ...argv);
  expect(code).toBe(2);
  expect(error).toContain(what);
  expect(readdirSync(scratch)).toEqual([]);
});

test("an effect that the train does not have is refused with those that it has", async () => {
  const { code, error } = await runBuilt(at(), ...typed, "--only", "send-newsletter");
  expect(code).toBe(2);
  expect(error).toContain('--only "send-newsletter" names no effect of this train.');
  expect(error).toContain("tag-release/push-tag");
  expect(existsSync(join(folder, "report"))).toBe(false);
});
