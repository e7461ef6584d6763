import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { planNow } from "../src/app/plan-release.ts";
import { planHash } from "../src/checklist/index.ts";
import { addDuration, duration } from "../src/domain/instant.ts";
import type { Json } from "../src/domain/known.ts";
import type { Plan } from "../src/domain/plan.ts";
import { exampleConfig, openShelf, repositories, type StagedRelease, stageIn } from "../src/testing/staged-release.ts";
import { loadTrain } from "../src/wiring/load-train.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const shelf = openShelf();
const main = resolve(import.meta.dirname, "../src/main.ts");
let before = "";
let staged: StagedRelease;
let plain: { readonly plan: Plan; readonly hash: string };

beforeAll(async () => {
  before = shelf.folder();
  await (await stageIn(before)).close();
  staged = await shelf.copy(before);
  plain = await planNow(staged.stage.parts, {});
});

afterAll(shelf.end);

describe("the same world has the same hash", () => {
  test("in two processes, in another time zone and locale, from another folder, on other ports and an hour later", async () => {
    const here = await planInProcess(staged.folder, exampleConfig, { TZ: "UTC", LANG: "C.UTF-8" });
    expect(here.hash).toBe(plain.hash);
    const elsewhere = await shelf.copy(before);
    expect(elsewhere.stage.world.origins).not.toEqual(staged.stage.world.origins);
    await elsewhere.stage.world.advanceTo(addDuration(elsewhere.stage.world.now(), duration("1h")));
    const config = join(shelf.folder(dirname(exampleConfig)), "signalbox.yaml");
    const there = await planInProcess(elsewhere.folder, config, { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" });
    expect(there).toEqual(here);
  });

  test("with comments and spaces changed in the configuration, and planned by somebody else", async () => {
    expect(await withConfig((yaml) => `# a remark\n${yaml.replaceAll(/ +# .*$/gm, "")}`)).toBe(plain.hash);
    expect((await planNow({ ...staged.stage.parts, actor: "cleo" }, {})).hash).toBe(plain.hash);
  });

  test("when captains take turns in another order: who answers for a release is in its journal, and can be handed over", async () => {
    expect(await withConfig(replaced("captains: [ana, ben]", "captains: [ben, ana]"))).toBe(plain.hash);
  });

  test("when the site or the chart move where the release touches nothing", async () => {
    const other = await shelf.copy(before);
    for (const [repository, branch] of [
      [repositories.site, "master"],
      [repositories.chart, "main"],
    ] as const)
      await pushByHand(other, repository, branch, { "notes.txt": "unrelated\n" });
    expect((await planNow(other.stage.parts, {})).hash).toBe(plain.hash);
  });
});

describe("a change of the configuration changes the hash", () => {
  test.each([
    ["the pattern of the branch", "branch: release-{version}\n  tag:", "branch: rel-{version}\n  tag:"],
    ["the tag's message", "tag-message: Version {version}", "tag-message: PostHog {version}"],
    ["the name of an image", "name: posthog/posthog-foss", "name: posthog/posthog-free"],
    ["the candidate's tag", "release-{version}-unstable", "release-{version}-next"],
    [
      "a tag that every release moves",
      "latest-release] }\n  - { name: posthog/posthog-foss",
      "latest] }\n  - { name: posthog/posthog-foss",
    ],
    ["the chart's label", "label: bump minor", "label: bump patch"],
    ["where the chart is edited", "at: image.default", "at: image.tag"],
    ["what the chart is told", '":release-{version}"', '":{version}"'],
    ["the number of approvals", "approvals: 2", "approvals: 1"],
    ["who may approve", "from: [captain, release-team]", "from: [captain]"],
    ["the roles of a person", "roles: [marketing, release-team]", "roles: [marketing]"],
    ["the account of a person", "ben-example", "ben-elsewhere"],
    ["whether blockers hold the launch", "no-open-blockers: true", "no-open-blockers: false"],
    ["the band of recipients", "within: 10%", "within: 20%"],
    ["the newsletter's subject", "subject: The PostHog Array {version}", "subject: PostHog {version}"],
    ["who gets the test", "test: [cleo@example.com]", "test: [ana@example.com]"],
    ["who has access to the newsletter", "access: [marketing]", "access: [captain]"],
    ["the feed's address", "edge: https://update.posthog.com/versions", "edge: https://update.posthog.com/v2"],
    ["what the CDN forgets", 'paths: ["/*"]', 'paths: ["/versions"]'],
    ["the CDN's distribution", "EWXT9O7BVDC2O", "EWXT9O7BVDC2P"],
    ["the sync's branch", 'branch: "{version}-sync"', 'branch: "sync-{version}"'],
    ["the changelog's commit message", "Changelog version {version}", "Changelog {version}"],
    ["the session's length", "length: 60m", "length: 30m"],
    ["where the session is", "on: [clickhouse-test]", "on: [playground, clickhouse-test]"],
    ["the deploy command", '"./deploy.sh"', '"./ship.sh"'],
    ["the app on Heroku", "heroku: posthog-playground", "heroku: posthog-playground-2"],
    ["a channel", "channel: C0000000000", "channel: C0000000002"],
    ["the hour of the launch", 'launch-at: "10:00"', 'launch-at: "11:00"'],
    ["the organisation of the staff", ", github-org: PostHog", ""],
    ["the zone", "time-zone: Europe/London", "time-zone: Europe/Dublin"],
    ["the planned day", "release: last monday", "release: last tuesday"],
    ["who does everything", "by: signalbox  ", "by: people  "],
  ])("%s", async (_, from, to) => {
    expect(await withConfig(replaced(from, to))).not.toBe(plain.hash);
  });

  test("the order of what is published in order", async () => {
    const lines = readFileSync(exampleConfig, "utf8").split("\n");
    const [first, second] = ["name: posthog/posthog,", "name: posthog/posthog-foss,"].map((each) =>
      lines.findIndex((line) => line.includes(each)),
    );
    const swapped = lines.with(first ?? 0, lines[second ?? 0] ?? "").with(second ?? 0, lines[first ?? 0] ?? "");
    expect(await withConfig(() => swapped.join("\n"))).not.toBe(plain.hash);
  });

  test.each(["post", "slack", "newsletter", "freeze"])("one letter of the template %s", async (name) => {
    const folder = shelf.folder(dirname(exampleConfig));
    const file = join(folder, "templates", `${name}.md`);
    writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}!\n`);
    expect((await planOf(join(folder, "signalbox.yaml"))).hash).not.toBe(plain.hash);
  });
});

describe("a change of the world changes the hash", () => {
  test.each([
    ["a commit", { "src/new.txt": "new\n" }],
    ["a byte of the changelog", { "CHANGELOG.md": undefined }],
    ["a byte of the version's file", { "posthog/version.py": undefined }],
  ])("%s on the main branch", async (_, files: Readonly<Record<string, string | undefined>>) => {
    const other = await shelf.copy(before);
    await pushByHand(other, repositories.main, "master", files);
    const changed = await planNow(other.stage.parts, {});
    expect(changed.hash).not.toBe(plain.hash);
    // What an approval of the launch is bound to: the plan after the gate, the candidate and the people.
    expect(gateOf(changed.plan)).not.toEqual(gateOf(plain.plan));
  });

  test("the audience of the last newsletter", async () => {
    const { parts } = staged.stage;
    const { campaigns } = parts.ports;
    const grown = {
      ...campaigns,
      list: async (of: string) => (await campaigns.list(of)).map((each) => ({ ...each, recipients: each.recipients + 1 })),
    };
    expect((await planNow({ ...parts, ports: { ...parts.ports, campaigns: grown } }, {})).hash).not.toBe(plain.hash);
  });

  test("somebody who joined the organisation, and is thanked no more", async () => {
    const { parts } = staged.stage;
    const notYet = { ...parts.ports.members, isMember: async () => false };
    const before = await planNow({ ...parts, ports: { ...parts.ports, members: notYet } }, {});
    expect(before.hash).not.toBe(plain.hash);
    expect(JSON.stringify(before.plan)).toContain("Xaver Muster");
    expect(JSON.stringify(plain.plan)).not.toContain("Xaver Muster");
    expect(plain.plan.warnings.filter((each) => each.includes("belongs to"))).toEqual([]);
  });

  test("another day, another version", async () => {
    expect((await planNow(staged.stage.parts, { day: "2021-12-01" })).hash).not.toBe(plain.hash);
    expect((await planNow(staged.stage.parts, { version: "2.0.0", reason: "the roadmap says so" })).hash).not.toBe(plain.hash);
  });
});

test("each leaf of the plan counts, and what is only shown does not", () => {
  const hashed = JSON.parse(JSON.stringify(plain.plan, (key, value) => (key === "preview" ? undefined : value)));
  expect(planHash(hashed)).toBe(plain.hash);
  const leaves = pathsOf(hashed).filter((path) => path.join(".") !== "revision");
  expect(leaves.length).toBeGreaterThan(300);
  const hashes = leaves.map((path) => planHash(changedAt(hashed, path) as unknown as Plan));
  expect(hashes.filter((hash) => hash === plain.hash)).toEqual([]);
  expect(new Set(hashes).size).toBe(leaves.length);
});

const gateOf = ({ items }: Plan): Json | undefined => items.find((each) => each.id === "approve-launch")?.steps[0]?.input;

const replaced =
  (from: string, to: string) =>
  (yaml: string): string => {
    expect(yaml).toContain(from);
    return yaml.replace(from, to);
  };

const withConfig = async (change: (yaml: string) => string): Promise<string> => {
  const folder = shelf.folder(dirname(exampleConfig));
  const file = join(folder, "signalbox.yaml");
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return (await planOf(file)).hash;
};

const planOf = async (file: string) => planNow({ ...staged.stage.parts, ...(await loadTrain(file)) }, {});

/** The plan as a process of its own prints it, in the world of a stage. */
const planInProcess = async (world: string, config: string, environment: Readonly<Record<string, string>>) => {
  const cwd = join(world, "cwd");
  mkdirSync(cwd, { recursive: true });
  const script = `import(${JSON.stringify(main)}).then(({ main }) => main(process.argv.slice(1))).then((code) => { process.exitCode = code; })`;
  const words = ["plan", "--json", "--config", config, "--state", join(cwd, "state"), "--as", "ana"];
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script, "--", ...words], {
    cwd,
    env: { PATH: process.env["PATH"], SIGNALBOX_WORLD: join(world, "world.json"), ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as { readonly hash: string; readonly plan: Plan };
};

/** Pushes to a branch by hand; an undefined text is the file as it is with a line more. */
const pushByHand = async (
  { as, stage }: StagedRelease,
  repository: string,
  branch: string,
  files: Readonly<Record<string, string | undefined>>,
): Promise<void> => {
  const { refs, objects } = as("signalbox-bot");
  const head = (await refs.look(repository, `refs/heads/${branch}`))?.commit ?? "";
  const by = { name: "Ben", email: "ben@example.com", date: Date.parse(stage.world.now()) / 1000 };
  const written = await Promise.all(
    Object.entries(files).map(async ([path, text]) => ({ path, text: text ?? `${await objects.file(repository, head, path)}\n` })),
  );
  const object = await objects.commit(repository, { base: head, files: written, message: "fix: by hand", by });
  await refs.push(repository, { ref: `refs/heads/${branch}`, object, expect: head });
};

type Path = readonly (string | number)[];

const pathsOf = (value: Json | undefined): readonly Path[] => {
  if (typeof value !== "object" || value === null) return [[]];
  return Object.entries(value).flatMap(([key, each]) => pathsOf(each).map((path): Path => [key, ...path]));
};

const changedAt = (value: Json, [key, ...rest]: Path): Json => {
  if (key === undefined) return typeof value === "number" ? value + 1 : `${value}~`;
  if (Array.isArray(value)) return value.map((each: Json, at) => (at === Number(key) ? changedAt(each, rest) : each));
  const known = value as Readonly<Record<string, Json>>;
  return { ...known, [key]: changedAt(known[key] ?? null, rest) };
};
