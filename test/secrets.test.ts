import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Ran, runBuilt, startBuilt } from "../src/testing/built-program.ts";
import { hitsIn } from "../src/testing/canaries.ts";
import { plainGit } from "../src/testing/git-world.ts";
import { exampleConfig, version } from "../src/testing/staged-release.ts";
import { loadTrain } from "../src/wiring/load-train.ts";
import { credentialsOf, loginsOf, tokenOf } from "../src/world/blueprint.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), "signalbox-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Credentials that stand in the environment of whoever rehearses: in a world they are nobody's business. */
const ours = Object.fromEntries(
  [
    "GITHUB_TOKEN",
    "REGISTRY_PASSWORD",
    "HEROKU_API_KEY",
    "MAILCHIMP_API_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "SLACK_TOKEN_TEAM",
    "NOTIFY_TOKEN",
  ].map((name) => [name, `canary-${name}-"q/+ 42~`]),
);

const seen = { said: [] as { readonly what: string; readonly ran: Ran }[], world: "" };
let canaries: readonly string[] = [];

/** git as it is, but each start writes down its arguments and its environment. */
const watchedGit = (): string => {
  const bin = join(folder, "bin");
  const log = join(folder, "started");
  mkdirSync(bin);
  mkdirSync(log);
  const real = execFileSync("sh", ["-c", "command -v git"]).toString().trim();
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" > "${log}/$$.argv"\nenv > "${log}/$$.env"\nexec ${real} "$@"\n`;
  writeFileSync(join(bin, "git"), script, { mode: 0o755 });
  return `${bin}:${process.env["PATH"]}`;
};

beforeAll(async () => {
  const { train } = await loadTrain(exampleConfig);
  const inWorld = loginsOf(train).flatMap((login) => [
    tokenOf(login),
    ...Object.entries(credentialsOf(train, login)).flatMap(([name, value]) => (/USERNAME|KEY_ID/.test(name) ? [] : [value])),
  ]);
  canaries = [...new Set([...Object.values(ours), ...inWorld])];
  mkdirSync(join(folder, "tmp"));
  const environment = { ...ours, PATH: watchedGit(), TMPDIR: join(folder, "tmp") };
  const kept = startBuilt({ cwd: folder, environment }, "rehearse", "--json", "--keep");
  const says = await kept.says(/--as NAME\n/);
  seen.world = /SIGNALBOX_WORLD=(\S+)\/world\.json/.exec(says)?.[1] ?? expect.fail();
  const config = /--config (\S+)/.exec(says)?.[1] ?? expect.fail();
  const typed = async (world: string, ...argv: readonly string[]): Promise<void> => {
    const at = { cwd: folder, environment: { ...environment, SIGNALBOX_WORLD: world } };
    const ran = await runBuilt(at, ...argv, "--config", config, "--state", join(seen.world, "state"), "--as", "ana");
    seen.said.push({ what: argv.join(" "), ran });
  };
  const world = join(seen.world, "world.json");
  const looks = [
    ["status", version],
    ["log", version],
    ["verify", version],
    ["runbook", version],
    ["tick"],
    ["doctor"],
    ["audit", "verify"],
    ["plan", "1.31.0"],
  ];
  for (const argv of looks) {
    await typed(world, ...argv);
    await typed(world, ...argv, "--json");
  }
  await typed(world, "backup", join(folder, "backup.sqlite"));
  // Credentials that everybody refuses, and then a world in which nobody answers.
  const refused = join(folder, "refused.json");
  const told = JSON.parse(readFileSync(world, "utf8")) as { readonly credentials: Readonly<Record<string, string>> };
  writeFileSync(
    refused,
    JSON.stringify({
      ...told,
      credentials: Object.fromEntries(Object.keys(told.credentials).map((name) => [name, ours[name] ?? "canary-of-another"])),
    }),
  );
  for (const argv of [["verify", version, "--json"], ["doctor"], ["plan", "1.31.0"]]) await typed(refused, ...argv);
  kept.signal("SIGINT");
  seen.said.push({ what: "rehearse", ran: await kept.ended });
  for (const argv of [
    ["verify", version],
    ["doctor", "--json"],
  ])
    await typed(world, ...argv);
});

const filesIn = (place: string): readonly string[] =>
  readdirSync(place, { withFileTypes: true, recursive: true }).flatMap((each) => (each.isFile() ? [join(each.parentPath, each.name)] : []));

const hitsOf = (file: string) => hitsIn(readFileSync(file), canaries).map((hit) => ({ file, ...hit }));

describe("a whole rehearsal, typed in by people with credentials of their own", () => {
  test("prints no credential, whatever the command and however it ends", () => {
    const codes = new Set(seen.said.map(({ ran }) => ran.code));
    expect(codes.size, [...codes].join()).toBeGreaterThan(2);
    expect(seen.said.length).toBeGreaterThan(20);
    for (const { what, ran } of seen.said)
      expect(hitsIn(Buffer.from(`${ran.out}\n${ran.error}`), canaries).map((hit) => ({ what, ...hit }))).toEqual([]);
  });

  test("leaves none in a file: record, backup, report, runbook, artifacts, what the twins hold and counted", () => {
    // These two are what hands the world's credentials to the next command.
    const handing = [join(seen.world, "world.json"), join(seen.world, "doomed.json")];
    const files = [...filesIn(seen.world), ...filesIn(join(folder, "report")), join(folder, "backup.sqlite")].filter(
      (each) => !handing.includes(each),
    );
    expect(files.some((each) => each.endsWith("journal.sqlite"))).toBe(true);
    expect(files.some((each) => each.endsWith("rehearsal.html"))).toBe(true);
    expect(files.some((each) => each.endsWith("runbook.md"))).toBe(true);
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(hitsOf)).toEqual([]);
    for (const file of handing) expect(statSync(file).mode & 0o077, file).toBe(0);
  });

  test("leaves none in an object of git, which keeps them compressed", () => {
    const stores = readdirSync(seen.world, { withFileTypes: true, recursive: true }).flatMap((each) =>
      each.isDirectory() && each.name.endsWith(".git") ? [join(each.parentPath, each.name)] : [],
    );
    expect(stores.length).toBeGreaterThan(3);
    for (const store of stores) {
      const objects = execFileSync("git", [`--git-dir=${store}`, "cat-file", "--batch-all-objects", "--batch", "--buffer"], {
        maxBuffer: 500_000_000,
      });
      expect(hitsIn(objects, canaries).map((hit) => ({ store, ...hit }))).toEqual([]);
      expect(plainGit([`--git-dir=${store}`, "config", "--list", "--local"])).not.toContain("Authorization");
    }
  });

  test("starts no process with one among its arguments, and only those that speak to a remote know one", () => {
    const log = join(folder, "started");
    const started = readdirSync(log).filter((each) => each.endsWith(".argv"));
    expect(started.length).toBeGreaterThan(100);
    expect(started.flatMap((each) => hitsOf(join(log, each)))).toEqual([]);
    const speaks = /(?:^| )(?:fetch|push|ls-remote)(?: |$)/;
    const [speaking, silent] = [true, false].map((wanted) =>
      started.filter((each) => speaks.test(readFileSync(join(log, each), "utf8")) === wanted),
    );
    const environments = (of: readonly string[] | undefined) => (of ?? []).map((each) => join(log, each.replace(".argv", ".env")));
    expect(environments(silent).flatMap(hitsOf)).toEqual([]);
    expect(environments(speaking).flatMap(hitsOf).length, "the scan finds what is there").toBeGreaterThan(0);
    expect(environments(speaking).flatMap((file) => hitsIn(readFileSync(file), Object.values(ours)))).toEqual([]);
  });
});
