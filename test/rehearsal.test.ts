import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Ran, runBuilt, startBuilt } from "../src/testing/built-program.ts";
import { plainGit } from "../src/testing/git-world.ts";
import { type Rehearsed, readRehearsed } from "../src/testing/rehearsed.ts";
import { testWith } from "../src/testing/test-with.ts";
import { ownAccount, tokenOf } from "../src/world/blueprint.ts";

vi.setConfig({ testTimeout: 120_000 });

const examples = resolve(import.meta.dirname, "../examples");
const main = "PostHog/posthog";
let folder = "";
let ran: Ran;
let told: Rehearsed;
/** Temporary folders of rehearsals go here, so that what is left behind can be seen. */
const temporary = (): string => join(folder, "tmp");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-story-"));
  execFileSync("mkdir", [temporary()]);
  ran = await runBuilt({ cwd: folder, environment: { TMPDIR: temporary() } }, "rehearse", "--json");
  told = readRehearsed(ran.out);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenesOf = (wanted: RegExp, { scenes } = told): readonly string[] =>
  scenes.map(({ who, what, outcome }) => `${who}: ${what} – ${outcome}`).filter((each) => wanted.test(each));

const appliedBy = (wanted: RegExp): readonly string[] =>
  told.applied.map(({ twin, effect, subject }) => `${twin} ${effect} ${subject}`).filter((each) => wanted.test(each));

const evidenceOf = (row: number): string => told.rows.find((each) => each.row === row)?.evidence.join("\n") ?? "";

describe("the example's rehearsal", () => {
  test("finishes, agrees with the record, shows its progress and leaves nothing but the report", () => {
    expect(ran.code).toBe(0);
    expect(told).toMatchObject({ ok: true, finished: true, differences: [] });
    expect(ran.error.split("\n").length).toBeGreaterThan(25);
    expect(told.report).toBe(join(folder, "report/rehearsal.html"));
    expect(execFileSync("ls", [temporary()], { encoding: "utf8" })).toBe("");
  });

  test("exercises all 21 rows, each with evidence", () => {
    expect(told.rows.map((each) => each.row)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
    expect(told.rows.filter((each) => each.state !== "exercised" || each.evidence.length === 0)).toEqual([]);
  });

  test("refuses a feature, by verdict and by the branch's own rules, and lets a fix board", () => {
    expect(scenesOf(/tries to merge .* refused by the rules/)).toHaveLength(1);
    expect(evidenceOf(4)).toMatch(/#\d+ refused: .*feat must wait; only fix, revert or the label release-1\.30\.0 boards/);
    expect(evidenceOf(4)).toMatch(/#\d+ admitted: .*fix is admitted/);
  });

  test("finds a blocker, whose fix makes another candidate that both environments run before it is closed", () => {
    const at = (wanted: RegExp): number => told.scenes.findIndex(({ what }) => wanted.test(what));
    expect(at(/finding raise 1\.30\.0 --severity blocker/)).toBeGreaterThan(0);
    expect(at(/finding close 1\.30\.0 F1/)).toBeGreaterThan(at(/finding raise/));
    expect(evidenceOf(4)).toMatch(/admitted: .*mends finding F1/);
    const candidates = told.scenes.flatMap(({ outcome }) => /session of \d+ minutes on candidate ([0-9a-f]{40})/.exec(outcome)?.[1] ?? []);
    expect(new Set(candidates).size).toBe(2);
    for (const candidate of candidates) expect(appliedBy(new RegExp(`^heroku build \\S+ ${candidate}$`))).toHaveLength(1);
    const digests = appliedBy(/^command /).map((each) => /sha256:[0-9a-f]{64}/.exec(each)?.[0]);
    expect(new Set(digests).size).toBe(2);
    expect(evidenceOf(6)).toContain(`runs commit ${candidates.at(-1)}`);
    expect(evidenceOf(6)).toContain(`runs digest ${digests.at(-1)}`);
    expect(told.holdings.registry["posthog/posthog"]?.tags["release-1.30.0-unstable"]).toBe(digests.at(-1));
  });

  test("is killed once after the push of the tag, and loses one reply; neither is done twice", () => {
    expect(scenesOf(/SIGKILL/)).toHaveLength(1);
    expect(scenesOf(/loses the reply/)).toHaveLength(1);
    expect(told.scenes.filter((each) => each.mishap === true)).toHaveLength(3);
    expect(appliedBy(/refs\/tags\/1\.30\.0 /)).toHaveLength(1);
    expect(appliedBy(/^slack chat\.postMessage community\//)).toHaveLength(2);
    expect(told.holdings.slack["community"]?.["C0000000000"]).toHaveLength(2);
    const once = appliedBy(/./).filter((each) => !/ (set-status|settings|content) /.test(each));
    expect(new Set(once).size).toBe(once.length);
  });

  test("slips a day, is overtaken by 1.29.1, and waits for cleo with the newsletter", () => {
    expect(scenesOf(/the launch slips a day/)).toHaveLength(1);
    expect(evidenceOf(1)).toContain("planned 2021-11-29");
    expect(told.releases.map(({ version, finishedAt }) => [version, finishedAt.slice(0, 10)])).toEqual([
      ["1.29.1", "2021-11-26"],
      ["1.30.0", "2021-11-30"],
    ]);
    expect(scenesOf(/^cleo: signalbox approve 1\.30\.0 send-newsletter/)).toHaveLength(1);
    expect(appliedBy(/^mailchimp send /)).toHaveLength(1);
  });

  test("tells the old app of each version once, when all of it is there", () => {
    expect(told.notices.map(({ version, missing }) => [version, missing])).toEqual([
      ["1.29.1", []],
      ["1.30.0", []],
    ]);
  });

  test("puts latest-release on 1.30.0, and the patch's announcement leads to no post that nobody wrote", () => {
    const tags = told.holdings.registry["posthog/posthog"]?.tags ?? {};
    expect(tags["latest-release"]).toBe(tags["release-1.30.0"]);
    const [patch, minor] = told.holdings.slack["community"]?.["C0000000000"] ?? [];
    expect(patch?.text).toContain(`https://github.com/${main}/blob/1.29.1/CHANGELOG.md`);
    expect(minor?.text).toContain("the-posthog-array-1-30-0.md");
  });

  test("shows every text as its readers found it, with the same words in all", () => {
    expect(told.texts.filter((each) => each.version === "1.30.0").map((each) => each.name)).toEqual([
      "Slack message to team C0000000001",
      "changelog, at the tag",
      "post, contents/blog/the-posthog-array-1-30-0.md",
      "changelog, on the main branch",
      "feed",
      "Slack message to community C0000000000",
      "newsletter",
    ]);
    const textOf = (name: string): string => told.texts.find((each) => each.version === "1.30.0" && each.name.startsWith(name))?.text ?? "";
    for (const name of ["post", "Slack message to community", "newsletter"]) {
      expect(textOf(name), name).toContain("first-time retention by region (#6046), by Yara Firsttime");
      expect(textOf(name), name).toMatch(/(?:- |<li>)Ada Newcomer \(ada-newcomer\)/);
    }
    expect(textOf("changelog")).toMatch(/First-time retention by region \(#6046\)/);
    expect(JSON.parse(textOf("feed"))).toMatchObject({ version: "1.30.0", release_date: "2021-11-30" });
    const page = readFileSync(told.report, "utf8");
    expect(page).toContain("Texts as they were sent");
    for (const { name } of told.texts) expect(page).toContain(name);
  });

  test("writes a report that is one file and fetches nothing", () => {
    const page = readFileSync(told.report, "utf8");
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<(script|link|iframe|object|embed|img|base)[\s>]/i);
    expect(page).not.toMatch(/@import|url\((?!["']?(data:|#))/i);
    for (const { commit } of told.commits) expect(page).toContain(commit.slice(0, 7));
    for (const { title } of told.rows) expect(page).toContain(title.split("'")[0]);
  });
});

describe("the same rehearsal elsewhere, kept", () => {
  let kept: ReturnType<typeof startBuilt>;
  let said = "";
  const addressOf = (origin: string): string => new RegExp(`${origin} is (http://127\\.0\\.0\\.1:\\d+)`).exec(said)?.[1] ?? "";
  const bare = (origin: string): string => addressOf(origin).replace("http://", "");

  beforeAll(async () => {
    const environment = { TMPDIR: temporary(), TZ: "Pacific/Chatham", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" };
    kept = startBuilt({ cwd: join(folder, ".."), environment }, "rehearse", "--json", "--keep", "--report", join(folder, "kept.html"));
    said = await kept.says(/--as NAME\n/);
  }, 120_000);
  afterAll(() => kept.signal("SIGKILL"));

  test("git clones it with a token of the world, and finds tags, both lines with the fix, and a history as hard as a real one", () => {
    const clone = join(folder, "clone");
    const git = (...argv: readonly string[]): string => plainGit(["-C", clone, ...argv]);
    plainGit(["clone", "--quiet", `http://x:${tokenOf(ownAccount)}@${bare("https://github.com")}/${main}.git`, clone]);
    for (const [ref, object] of Object.entries(told.holdings.git.repositories[main]?.refs ?? {}))
      expect(git("rev-parse", ref.replace("refs/heads/", "refs/remotes/origin/"))).toBe(object);
    expect(git("cat-file", "-t", "refs/tags/1.30.0")).toBe("tag");
    for (const line of ["origin/master", "origin/release-1.30.0", "1.29.1"]) git("cat-file", "-e", `${line}:rehearsal/export-fix.txt`);
    const versions = (JSON.parse(git("show", "origin/master:versions.json")) as { readonly version: string }[]).map((each) => each.version);
    expect(versions.slice(0, 3)).toEqual(["1.30.0", "1.29.1", "1.29.0"]);

    const base = git("merge-base", "origin/master", "1.30.0");
    const log = (format: string): readonly string[] => git("log", "-z", `--format=${format}`, `1.29.0..${base}`).split("\0");
    const messages = log("%B").join("\n");
    expect(log("%H").length).toBeGreaterThanOrEqual(300);
    expect(new Set(log("%ae")).size).toBeGreaterThanOrEqual(40);
    expect(log("%P").some((parents) => parents.includes(" "))).toBe(true);
    expect(messages).toMatch(/\(#\d+\)$/m);
    for (const sign of [
      /^Revert "/m,
      /^Co-authored-by: /m,
      /cherry picked from commit/,
      /^\w+(\(.*\))?!:|BREAKING CHANGE/m,
      /\$\(|`/,
      /<\w/,
    ])
      expect(messages).toMatch(sign);
    expect(messages).toContain("\u001b");
    expect(log("%an").some((name) => name.endsWith("[bot]"))).toBe(true);
    expect(log("%an").some((name) => /[^\x20-\x7e]/.test(name))).toBe(true);
  });

  testWith(["skopeo"], "skopeo pulls both platforms of the release's image", () => {
    for (const architecture of ["amd64", "arm64"]) {
      const to = join(folder, `image-${architecture}`);
      const from = `docker://${bare("https://registry-1.docker.io")}/posthog/posthog:release-1.30.0`;
      const argv = [
        "copy",
        "--quiet",
        "--src-tls-verify=false",
        "--override-os=linux",
        `--override-arch=${architecture}`,
        from,
        `dir:${to}`,
      ];
      execFileSync("skopeo", argv, { env: { PATH: process.env["PATH"], HOME: folder, TMPDIR: folder }, stdio: "pipe" });
      const { config } = JSON.parse(readFileSync(join(to, "manifest.json"), "utf8")) as { readonly config: { readonly digest: string } };
      expect(JSON.parse(readFileSync(join(to, config.digest.replace("sha256:", "")), "utf8"))).toMatchObject({ architecture, os: "linux" });
    }
  });

  testWith(["curl"], "curl gets the feed from the edge, and what an environment runs", () => {
    const get = (address: string): unknown => JSON.parse(execFileSync("curl", ["--silent", "--fail", address], { encoding: "utf8" }));
    expect(get(`${addressOf("https://update.posthog.com")}/versions`)).toMatchObject([
      { version: "1.30.0" },
      { version: "1.29.1" },
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
    expect(get(`${addressOf("https://samltest.posthog.net")}/_preflight`)).toMatchObject({
      image_digest: expect.stringMatching(/^sha256:/),
    });
  });

  test("commands can be typed in it as it says", async () => {
    const [, world = ""] = /SIGNALBOX_WORLD=(\S+)/.exec(said) ?? [];
    const [, config = "", state = ""] = /status --config (\S+) --state (\S+)/.exec(said) ?? [];
    const where = ["--config", config, "--state", state, "--as", "ana"];
    const at = { cwd: folder, environment: { SIGNALBOX_WORLD: world } };
    const status = await runBuilt(at, "status", "1.30.0", ...where);
    expect(status).toMatchObject({ code: 0, out: expect.stringContaining("point of no return") });
    expect(await runBuilt(at, "verify", "1.30.0", ...where)).toMatchObject({ code: 0 });
    expect(await runBuilt(at, "start", "1.30.0", ...where)).toMatchObject({ code: 8, error: expect.stringContaining("VERSION_NOT_NEXT") });
    const { out } = await runBuilt(at, "plan", ...where);
    expect([...new Set(out.match(/^ +\+- {3}.*/gm))], "what was released is not told again, nor how it came to main").toEqual([
      expect.stringMatching(/^ +\+- {3}New feature\. Walk in both directions \(#\d+\)\.$/),
    ]);
  });

  test("Ctrl-C ends it; what stays is the folder that it named, and the other zone and locale changed nothing", async () => {
    kept.signal("SIGINT");
    const { code, out } = await kept.ended;
    const [, left = ""] = /Their folder stays after that, and is yours to remove: (\S+)/.exec(said) ?? [];
    expect(code).toBe(0);
    expect(existsSync(left)).toBe(true);
    expect(execFileSync("ls", [temporary()], { encoding: "utf8" }).trim().split("\n")).toEqual([left.split("/").at(-1)]);
    await expect(fetch(addressOf("https://github.com"))).rejects.toThrow();
    const again = readRehearsed(out);
    expect(again.releases).toEqual(told.releases);
    expect(again.commits).toEqual(told.commits);
    expect(again.holdings.git).toEqual(told.holdings.git);
    expect(again.holdings.registry).toEqual(told.holdings.registry);
    expect(again.holdings.slack).toEqual(told.holdings.slack);
    expect(again.scenes).toEqual(told.scenes);
  });
});

test("a signal in the middle ends a rehearsal at the next command, and nothing is left", async () => {
  const own = join(folder, "stopped");
  execFileSync("mkdir", [own]);
  const started = startBuilt({ cwd: own, environment: { TMPDIR: own } }, "rehearse");
  await started.says(/session open/);
  started.signal("SIGINT");
  expect(await started.ended).toMatchObject({ code: 130, error: expect.stringContaining("REHEARSAL_STOPPED") });
  expect(execFileSync("ls", [own], { encoding: "utf8" })).toBe("");
});

test("the second example ships the very digests that were tested", async () => {
  const config = join(examples, "promote/signalbox.yaml");
  const { code, out, error } = await runBuilt({ cwd: folder }, "rehearse", "--json", "--config", config, "--report", "promote.html");
  expect({ code, error }).toMatchObject({ code: 0 });
  const { holdings, rows, notices } = readRehearsed(out);
  const deployed = holdings.command?.at(-1)?.argv.at(-1);
  for (const name of ["harbour/server", "harbour/minimal"]) {
    const tags = holdings.registry[name]?.tags ?? {};
    expect(tags["1.30.0"]).toBe(tags["1.30.0-candidate"]);
    expect(tags["latest"]).toBe(tags["1.30.0"]);
    expect(tags["1.29.1"]).toBe(tags["1.29.1-candidate"]);
  }
  expect(deployed).toBe(`harbour/server@${holdings.registry["harbour/server"]?.tags["1.30.0"]}`);
  expect(rows.filter((each) => each.state === "cannot").map((each) => each.row)).toEqual([11, 12, 16, 17, 19]);
  expect(notices).toEqual([]);
});
