import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant } from "../domain/instant.ts";
import type { Door } from "../domain/ports/host.ts";
import { openDoor } from "../host/door.ts";
import { type GitSeed, openGit, type Pushed } from "../twins/git/http.ts";
import { repositoryFolder } from "../twins/git/repository.ts";
import { createRepository } from "../twins/git/seed-repository.ts";
import { type FaultPlan, noFaults } from "../twins/kernel/faults.ts";
import { type Ledger, openLedger } from "../twins/kernel/ledger.ts";
import { serveTwin } from "../twins/kernel/serve.ts";

/** The repository that every git world has. */
export const worldRepository = "acme/app";
/** A token that the twin accepts, of the login `signalbox-bot`. */
export const worldToken = "ghp_worldmade0000000000000000000000000000";

/** The twin of github.com with one repository of a few commits, on a real port. */
export interface GitWorld {
  readonly folder: string;
  readonly origin: string;
  readonly door: Door;
  readonly ledger: Ledger;
  readonly pushed: readonly Pushed[];
  /** Runs git in the world's bare repository, as nobody's client; gives the trimmed output. */
  readonly bare: (argv: readonly string[], input?: string | Uint8Array) => string;
  /** Adds a commit by ana to a branch of the world behind everybody's back; an undefined text removes the file. */
  readonly grow: (branch: string, files: Readonly<Record<string, string | undefined>>, subject?: string, from?: string) => string;
  readonly close: () => Promise<void>;
}

/** Git for tests: nobody's configuration, a fixed person and time. */
export const plainGit = (
  argv: readonly string[],
  more: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
) =>
  execFileSync("git", [...argv], { env: { ...testEnvironment(), ...more.env }, input: more.input ?? "", stdio: ["pipe", "pipe", "pipe"] })
    .toString("utf8")
    .trim();

/** The environment of `plainGit`. */
export const testEnvironment = (): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Ana Example",
  GIT_AUTHOR_EMAIL: "ana@example.com",
  GIT_AUTHOR_DATE: "1635000000 +0200",
  GIT_COMMITTER_NAME: "Ana Example",
  GIT_COMMITTER_EMAIL: "ana@example.com",
  GIT_COMMITTER_DATE: "1635000000 +0200",
});

export const openGitWorld = async ({
  faults = noFaults,
  ...more
}: { readonly faults?: FaultPlan } & Pick<GitSeed, "forbids" | "private"> = {}): Promise<GitWorld> => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-git-"));
  const ground = join(folder, "twin");
  mkdirSync(ground);
  const path = process.env["PATH"] ?? "";
  await createRepository({ path, folder: ground, name: worldRepository, main: "main" });
  const repository = repositoryFolder(ground, worldRepository);
  const bare = (argv: readonly string[], input: string | Uint8Array = "") => plainGit([`--git-dir=${repository}`, ...argv], { input });
  const grow = growing(bare);
  grow(
    "main",
    { "README.md": "# App\n", "package.json": '{ "version": "1.29.0" }\n', "src/deep/er/file.txt": "one\ntwo\nthree\n" },
    "feat: first",
  );
  bare(["tag", "--annotate", "--message=Version 1.29.0", "1.29.0", "refs/heads/main"]);
  grow("main", { "src/deep/er/file.txt": "one\ntwo\nthree\nfour\n" }, "feat: four (#2)");
  const pushed: Pushed[] = [];
  const now = () => instant("2021-11-22T09:00:00Z");
  const seed = { path, tokens: { [worldToken]: "signalbox-bot" }, onPush: (one: Pushed) => void pushed.push(one), ...more };
  const twin = openGit({ folder: ground, now }, seed);
  const ledger = openLedger(folder);
  const served = await serveTwin(twin, { ledger, faults, now });
  const door = openDoor({ map: { "https://github.com": served.origin } });
  const close = async () => {
    door.close();
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, origin: served.origin, door, ledger, pushed, bare, grow, close };
};

const growing =
  (bare: GitWorld["bare"]): GitWorld["grow"] =>
  (branch, files, subject = "chore: grow", from = branch) => {
    const base = bare(["for-each-ref", "--format=%(objectname)", `refs/heads/${from}`]);
    const lines = [
      `commit refs/heads/${branch}\nmark :1`,
      "author Ana Example <Ana@Example.com> 1635000000 +0200",
      "committer Ana Example <Ana@Example.com> 1635000000 +0200",
      `data ${Buffer.byteLength(subject) + 1}\n${subject}\n`,
      ...(base === "" ? [] : [`from ${base}`]),
      ...Object.entries(files).map(([path, text]) =>
        text === undefined ? `D "${path}"` : `M 100644 inline "${path}"\ndata ${Buffer.byteLength(text)}\n${text}`,
      ),
      "get-mark :1\n",
    ];
    return bare(["fast-import", "--quiet", "--date-format=raw"], lines.join("\n"));
  };
