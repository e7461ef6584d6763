import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { instant } from "../../domain/instant.ts";
import { plainGit } from "../../testing/git-world.ts";
import { testWith } from "../../testing/test-with.ts";
import { openGit } from "../git/http.ts";
import { createRepository } from "../git/seed-repository.ts";
import { noFaults } from "../kernel/faults.ts";
import { openLedger } from "../kernel/ledger.ts";
import { serveTwin } from "../kernel/serve.ts";
import { openHub } from "./hub.ts";
import { openGithub } from "./open-github.ts";
import type { GithubSeed } from "./seed.ts";
import { settleMerges } from "./settle-merges.ts";

const path = process.env["PATH"] ?? "";
const name = "acme/app";
const now = () => instant("2021-11-26T09:00:00Z");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const seed: GithubSeed = {
  accounts: [
    { login: "ana", token: "ghp_ana", may: "write" },
    { login: "signalbox-bot", token: "ghp_bot", may: "write", bypasses: true },
  ],
  organisations: {},
  repositories: [
    {
      name,
      labels: [],
      required: [{ branches: "refs/heads/release-*", contexts: ["signalbox"] }],
      workflows: [
        {
          name: "Docker",
          file: "docker.yml",
          on: [{ is: "push", ref: "refs/heads/release-{version}" }],
          does: { is: "check" },
          minutes: 5,
        },
      ],
    },
  ],
};

async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-world-"));
  folders.push(folder);
  const [git, github] = [join(folder, "git"), join(folder, "github")];
  for (const each of [git, github]) mkdirSync(each);
  const bare = await createRepository({ path, folder: git, name, main: "main" });
  const surroundings = { git: { folder: git, path }, publishImage: async () => undefined };
  return { folder, git, bare, surroundings, ground: { folder: github, now } };
}

testWith(["git-http-backend"], "a real push starts CI and moves pull requests, and the rules of a release branch hold it up", async () => {
  const world = await openWorld();
  const github = openGithub(world.ground, seed, world.surroundings);
  const tokens = { ghp_ana: "ana", ghp_bot: "signalbox-bot" };
  const twin = openGit({ folder: world.git, now }, { path, tokens, onPush: github.pushed, forbids: github.forbids });
  const ledger = openLedger(world.folder);
  const served = await serveTwin(twin, { ledger, faults: noFaults, now });
  const clone = join(world.folder, "clone");
  const git = (token: string, ...argv: readonly string[]) => {
    const url = `http://x:${token}@${new URL(served.origin).host}/${name}.git`;
    const words = argv.map((word) => word.replace("ORIGIN", url));
    const env = { PATH: path, HOME: world.folder, GIT_TERMINAL_PROMPT: "0" };
    return new Promise<string>((resolve, reject) => {
      execFile("git", words, { cwd: clone, env }, (failure, _, error) => (failure === null ? resolve(error) : reject(new Error(error))));
    });
  };
  const commit = (text: string) => {
    writeFileSync(join(clone, "file.txt"), text);
    plainGit(["-C", clone, "add", "file.txt"]);
    plainGit(["-C", clone, "commit", "--quiet", "--message", text]);
  };
  plainGit(["init", "--quiet", "--initial-branch=main", clone]);
  commit("one");
  await git("ghp_ana", "push", "ORIGIN", "HEAD:refs/heads/main");
  await git("ghp_ana", "push", "ORIGIN", "HEAD:refs/heads/release-1.30.0");
  commit("two");
  await expect(git("ghp_ana", "push", "ORIGIN", "HEAD:refs/heads/release-1.30.0")).rejects.toThrow(
    'Required status check "signalbox" is expected',
  );
  await git("ghp_bot", "push", "ORIGIN", "HEAD:refs/heads/release-1.30.0");
  expect(await github.twin.holdings()).toMatchObject({
    [name]: {
      runs: [
        { ordinal: 1, event: "push" },
        { ordinal: 2, ref: "refs/heads/release-1.30.0" },
      ],
    },
  });
  await served.close();
});

test.each([
  ["had arrived", true],
  ["had not arrived", false],
])("a merge that a death of the twin cut in two is settled by what %s on the branch", async (_, arrived) => {
  const world = await openWorld();
  const hub = openHub(world.ground, seed, world.surroundings.git);
  const at = `--git-dir=${world.bare}`;
  const tree = plainGit([at, "mktree"]);
  const [base, commit] = ["one", "two"].map((message) => plainGit([at, "commit-tree", tree, "-m", message]));
  plainGit([at, "update-ref", "refs/heads/main", (arrived ? commit : base) ?? ""]);
  const times = { createdAt: now(), updatedAt: now(), closedAt: null };
  const merging = { commit: commit ?? "", by: "ana", at: now() };
  const pull = {
    number: 1,
    title: "t",
    body: null,
    author: "ana",
    head: "gone",
    base: "main",
    headSha: base ?? "",
    state: "open",
    labels: [],
    merged: null,
    merging,
    ...times,
  } as const;
  hub.change(name, (known) => ({ ...known, pulls: [pull] }));
  const reopened = openHub(world.ground, seed, world.surroundings.git);
  await settleMerges(reopened);
  expect(reopened.find(name)?.pulls).toMatchObject([
    { state: arrived ? "closed" : "open", merged: arrived ? { commit } : null, merging: null },
  ]);
});
