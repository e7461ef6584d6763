import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant } from "../domain/instant.ts";
import type { Json } from "../domain/known.ts";
import { createRepository } from "../twins/git/seed-repository.ts";
import type { BuiltImage } from "../twins/github/actions/advance-runs.ts";
import type { Workflow } from "../twins/github/actions/workflow.ts";
import { type Github, openGithub } from "../twins/github/open-github.ts";
import type { GithubSeed, RepositorySeed } from "../twins/github/seed.ts";
import type { TwinRequest } from "../twins/kernel/twin.ts";
import { plainGit } from "./git-world.ts";
import { openTwinBench, type TwinBench } from "./twin-bench.ts";

/** The product's and the chart's repository of every GitHub bench. */
export const product = "acme/app";
export const chart = "acme/charts";

/** Tokens by login: ana and the bot may write, ben only reads, cleo does not see the chart's repository. */
export const tokens = { ana: "ghp_ana", ben: "ghp_ben", cleo: "ghp_cleo", "signalbox-bot": "ghp_bot" } as const;

/** An answer of the twin, its body parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A GitHub twin that listens on real repositories, and ways to act on it behind a connector's back. */
export interface GithubBench extends TwinBench<Github> {
  /** Sends any request as a person; `undefined` as token sends none. */
  readonly ask: (method: string, path: string, body?: Json, token?: string | undefined) => Promise<Answer>;
  /** Adds a commit with these files to a branch, made from another where it is new, and tells GitHub as the git twin would. */
  readonly push: (repository: string, branch: string, files: Readonly<Record<string, string>>, from?: string) => Promise<string>;
  /** Runs git in a bare repository. */
  readonly git: (repository: string, argv: readonly string[]) => string;
  readonly images: readonly BuiltImage[];
}

const build: Workflow = {
  name: "Docker",
  file: ".github/workflows/docker.yml",
  on: [{ is: "push", ref: "refs/heads/release-{version}" }],
  does: { is: "build", images: [{ repository: "acme/app", tags: ["release-{version}-unstable"] }] },
  minutes: 10,
};

const bump: Workflow = {
  name: "Bump chart",
  file: ".github/workflows/bump.yml",
  on: [{ is: "merged", base: "main", label: "bump minor" }],
  does: { is: "bump", file: "charts/app/Chart.yaml", part: "minor", message: "Bump chart to {version}" },
  minutes: 3,
};

/** What a bench changes in its world. */
export interface BenchSeed {
  readonly product?: Partial<RepositorySeed>;
  readonly chart?: Partial<RepositorySeed>;
  readonly seed?: Partial<GithubSeed>;
  readonly heard?: (request: TwinRequest) => void;
}

const seedOf = (more: BenchSeed): GithubSeed => ({
  accounts: [
    { login: "ana", token: tokens.ana, may: "write" },
    { login: "ben", token: tokens.ben, may: "read" },
    { login: "cleo", token: tokens.cleo, may: "write", sees: [product] },
    {
      login: "signalbox-bot",
      token: tokens["signalbox-bot"],
      may: "write",
      is: "Bot",
      bypasses: true,
      scopes: ["repo", "read:org"],
      expires: instant("2021-12-24T08:00:00Z"),
    },
  ],
  organisations: { acme: ["ana", "signalbox-bot"], closed: ["ben"] },
  repositories: [
    { name: product, labels: ["bug", "highlight"], workflows: [build], ...more.product },
    { name: chart, labels: ["bump minor"], workflows: [bump], ...more.chart },
  ],
  ...more.seed,
});

/** Opens it: both repositories have one commit on `main`, the chart's with a `Chart.yaml` of version 0.1.9. */
export const openGithubBench = async (more: BenchSeed = {}): Promise<GithubBench> => {
  const images: BuiltImage[] = [];
  const begin = await beginning();
  let gitFolder = "";
  const bench = await openTwinBench(
    (ground) => {
      gitFolder = ground("git").folder;
      cpSync(begin, gitFolder, { recursive: true });
      const surroundings = { git: { folder: gitFolder, path }, publishImage: async (image: BuiltImage) => void images.push(image) };
      const opened = openGithub(ground("github"), seedOf(more), surroundings);
      return { twins: [opened.twin], opened };
    },
    { GITHUB_TOKEN: tokens["signalbox-bot"] },
    more.heard,
  );
  const { opened } = bench;
  const push: GithubBench["push"] = async (repository, branch, files, from = branch) => {
    const { ref, before, after } = write(gitFolder, repository, branch, files, from);
    await opened.pushed({ repository, ref, before, after, login: "ana" });
    return after;
  };
  const git = (repository: string, argv: readonly string[]) => plainGit([gitDirectory(gitFolder, repository), ...argv]);
  return { ...bench, images, push, git, ask: asking(bench.origin("github")) };
};

const asking =
  (origin: string): GithubBench["ask"] =>
  async (method, path, body, ...given) => {
    const token = given.length === 0 ? tokens.ana : given[0];
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const content: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const init = {
      method,
      redirect: "manual" as const,
      headers: { ...authorization, ...content },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await fetch(`${origin}${path}`, init);
    const text = await answer.text();
    if (answer.status === 599) throw new Error(text);
    return { status: answer.status, headers: answer.headers, body: text === "" ? null : (JSON.parse(text) as Json) };
  };

/** Both repositories as every bench begins with them, made once and then copied. */
let begun: Promise<string> | undefined;
const beginning = (): Promise<string> => {
  begun ??= begin();
  return begun;
};

const begin = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-github-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const name of [product, chart]) await createRepository({ path, folder, name, main: "main" });
  write(folder, product, "main", { "README.md": "# App\n" }, "main");
  write(folder, chart, "main", { "charts/app/Chart.yaml": "# our chart\nname: app\nversion: 0.1.9\nappVersion: 1.29.0\n" }, "main");
  return folder;
};

const path = process.env["PATH"] ?? "";
const gitDirectory = (folder: string, repository: string) => `--git-dir=${join(folder, `${repository}.git`)}`;

const write = (folder: string, repository: string, branch: string, files: Readonly<Record<string, string>>, from: string) => {
  const env = { GIT_INDEX_FILE: join(folder, "index") };
  const git = (argv: readonly string[], input = "") => plainGit([gitDirectory(folder, repository), ...argv], { input, env });
  const ref = `refs/heads/${branch}`;
  const idOf = (name: string) => git(["for-each-ref", "--format=%(objectname)", name]);
  const before = idOf(ref);
  const base = before === "" ? idOf(`refs/heads/${from}`) : before;
  git(base === "" ? ["read-tree", "--empty"] : ["read-tree", base]);
  for (const [path, text] of Object.entries(files)) {
    git(["update-index", "--add", "--cacheinfo", `100644,${git(["hash-object", "-w", "--stdin"], text)},${path}`]);
  }
  const parents = base === "" ? [] : ["-p", base];
  const after = git(["commit-tree", git(["write-tree"]), ...parents], `feat: ${Object.keys(files).join(" ")}\n`);
  git(["update-ref", ref, after]);
  return { ref, before: before || "0".repeat(40), after };
};
