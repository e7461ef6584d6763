import fc from "fast-check";
import { expect, test } from "vitest";
import { parseConfig } from "../config/parse-config.ts";
import { runtimeZones } from "../host/zones.ts";
import { cpuTime } from "../testing/cpu-time.ts";
import { changelogFile, feedFile, pastReleases, standingFiles, versionFile } from "../twins/git/history-files.ts";
import { coverageOf } from "./coverage-of.ts";
import { filesWorthReading, initTrain, type RepositorySurvey } from "./init-train.ts";

const zones = runtimeZones();

const survey = (seen: Partial<RepositorySurvey> & { readonly texts?: Readonly<Record<string, string>> }): RepositorySurvey => {
  const { texts = {}, ...rest } = seen;
  const files = Object.keys(texts);
  const worth = filesWorthReading(files);
  return {
    origin: "example/app",
    folder: "app",
    defaultBranch: "main",
    branches: ["main"],
    tags: [],
    files,
    contents: Object.fromEntries(Object.entries(texts).filter(([file]) => worth.includes(file))),
    commits: [],
    ...rest,
  };
};

const accepted = (seen: RepositorySurvey) => {
  const { yaml, guesses } = initTrain(seen);
  const parsed = parseConfig(yaml, () => undefined, zones.isZone, zones.names);
  if (parsed.is === "refused") throw new Error(`${yaml}\n${JSON.stringify(parsed.problems, undefined, 2)}`);
  return { yaml, guesses, train: parsed.train, guess: (key: string) => guesses.find((each) => each.key === key) };
};

const commit = (name: string, email: string, subject = "fix: something") => ({ subject, name, email });

const handbook = survey({
  origin: "PostHog/posthog",
  defaultBranch: "master",
  branches: ["master", "release-1.28.0", "release-1.29.0", "1.29.0-sync", "fix-login"],
  tags: ["1.28.0", "1.28.1", "1.29.0", "1.30.0-rc.1", "nightly"],
  texts: {
    ...standingFiles,
    "posthog/version.py": versionFile("1.29.0"),
    "CHANGELOG.md": changelogFile(pastReleases),
    "versions.json": feedFile(pastReleases),
  },
  commits: [
    ...Array.from({ length: 6 }, () => commit("Ana Example", "ana@posthog.com")),
    ...Array.from({ length: 4 }, () => commit("Ben Example", "ben@posthog.com", "Repair the list")),
    ...Array.from({ length: 2 }, () => commit("Łucja Przykład", "1000001+lucja-przyklad@users.noreply.github.com")),
    commit("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", "chore(deps): bump"),
    commit("posthog-bot", "bot@posthog.com", "chore: update"),
  ],
});

test("a page about releases that could not take a section is no changelog", () => {
  const changelogOf = (text: string) =>
    accepted({ ...handbook, files: ["docs/releases.md"], contents: { "docs/releases.md": text } }).train.changelog?.file;
  expect(changelogOf("# Releases\n\n## 1.28.0\n\n- a\n")).toBe("docs/releases.md");
  expect(changelogOf("# Releases\n\nUsually every week:\n\n```\nnpm update\n")).toBeUndefined();
});

test("the changelog is the one beside the version, or one file for each version, where none has the usual place", () => {
  const guessOf = (files: readonly string[], contents: Readonly<Record<string, string>>) =>
    accepted({ ...handbook, files, contents }).train.changelog?.file;
  const packages = { "packages/core/package.json": '{ "version": "1.29.0" }', "packages/other/package.json": '{ "version": "7.0.0" }' };
  const changelogs = { "packages/core/CHANGELOG.md": "## 1.29.0\n\n- a\n", "packages/other/CHANGELOG.md": "## 7.0.0\n\n- a\n" };
  expect(guessOf(Object.keys({ ...packages, ...changelogs }), { ...packages, ...changelogs })).toBe("packages/core/CHANGELOG.md");
  expect(guessOf(["packages/core/package.json", "packages/other/CHANGELOG.md"], packages)).toBeUndefined();
  expect(guessOf(["changelog/v1.28.0.md", "changelog/v1.29.0.md"], {})).toBe("changelog/v{version}.md");
  expect(guessOf(["docs/release-notes/1.29.0.md", "docs/guide/1.29.0.md"], {})).toBe("docs/release-notes/{version}.md");
  expect(guessOf(["docs/guide/1.29.0.md", "changelog/1.28.0.md"], {})).toBeUndefined();
  expect(guessOf(["docs/release-notes/version-1.28.md", "docs/release-notes/version-1.29.md"], {})).toBe(
    "docs/release-notes/version-{major}.{minor}.md",
  );
  expect(guessOf(["docs/release-notes/about-door-1.29.md"], {})).toBeUndefined();
  const moved = { "CHANGELOG.md": "The changelog has moved to the release notes.\n" };
  expect(guessOf(["CHANGELOG.md", "docs/release-notes/v1.29.md"], moved)).toBe("docs/release-notes/v{major}.{minor}.md");
  expect(guessOf(["CHANGELOG.md"], moved)).toBe("CHANGELOG.md");
});

test("a changelog that ends before the series that was released last is not sure to be written any more", () => {
  const guessOf = (...versions: readonly string[]) => {
    const contents = { "CHANGELOG.md": versions.map((version) => `## ${version}\n\n- a\n\n`).join("") };
    return accepted({ ...handbook, files: ["CHANGELOG.md"], contents }).guess("changelog.file");
  };
  expect(guessOf("1.29.0", "1.28.0")?.confidence).toBe("sure");
  expect(guessOf("1.30.0-rc.1", "1.29.0")?.confidence).toBe("sure");
  expect(guessOf("1.28.4", "1.28.0", "1.9.0")).toMatchObject({
    confidence: "unsure",
    value: "CHANGELOG.md",
    from: expect.stringContaining("ends with 1.28.4"),
  });
});

test("the handbook's repository is guessed as its page has it", () => {
  const { train } = accepted(handbook);
  expect(train.repository).toMatchObject({ name: "PostHog/posthog", main: "master", branch: "release-{version}", tag: "{version}" });
  expect(train.changelog?.file).toBe("CHANGELOG.md");
  expect(train.versionFiles.map((each) => each.file)).toEqual(["posthog/version.py"]);
  expect(train.contributors).toMatchObject({ staffDomains: ["posthog.com"], bots: ["*[bot]", "posthog-bot"] });
  expect(train.images).toEqual([
    { name: "posthog/posthog", by: "ci", candidate: "release-{version}-unstable", release: ["release-{version}", "latest-release"] },
    { name: "posthog/posthog-foss", by: "ci", candidate: undefined, release: ["release-{version}", "latest-release"] },
  ]);
  expect(train.people.map(({ name, github }) => [name, github])).toEqual([
    ["ana", undefined],
    ["ben", undefined],
    ["lucja-przyklad", "lucja-przyklad"],
  ]);
});

test("somebody with two addresses is one person, with the account that one of them tells, and cannot approve for two", () => {
  const commits = [
    ...Array.from({ length: 3 }, () => commit("Ana Example", "ana@example.com")),
    ...Array.from({ length: 2 }, () => commit("ana example", "1234+ana-example@users.noreply.github.com")),
    commit("Ben Example", "ben@example.com"),
  ];
  expect(accepted({ ...handbook, commits }).train.people.map(({ name, github }) => [name, github])).toEqual([
    ["ana-example", "ana-example"],
    ["ben", undefined],
  ]);
});

test("each guess says from what it was guessed, in the file as well", () => {
  const { yaml, guesses } = accepted(handbook);
  expect(guesses.length).toBeGreaterThan(12);
  for (const { from, value } of guesses) {
    expect(from).not.toBe("");
    expect(value).not.toBe("");
  }
  expect(yaml).toContain('tag: "{version}"  # 3 tags, the newest 1.29.0');
  expect(yaml).toContain('main: "master"  # the default branch');
});

test("rows that rest on a guess say so", () => {
  const { train } = accepted(handbook);
  expect(coverageOf(train, ["version-files"])[8]).toMatchObject({
    row: 9,
    state: "guessed",
    why: expect.stringContaining("version-files"),
  });
  expect(coverageOf(train)[8]?.state).toBe("exercised");
});

test.each<readonly [name: string, tags: readonly string[], tag: string, sure: string]>([
  ["plain", ["1.0.0", "1.1.0"], "{version}", "sure"],
  ["with a v", ["v1.0.0", "v1.1.0"], "v{version}", "sure"],
  ["from plain to v", ["1.0.0", "1.1.0", "v1.2.0"], "v{version}", "likely"],
  ["of packages, one named like the repository", ["app@1.2.3", "other@1.0.0", "other@1.1.0", "other@1.2.0"], "app@{version}", "likely"],
  ["of packages with slashes", ["server/v1.0.0", "server/v1.1.0", "client/v0.1.0"], "server/v{version}", "likely"],
  ["only pre-releases", ["v1.0.0-rc.1", "v1.0.0-beta"], "v{version}", "unsure"],
  ["of dates", ["2021-10-21", "build-17", "v1"], "v{version}", "unsure"],
  ["of two numbers", ["1.0", "1.1"], "v{version}", "unsure"],
  ["with a leading zero", ["v01.2.3"], "v{version}", "unsure"],
  ["of four numbers", ["1.2.3.4"], "v{version}", "unsure"],
  ["of a scope, which no ref rule takes", ["@scope/app@1.0.0"], "v{version}", "unsure"],
  ["none", [], "v{version}", "unsure"],
])("tags: %s", (_name, tags, tag, confidence) => {
  const { train, guess } = accepted(survey({ tags }));
  expect(train.repository.tag).toBe(tag);
  expect(guess("repository.tag")?.confidence).toBe(confidence);
});

test.each<readonly [branches: readonly string[], pattern: string]>([
  [["main", "release-1.2.3"], "release-{version}"],
  [["main", "release/1.2.3", "release/1.3.0", "release-0.1.0"], "release/{version}"],
  [["main", "releases/v1.2.3"], "releases/v{version}"],
  [["main", "v1.2.3"], "v{version}"],
  [["main", "release-1.2", "release-1.3"], "release-{version}"],
  [["main", "stable/1.2.x"], "release-{version}"],
  [["main", "dependabot/npm/left-1.2.3"], "release-{version}"],
  [["main", "revert-release-1.2.3"], "release-{version}"],
])("release branches among %j", (branches, pattern) => {
  expect(accepted(survey({ branches })).train.repository.branch).toBe(pattern);
});

test("branches of series decide where they are the more, and never by a name that a tag has", () => {
  const series = ["release-0.1.0", "release-0.1", "release-0.2", "release-0.3"];
  expect(accepted(survey({ branches: ["main", ...series] })).guess("repository.branch")).toMatchObject({
    confidence: "unsure",
    from: "3 branches such as release-0.1, each of a series; here each release has its own",
  });
  expect(accepted(survey({ branches: ["main", ...series.slice(0, 2)] })).guess("repository.branch")?.confidence).toBe("likely");
  const clash = accepted(survey({ branches: ["main", "v1.1", "v1.2"], tags: ["v1.2.3"] })).train.repository;
  expect(clash).toMatchObject({ branch: "release-{version}", tag: "v{version}" });
});

test.each<readonly [file: string, text: string, place: object]>([
  ["package.json", '{ "name": "app", "version": "1.2.3" }', { is: "at", path: "version" }],
  ["pyproject.toml", '[project]\nversion = "1.2.3"\n', { is: "at", path: "project.version" }],
  ["pyproject.toml", '[tool.poetry]\nversion = "1.2.3"\n', { is: "at", path: "tool.poetry.version" }],
  ["Cargo.toml", '[package]\nversion = "1.2.3"\n', { is: "at", path: "package.version" }],
  ["Cargo.toml", '[workspace.package]\nversion = "1.2.3"\n', { is: "at", path: "workspace.package.version" }],
  ["src/app/__init__.py", '__version__ = "1.2.3"\n', { is: "pattern" }],
  ["app/_version.py", "VERSION: str = '1.2.3'\n", { is: "pattern" }],
  ["setup.py", 'setup(\n    name="app",\n    version="1.2.3",\n)\n', { is: "pattern" }],
  ["setup.cfg", "[metadata]\nversion = 1.2.3\n", { is: "pattern" }],
  ["VERSION", "1.2.3\n", { is: "whole" }],
  ["charts/app/Chart.yaml", "version: 0.4.0\nappVersion: 1.2.3\n", { is: "at", path: "appVersion" }],
  [
    "pom.xml",
    "<project>\n  <version>1.2.3</version>\n  <dependencies>\n    <dependency>\n      <version>1.2.3</version>\n",
    { is: "pattern" },
  ],
  ["build.gradle", "version = '1.2.3'\n", { is: "pattern" }],
  ["gradle.properties", "version=1.2.3\n", { is: "at", path: "version" }],
  ["src/App.csproj", "<Project><PropertyGroup>\n<Version>1.2.3</Version>\n</PropertyGroup></Project>\n", { is: "pattern" }],
  ["lib/app/version.rb", 'module App\n  VERSION = "1.2.3"\nend\n', { is: "pattern" }],
  ["cmd/version.go", 'package main\n\nvar Version = "1.2.3"\n', { is: "pattern" }],
  ["mix.exs", 'def project do\n  [\n    app: :app,\n    version: "1.2.3",\n  ]\nend\n', { is: "pattern" }],
])("the version is found in %s", (file, content, place) => {
  const { train } = accepted(survey({ tags: ["v1.2.2", "v1.2.3"], texts: { [file]: content, "README.md": "1.2.3" } }));
  expect(train.versionFiles).toMatchObject([{ file, place }]);
});

test("a file with the version in several places is told of once, and listed once", () => {
  const file = "Cargo.toml";
  const content = '[workspace.package]\nversion = "1.2.3"\n\n[package]\nname = "shop"\nversion = "1.2.3"\n';
  const { train, guesses } = accepted(survey({ tags: ["v1.2.3"], texts: { [file]: content } }));
  expect(train.versionFiles.map((each) => each.file)).toEqual([file, file]);
  expect(guesses.filter(({ key }) => key === "version-files")).toMatchObject([{ value: file, from: "holds 1.2.3 in 2 places" }]);
  expect(coverageOf(train)[8]?.why).toBe(file);
});

test.each<readonly [why: string, file: string, text: string]>([
  ["it holds another version", "package.json", '{ "version": "0.0.0" }'],
  ["it is a test's", "tests/fixtures/package.json", '{ "version": "1.2.3" }'],
  ["the version stands there twice", "app/version.py", 'VERSION = "1.2.3"\nVERSION = "1.2.3"\n'],
  ["it cannot be parsed", "package.json", '{ "version": "1.2.3" '],
  ["it only mentions it", "setup.py", "# version 1.2.3\n"],
])("a file is left alone when %s", (_why, file, content) => {
  expect(accepted(survey({ tags: ["v1.2.3"], texts: { [file]: content } })).train.versionFiles).toEqual([]);
});

test("a repository with nothing in it still becomes a train", () => {
  const { train, guess } = accepted(survey({ origin: undefined, folder: "…", defaultBranch: undefined, branches: [] }));
  expect(train).toMatchObject({ name: "train", repository: { name: "owner/repository", main: "main", tag: "v{version}" } });
  expect(guess("repository.github")?.confidence).toBe("unsure");
  expect(train.people).toHaveLength(2);
});

test("a thousand tags, a hundred thousand files and a thousand branches are read in a moment", () => {
  const before = cpuTime();
  const { train } = accepted(
    survey({
      tags: Array.from({ length: 1000 }, (_, at) => `v1.${at}.0`),
      branches: Array.from({ length: 1000 }, (_, at) => `release/1.${at}.0`),
      files: Array.from({ length: 100_000 }, (_, at) => `packages/p${at}/package.json`),
    }),
  );
  expect(train.repository).toMatchObject({ tag: "v{version}", branch: "release/{version}" });
  expect(cpuTime() - before).toBeLessThan(2000);
});

test("hostile names are never written as values, and comments never end early", () => {
  const { yaml, train } = accepted(
    survey({
      origin: "exa mple/$(id)",
      folder: "--upload-pack=x",
      defaultBranch: "--upload-pack=touch pwn",
      branches: ["--upload-pack=x", "release-$(id)-1.2.3", "release-1.2.3\nby: people", "release-{x}-1.2.3", "master"],
      tags: ["$(id)1.2.3", "-1.2.3", "a\nb: c 1.2.3", "v1.2.3"],
      texts: { "../package.json": '{"version":"1.2.3"}', "a\nb/package.json": '{"version":"1.2.3"}', "CHANGELOG.md": "# \u001b[2J" },
      commits: [
        commit("eve\nby: people\u001b]0;x\u0007", "eve@evil.example.org\nx"),
        commit("\u202eeve", "x@y"),
        commit("'\"#{}[bot]", "x@y"),
      ],
    }),
  );
  expect(train.repository).toMatchObject({ main: "master", tag: "v{version}", branch: "release-{version}" });
  expect(train.by).toBe("signalbox");
  expect(yaml).not.toMatch(/\u202e|upload-pack=|\$\(id\)\b.*"/);
  expect(yaml.includes("\u001b")).toBe(false);
});

test("hundreds of kustomizations crowd out no file that carries a version", () => {
  const many = Array.from({ length: 300 }, (_, at) => `apps/${at}/kustomization.yaml`);
  const files = filesWorthReading([...many, "web/ui/module/a/package.json"]);
  expect([files[0], files.length]).toEqual(["web/ui/module/a/package.json", 120]);
});

test("whatever a repository holds, the configuration is accepted", () => {
  const nasty = fc.string({
    unit: fc.constantFrom(..."aZ19.-_/@{}[]:#\"'\\ \n\t\u001b\u202eé*&!|>%`$".split(""), "1.2.3", "v1.2.3", "release-"),
    maxLength: 20,
  });
  const file = fc.oneof(
    nasty,
    fc.constantFrom("package.json", "VERSION", "CHANGELOG.md", "a/version.py", ".github/workflows/x.yml", "pyproject.toml"),
  );
  const content = fc.oneof(
    nasty,
    fc.constantFrom(
      '{"version":"1.2.3"}',
      "1.2.3",
      'VERSION = "1.2.3"',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow.
      "on:\n  push:\n    tags: ['*']\njobs:\n  a:\n    steps:\n      - with:\n          push: true\n          tags: a/b:${{ github.ref_name }},x/y:latest,$(id)/b:c\n",
    ),
  );
  fc.assert(
    fc.property(
      fc.record({
        origin: fc.option(fc.oneof(nasty, fc.constant("example/app")), { nil: undefined }),
        folder: nasty,
        defaultBranch: fc.option(nasty, { nil: undefined }),
        branches: fc.array(nasty, { maxLength: 8 }),
        tags: fc.array(nasty, { maxLength: 8 }),
        texts: fc.dictionary(file, content, { maxKeys: 6, noNullPrototype: true }),
        commits: fc.array(fc.record({ subject: nasty, name: nasty, email: nasty }), { maxLength: 8 }),
      }),
      (seen) => {
        accepted(survey(seen));
      },
    ),
    { numRuns: 500 },
  );
});
