import fc from "fast-check";
import { expect, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import type { PullRequest, PullRequests } from "../../domain/ports/forge.ts";
import type { Objects, Refs } from "../../domain/ports/git.ts";
import { candidate, filesAt, guarding } from "../../testing/guard-bench.ts";
import { only } from "../../testing/step-bench.ts";
import { guardPullRequests } from "./guard-pull-requests.ts";

type Input = Parameters<typeof guardPullRequests.judge>[0];

const chart = {
  purpose: "chart",
  repository: "acme/charts",
  base: "main",
  ours: "7",
  signs: [{ is: "edit", edit: { is: "set", file: "Chart.yaml", at: "appVersion", to: "1.30.0" } }],
} as const;
const post = {
  purpose: "post",
  repository: "acme/site",
  base: "main",
  ours: "8",
  signs: [{ is: "there", file: "blog/1-30-0.md" }],
} as const;
const sync = {
  purpose: "sync",
  repository: "acme/shop",
  base: "main",
  ours: "",
  signs: [
    { is: "entry", file: "versions.json" },
    { is: "section", file: "CHANGELOG.md" },
  ],
} as const;

const input = (...places: Input["places"]): Input => ({ version: "1.30.0", candidate, places });

const pull = (number: string, more: Partial<PullRequest> = {}): PullRequest => ({
  number,
  state: "open",
  title: "Release 1.30.0",
  body: "",
  author: "ben-example",
  head: `branch-${number}`,
  base: "main",
  headCommit: `head of ${number}`,
  mergeCommit: undefined,
  labels: [],
  url: "",
  ...more,
});

const old = { "main Chart.yaml": "appVersion: 1.29.0\n", "main versions.json": '[{ "version": "1.29.0", "release_date": "2021-10-21" }]' };

const world = (pulls: readonly PullRequest[], files: Readonly<Record<string, string>> = {}) => ({
  pulls: only<PullRequests>({
    openInto: async () => pulls.filter((each) => each.state === "open"),
    get: async (_, number) => pulls.find((each) => each.number === number),
  }),
  refs: only<Refs>({ look: async (_, ref) => ({ ref, object: "main", commit: "main" }) }),
  objects: filesAt({ ...old, ...files }),
});

test("our own pull request is no second one, and none is needed", async () => {
  const ours = { "head of 7 Chart.yaml": "appVersion: 1.30.0\n" };
  expect(await guarding(guardPullRequests, world([pull("7")], ours), input(chart))).toEqual({
    holds: "acme/charts: no other open pull request does it",
  });
  expect(await guarding(guardPullRequests, world([]), input(chart, post, sync))).toMatchObject({ holds: expect.any(String) });
});

test.each([
  ["the chart", chart, { "head of 9 Chart.yaml": "appVersion: 1.30.0\n" }, "acme/charts by ben-example does the chart of 1.30.0 as well"],
  ["the post", post, { "head of 9 blog/1-30-0.md": "# What is new\n" }, "acme/site by ben-example does the post of 1.30.0 as well"],
  [
    "the feed",
    sync,
    { "head of 9 versions.json": '[{ "version": "1.30.0", "release_date": "2021-11-19" }]' },
    "acme/shop by ben-example does the sync",
  ],
  ["the changelog on main", sync, { "head of 9 CHANGELOG.md": "## 1.30.0\n\n- Lists\n" }, "acme/shop by ben-example does the sync"],
] as const)("a second one for %s holds the launch, and a person may accept it", async (_, place, files, names) => {
  expect(await guarding(guardPullRequests, world([pull("9")], files as unknown as Record<string, string>), input(place))).toEqual({
    asks: expect.stringContaining(`PULL_REQUEST_TWICE: #9 of ${names}`),
    answers: ["retry", "accept"],
  });
});

test.each([
  ["its title", { title: "chore: bump to v1.30.0", head: "x" }],
  ["its branch", { title: "bump", head: "release-1-30-0" }],
  ["a short number", { title: "Array 1.30", head: "x" }],
])("it is found by %s", async (_, more) => {
  const doing = { "head of 9 Chart.yaml": "appVersion: 1.30.0\n" };
  expect(await guarding(guardPullRequests, world([pull("9", more)], doing), input(chart))).toMatchObject({
    asks: expect.stringContaining("#9"),
  });
});

test("one that only names the version does something else, and is counted", async () => {
  const fix = pull("9", { title: "fix: a crash since 1.30.0" });
  expect(await guarding(guardPullRequests, world([fix], { "head of 9 Chart.yaml": "appVersion: 1.29.0\n" }), input(chart))).toEqual({
    holds: "acme/charts: no other open pull request does it; 1 that name 1.30.0 do something else",
  });
  const older = pull("10", { title: "Release 1.30.1", head: "11.30.0" });
  expect(
    await guarding(guardPullRequests, world([older], { "head of 10 Chart.yaml": "appVersion: 1.30.0\n" }), input(chart)),
  ).toMatchObject({
    holds: "acme/charts: no other open pull request does it",
  });
});

test("one that was merged already is told, unless it is ours", async () => {
  const done = { "main Chart.yaml": "appVersion: 1.30.0\n" };
  expect(await guarding(guardPullRequests, world([pull("7")], done), input(chart))).toMatchObject({
    asks: "PULL_REQUEST_TWICE: main of acme/charts has the chart of 1.30.0 already, and not by the release's pull request",
  });
  expect(await guarding(guardPullRequests, world([pull("7", { state: "merged" })], done), input(chart))).toMatchObject({
    holds: expect.any(String),
  });
});

test("what the main branch has already is done by every branch, and by none on purpose", async () => {
  const both = {
    "main versions.json": '[{ "version": "1.30.0", "release_date": "2021-11-29" }]',
    "head of 9 versions.json": '[{ "version": "1.30.0", "release_date": "2021-11-29" }]',
  };
  expect(await guarding(guardPullRequests, world([pull("9")], both), input(sync))).toMatchObject({ holds: expect.any(String) });
});

test("a fork that cannot be read is a question, and not the end of looking", async () => {
  const objects = only<Objects>({
    file: async (_, commit) => {
      if (commit === "main") return "appVersion: 1.29.0\n";
      throw explain("NOT_FOUND", { system: "git", request: `object ${commit}` });
    },
  });
  expect(await guarding(guardPullRequests, { ...world([pull("9")]), objects }, input(chart))).toMatchObject({
    asks: "PULL_REQUEST_TWICE: #9 of acme/charts by ben-example names 1.30.0 and cannot be read",
    answers: ["retry", "accept"],
  });
});

test("a repository in which everything names the version is looked into so far and no further", async () => {
  const read: string[] = [];
  const objects = only<Objects>({
    file: async (_, commit) => {
      read.push(commit);
      return "appVersion: 1.29.0\n";
    },
  });
  await guarding(guardPullRequests, { ...world(Array.from({ length: 500 }, (_, at) => pull(String(at + 100)))), objects }, input(chart));
  expect(read.length).toBeLessThan(50);
});

test("one that does it is enough, wherever it is and whatever the others do", () => {
  const does = fc.constantFrom("yes", "no", "unreadable");
  const place = fc.record({ others: fc.array(does, { maxLength: 3 }), isDone: fc.boolean() });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 3 }), (places) => {
      const seen = places.map(({ others, isDone }) => ({
        ...chart,
        isDone,
        others: others.map((each, at) => ({ number: String(at), author: "ben", does: each as "yes" })),
      }));
      const isTwice = places.some(({ others, isDone }) => isDone || others.some((each) => each !== "no"));
      expect(guardPullRequests.judge(input(chart), seen).is).toBe(isTwice ? "violated" : "ok");
    }),
  );
});
