import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GeneratedHistory, generateHistory } from "./generate-history.ts";
import { generateCharts, generateSite } from "./generate-side-repositories.ts";

let root = "";
let history: GeneratedHistory;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "signalbox-history-"));
  history = await generateHistory({ folder: join(root, "main.git") });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const env = { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", ["-C", folder, ...args], { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
const main = (...args: string[]): string => git(history.folder, ...args);
const lines = (text: string): string[] => text.split("\n");

describe("the generated history", () => {
  test("is the same for the same seed and another for another", async () => {
    const again = await generateHistory({ folder: join(root, "again.git") });
    const other = await generateHistory({ folder: join(root, "other.git"), seed: 2 });
    expect({ ...again, folder: "" }).toEqual({ ...history, folder: "" });
    expect(other.tip).not.toBe(history.tip);
    expect(git(again.folder, "for-each-ref")).toBe(main("for-each-ref"));
  });

  test("is sound and says truly what it holds", () => {
    expect(main("fsck", "--full", "--strict")).toBe("");
    expect(main("rev-parse", "refs/heads/master")).toBe(history.tip);
    expect(main("rev-list", "--count", "1.29.0..master")).toBe("320");
    for (const [tag, commit] of Object.entries(history.tags)) {
      expect(main("cat-file", "-t", `refs/tags/${tag}`)).toBe("tag");
      expect(main("rev-parse", `refs/tags/${tag}^{commit}`)).toBe(commit);
      expect(main("show", `${commit}:posthog/version.py`)).toContain(`VERSION = "${tag}"`);
    }
    expect(lines(main("log", "--format=%cs", "master"))[0]).toBe("2021-11-25");
    const emails = new Set(lines(main("log", "--format=%ae", "1.29.0..master")));
    expect([...emails].sort()).toEqual([...history.authors].sort());
    expect(emails.size).toBeGreaterThanOrEqual(42);
  });

  test("has first-time contributors, staff and outsiders, and one who only changed the e-mail", () => {
    const before = new Set(lines(main("log", "--format=%ae", "1.29.0")));
    const now = [...new Set(lines(main("log", "--format=%ae", "1.29.0..master")))];
    expect(now.filter((email) => !before.has(email) && !email.includes("bot")).length).toBe(11);
    expect(now.filter((email) => email.endsWith("@posthog.com")).length).toBe(17);
    expect(lines(main("log", "--format=%an", "1.29.0"))).toContain("Tess Voorbeeld");
    expect(now).toContain("tess@mail.example.com");
    expect(main("log", "--format=%an", "1.29.0..master")).toMatch(/[^\0-\x7f]/);
  });

  test("has merges, squash merges, reverts of reverts, co-authors, picks, bots and breaking changes", () => {
    const log = main("log", "--format=%s%n%b", "1.29.0..master");
    expect(Number(main("rev-list", "--count", "--merges", "1.29.0..master"))).toBeGreaterThan(5);
    for (const wanted of [
      /^Merge pull request #\d+ from \S+$/m,
      /^feat\(\w+\): .+ \(#\d+\)$/m,
      /^Revert "Revert "/m,
      /^This reverts commit [0-9a-f]{40}\.$/m,
      /^Co-authored-by: Ivy Together </m,
      /^\(cherry picked from commit [0-9a-f]{40}\)$/m,
      /^build\(deps\): bump /m,
      /^feat\(exports\)!: /m,
      /^BREAKING CHANGE: /m,
    ])
      expect(log).toMatch(wanted);
    const sources = [...log.matchAll(/(?:reverts commit|picked from commit) ([0-9a-f]{40})/g)].map((found) => found[1] ?? "");
    for (const id of sources) expect(main("cat-file", "-t", id)).toBe("commit");
  });

  test("tries to harm whoever prints it", () => {
    const subjects = lines(main("log", "--format=%s", "1.29.0..master"));
    expect(history.hostileSubjects.length).toBeGreaterThan(6);
    for (const hostile of history.hostileSubjects) expect(subjects.filter((subject) => subject.startsWith(hostile)).length).toBe(1);
    expect(history.hostileSubjects.join("")).toContain("\u001b]0;");
    expect(history.hostileSubjects.join("")).toContain("\u202e");
  });

  test("knows its pull requests", () => {
    expect(history.pulls.filter((pull) => pull.labels.includes("highlight")).length).toBe(4);
    expect(new Set(history.pulls.map((pull) => pull.number)).size).toBe(history.pulls.length);
    for (const { number, commit } of history.pulls.slice(-40)) expect(main("log", "-1", "--format=%s", commit)).toContain(`#${number}`);
  });

  test("takes the numbers it is given, small ones too", async () => {
    const small = await generateHistory({ folder: join(root, "small.git"), commits: 7 });
    expect(git(small.folder, "rev-list", "--count", "1.29.0..master")).toBe("7");
  });
});

describe("the repositories beside it", () => {
  test("the site has the post of the previous release", async () => {
    const site = await generateSite({ folder: join(root, "site.git") });
    expect(git(site.folder, "symbolic-ref", "HEAD")).toBe("refs/heads/master");
    expect(git(site.folder, "show", "master:contents/blog/the-posthog-array-1-29-0.md")).toContain("title: Array 1.29.0");
  });

  test("the chart deploys 1.29.0 and its workflow spells the label with a blank", async () => {
    const charts = await generateCharts({ folder: join(root, "charts.git") });
    expect(git(charts.folder, "rev-parse", "refs/heads/main")).toBe(charts.tip);
    expect(git(charts.folder, "show", "main:charts/posthog/Chart.yaml")).toMatch(/^version: 3\.16\.0$[\s\S]*^appVersion: 1\.29\.0$/m);
    expect(git(charts.folder, "show", "main:charts/posthog/values.yaml")).toContain('default: ":release-1.29.0"');
    expect(git(charts.folder, "show", "main:.github/workflows/bump-version.yml")).toContain("'bump minor'");
    expect(git(charts.folder, "fsck", "--strict")).toBe("");
  });
});
