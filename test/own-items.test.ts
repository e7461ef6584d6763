import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runBuilt } from "../src/testing/built-program.ts";
import { shop, shopConfiguration } from "../src/testing/odd-repositories.ts";
import { type Rehearsed, readRehearsed } from "../src/testing/rehearsed.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const configuration = `${shopConfiguration}gates: { launch: { approvals: 1, from: [release-team] } }
extra:
  - id: warm-the-cache
    command: ["./own.sh", "{version}", "it's; touch pwned"]
    credentials: [CACHE_TOKEN]
    after: [cut-branch]
  - id: tell-the-team
    request: { url: "https://hooks.example.com/\${HOOK_ID}", text: "{version} is near" }
    before: [tag-release]
  - id: rebuild-the-docs
    title: Rebuild the docs of {version}
    command: ["./own.sh", "docs"]
    look: { url: https://docs.example.com/version.json, at: .build.version, expect: "{version}" }
    repeatable: true
    after: [tag-release]
  - id: tell-the-status-page
    request:
      url: https://status.example.com/api/incidents
      headers: { Authorization: "Bearer \${STATUS_TOKEN}" }
      json: { name: "{version} is released", components: [1, "{major}"], quiet: false }
    look: { command: ["./own.sh", "is-told", "{version}"] }
    after: [rebuild-the-docs]
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-own-items-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with the configuration, a repository, and a program that leaves a trace whenever it is really run. */
const ground = (name: string, more = ""): string => {
  const at = join(folder, name);
  mkdirSync(at);
  shop(join(at, "repository"));
  writeFileSync(join(at, "own.yaml"), `${configuration}${more}`);
  writeFileSync(join(at, "own.sh"), "#!/bin/sh\ntouch pwned\n");
  chmodSync(join(at, "own.sh"), 0o755);
  return at;
};

const type = (cwd: string, ...argv: readonly string[]) =>
  runBuilt({ cwd, environment: { TMPDIR: cwd, CACHE_TOKEN: "canary-one", HOOK_ID: "canary-two", STATUS_TOKEN: "canary-three" } }, ...argv);

const rehearsed = async (cwd: string): Promise<Rehearsed> => {
  const { code, out, error } = await type(cwd, "rehearse", "--json", "--repository", "repository", "--config", "own.yaml");
  expect({ code, error }).toMatchObject({ code: 0 });
  expect(existsSync(join(cwd, "pwned"))).toBe(false);
  expect(`${out}${error}`).not.toContain("canary");
  return readRehearsed(out);
};

const ownWork = ({ applied }: Rehearsed): readonly string[] =>
  applied.flatMap(({ effect, subject }) => (effect === "command" || effect === "request" ? [subject] : []));

const done = [
  "./own.sh 1.1.0 it's; touch pwned for warm-the-cache 1.1.0",
  `POST https://hooks.example.com/\${HOOK_ID} for tell-the-team 1.1.0`,
  "./own.sh docs for rebuild-the-docs 1.1.0",
  "POST https://status.example.com/api/incidents for tell-the-status-page 1.1.0",
];

test("commands and requests stand before and after other items, are done once by twins, and nothing of the team runs", async () => {
  const told = await rehearsed(ground("ours"));
  expect(told).toMatchObject({ ok: true, finished: true, differences: [] });
  expect(ownWork(told)).toEqual(done);
  const at = (wanted: RegExp): number => told.applied.findIndex(({ subject }) => wanted.test(subject));
  const [branch, tag] = [at(/refs\/heads\/release-1\.1\.0/), at(/refs\/tags\/v1\.1\.0/)];
  expect(branch).toBeLessThan(at(/warm-the-cache/));
  expect(at(/tell-the-team/)).toBeLessThan(tag);
  expect(tag).toBeLessThan(at(/rebuild-the-docs/));
});

test("left to people, each of it is done by hand, once, and seen or marked", async () => {
  const dials = "{ warm-the-cache: people, tell-the-team: prepare, rebuild-the-docs: people, tell-the-status-page: people }";
  const told = await rehearsed(ground("theirs", `dials: ${dials}\n`));
  expect(told).toMatchObject({ ok: true, finished: true, differences: [] });
  expect(ownWork(told)).toEqual(done);
  expect(told.scenes.flatMap(({ what }) => /^by hand: (?:run \.\/own\.sh|POST) ?\S*/.exec(what)?.[0] ?? [])).toEqual([
    "by hand: run ./own.sh 1.1.0",
    `by hand: POST https://hooks.example.com/\${HOOK_ID}`,
    "by hand: run ./own.sh docs",
    "by hand: POST https://status.example.com/api/incidents",
  ]);
});

test("`check` accepts it, and what is wrong has its place", async () => {
  const cwd = ground("checked");
  expect(await type(cwd, "check", "--config", "own.yaml")).toMatchObject({ code: 0 });
  const wrong = join(cwd, "wrong.yaml");
  writeFileSync(wrong, configuration.replace("    repeatable: true\n", "    repeatable: true\n    manual: twice\n"));
  const ran = await type(cwd, "check", "--config", "wrong.yaml");
  expect(ran.code).not.toBe(0);
  expect(ran.error + ran.out).toContain("exactly one of `manual`, `command` and `request`");
});
