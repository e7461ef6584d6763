import { afterEach, describe, expect, test } from "vitest";
import { addDuration, duration } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { chart, type GithubBench, openGithubBench, product } from "../../testing/github-bench.ts";
import { fill, matchRef, type Workflow } from "./actions/workflow.ts";

let bench: GithubBench;
afterEach(() => bench?.close());

const pass = (length: string) => bench.clock.set(addDuration(bench.clock.now(), duration(length)));
const runs = async (query = "") =>
  ((await bench.ask("GET", `/repos/${product}/actions/runs${query}`)).body as { workflow_runs: { [key: string]: Json }[] }).workflow_runs;

const onTag = (more: Partial<Workflow>): Workflow => ({
  name: "Docker",
  file: ".github/workflows/docker.yml",
  on: [{ is: "push", ref: "refs/tags/{version}" }],
  does: {
    is: "build",
    images: ["acme/app", "acme/app-foss"].map((repository) => ({ repository, tags: ["release-{version}", "latest-release"] })),
  },
  minutes: 10,
  ...more,
});

async function pushTag(tag: string) {
  const after = bench.git(product, ["rev-parse", "main"]);
  bench.git(product, ["update-ref", `refs/tags/${tag}`, after]);
  await bench.opened.pushed({ repository: product, ref: `refs/tags/${tag}`, before: "0".repeat(40), after, login: "ana" });
  return after;
}

describe("a workflow that builds images", () => {
  test("goes from queued to completed by the world's clock, and pushes when it ends", async () => {
    bench = await openGithubBench();
    const sha = await bench.push(product, "release-1.30.0", { "a.txt": "a" }, "main");
    await bench.push(product, "feature", { "b.txt": "b" }, "main");
    const [run] = await runs(`?head_sha=${sha}`);
    expect(run).toMatchObject({
      name: "Docker",
      event: "push",
      head_sha: sha,
      head_branch: "release-1.30.0",
      status: "queued",
      conclusion: null,
    });
    await pass("2m");
    expect((await runs())[0]).toMatchObject({ status: "in_progress", conclusion: null });
    expect(bench.images).toEqual([]);
    expect(bench.opened.twin.nextDue?.()).toBe("2021-11-26T09:10:00Z");
    await pass("8m");
    expect(await runs()).toMatchObject([{ status: "completed", conclusion: "success" }]);
    expect(bench.images).toMatchObject([{ repository: "acme/app", tags: ["release-1.30.0-unstable"], revision: sha, version: "1.30.0" }]);
    expect(bench.opened.twin.nextDue?.()).toBeUndefined();
    const { body } = await bench.ask("GET", `/repos/${product}/commits/${sha}/check-runs`);
    expect(body).toMatchObject({ total_count: 1, check_runs: [{ name: "build acme/app", conclusion: "success" }] });
  });

  test("builds every push of the branch anew, each with its own bytes", async () => {
    bench = await openGithubBench();
    await bench.push(product, "release-1.30.0", { "a.txt": "a" }, "main");
    await bench.push(product, "release-1.30.0", { "a.txt": "b" });
    await pass("10m");
    expect(bench.images.map(({ tags }) => tags)).toEqual([["release-1.30.0-unstable"], ["release-1.30.0-unstable"]]);
    expect(new Set(bench.images.map(({ seed }) => seed)).size).toBe(2);
  });

  test("on a tag builds every variant; an odd run is late and leaves one out, until it is run again", async () => {
    bench = await openGithubBench({ product: { workflows: [onTag({ oddities: [{ run: 1, late: 20, only: ["acme/app"] }] })] } });
    await pushTag("1.30.0");
    await pass("29m");
    expect(bench.images).toEqual([]);
    await pass("1m");
    expect(bench.images.map(({ repository, tags }) => [repository, ...tags])).toEqual([["acme/app", "release-1.30.0", "latest-release"]]);
    const [run] = await runs();
    expect(run).toMatchObject({ conclusion: "failure" });
    const jobs = await bench.ask("GET", `/repos/${product}/actions/runs/${run?.["id"]}/jobs`);
    expect(jobs.body).toMatchObject({
      jobs: [
        { name: "build acme/app", conclusion: "success" },
        { name: "build acme/app-foss", conclusion: "failure" },
      ],
    });
    expect((await bench.ask("POST", `/repos/${product}/actions/runs/${run?.["id"]}/rerun`)).status).toBe(201);
    expect((await bench.ask("POST", `/repos/${product}/actions/runs/${run?.["id"]}/rerun`)).status).toBe(403);
    await pass("10m");
    expect(bench.images.slice(1).map(({ repository }) => repository)).toEqual(["acme/app", "acme/app-foss"]);
    expect((await runs())[0]).toMatchObject({ conclusion: "success", run_attempt: 2 });
  });
});

describe("the chart's own CI", () => {
  const version = () => bench.git(chart, ["show", "main:charts/app/Chart.yaml"]);

  async function mergedWith(label: string | undefined) {
    await bench.push(chart, "bump-1.30.0", { "values.yaml": "tag: release-1.30.0\n" }, "main");
    await bench.ask("POST", `/repos/${chart}/pulls`, { head: "bump-1.30.0", base: "main", title: "1.30.0" });
    if (label !== undefined) await bench.ask("POST", `/repos/${chart}/issues/1/labels`, { labels: [label] });
    await bench.ask("PUT", `/repos/${chart}/pulls/1/merge`, {});
  }

  test("bumps the chart's version some minutes after a merge with the label as it spells it, and keeps every other byte", async () => {
    bench = await openGithubBench();
    await mergedWith("bump minor");
    const merged = bench.git(chart, ["rev-parse", "main"]);
    expect(version()).toContain("\nversion: 0.1.9\n");
    await pass("3m");
    expect(version()).toBe("# our chart\nname: app\nversion: 0.2.0\nappVersion: 1.29.0");
    expect(bench.git(chart, ["log", "-1", "--format=%P %s|%an", "main"])).toBe(`${merged} Bump chart to 0.2.0|github-actions[bot]`);
  });

  test.each(["bump-minor", "Bump minors", undefined])("does nothing after a merge with the label %s", async (label) => {
    bench = await openGithubBench({ chart: { labels: [] } });
    await mergedWith(label);
    await pass("1h");
    expect(version()).toContain("\nversion: 0.1.9\n");
  });
});

test("a pattern matches a whole ref and names the version in it", () => {
  expect(matchRef("refs/heads/release-{version}", "refs/heads/release-1.30.0")).toEqual({ version: "1.30.0" });
  expect(matchRef("refs/tags/{version}", "refs/tags/1.30.0-rc.1")).toEqual({ version: "1.30.0-rc.1" });
  expect(matchRef("refs/heads/release-{version-dashed}", "refs/heads/release-1-30-0")).toEqual({ version: "1.30.0" });
  expect(matchRef("refs/heads/release-*", "refs/heads/release-x")).toEqual({});
  for (const ref of [
    "refs/heads/release-1.30",
    "refs/heads/my-release-1.30.0",
    "refs/heads/release-1.30.0/x",
    "refs/tags/release-1.30.0",
  ]) {
    expect(matchRef("refs/heads/release-{version}", ref)).toBeUndefined();
  }
});

test("what a workflow pushes is spelt in every way that a template may", () => {
  const values = { version: "3.5.0" };
  expect(fill("{version} {version-dashed} {major}.{minor} 0.{major}{minor-padded}.{patch} {other}", values)).toBe(
    "3.5.0 3-5-0 3.5 0.305.0 {other}",
  );
  expect(fill("latest {major}", {})).toBe("latest {major}");
});
