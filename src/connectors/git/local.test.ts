import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { raised } from "../../testing/contracts/git-bench.ts";
import { plainGit, testEnvironment } from "../../testing/git-world.ts";
import { inspectLocal } from "./local.ts";

let folder = "";
let clone = "";
const processes = openProcesses(process.env);
const git = (...argv: string[]) => plainGit(["-C", clone, ...argv]);
/** The first address of each remote, as git reads it. */
const remotesByGit = (): readonly (readonly [string, string])[] => {
  const argv = ["-C", clone, "config", "--local", "--no-includes", "-z", "--get-regexp", "^remote\\..*\\.url$"];
  const entries = spawnSync("git", argv, { encoding: "utf8" }).stdout.split("\0").slice(0, -1);
  const found = new Map<string, string>();
  for (const [, name = "", url = ""] of entries.map((entry) => /^remote\.(.*)\.url\n(.*)$/s.exec(entry) ?? []))
    if (!found.has(name)) found.set(name, url);
  return [...found];
};
const inspect = (path = clone) => inspectLocal(processes, path);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-local-"));
  clone = join(folder, "clone");
  plainGit(["init", "--quiet", "--initial-branch=main", clone]);
  git("commit", "--quiet", "--allow-empty", "--message=feat: first");
  git("tag", "1.0.0");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("looking at somebody's own clone", () => {
  test("tells branch, tags, remotes and the repository on GitHub, without the credential in its address", async () => {
    git("remote", "add", "origin", "https://ana:ghp_secret@github.com/acme/app.git");
    git("remote", "add", "fork", "git@github.com:ben/app.git");
    git("remote", "add", "mirror", "https://git.example.com/acme/app");
    git("branch", "release-1.0.0");
    expect(await inspect()).toEqual({
      folder: join(clone, ".git"),
      shared: join(clone, ".git"),
      bare: false,
      head: "refs/heads/main",
      headCommit: git("rev-parse", "HEAD"),
      remotes: [
        { name: "origin", address: "https://github.com/acme/app.git", repository: "acme/app" },
        { name: "fork", address: "git@github.com:ben/app.git", repository: "ben/app" },
        { name: "mirror", address: "https://git.example.com/acme/app", repository: undefined },
      ],
      repository: "acme/app",
      main: "refs/heads/main",
      branches: ["main", "release-1.0.0"],
      fetched: [],
      tags: ["1.0.0"],
      altered: false,
    });
  });

  test("reads the addresses of remotes as git does, however somebody wrote them", async () => {
    const written = [
      '[remote "quoted"]\n\turl = "https://git.example.com/a;b#c" ; why\n\turl = https://git.example.com/second',
      '[Remote "Case \\"x\\" y"] URL=https://git.example.com/one-line # and why',
      '[remote\t"spaced"]\n\turl = https://git.example.com/spaced',
      '[remote "long"]\r\n\turl = https://git.example.com/\\\r\nlong\r\n\tfetch = +refs/heads/*:refs/remotes/long/*',
      '# [remote "no"]\n#\turl = https://git.example.com/no \\\n[remote "after"]\n; \\\nurl = https://git.example.com/after',
      '[url "https://git.example.com/"]\n\tinsteadOf = x:\n[branch "main"]\n\tremote = origin\n\turl = https://git.example.com/no',
      '[remote "push"]\n\tpushurl = https://git.example.com/push\n\turlx = 1\n\turl = C:\\\\somewhere\\ttab\n\turl = x',
      '[include]\n\tpath = other.config\n[remote "late"]\n\turl=  two  blanks  ',
    ];
    writeFileSync(join(clone, ".git/other.config"), '[remote "included"]\n\turl = https://git.example.com/no\n');
    for (const text of written) {
      writeFileSync(join(clone, ".git/config"), `[core]\n\tbare = false\n${text}\n`);
      expect((await inspect()).remotes.map(({ name, address }) => [name, address])).toEqual(remotesByGit());
    }
  });

  test("reads what git wrote, whatever the remote is called and wherever it lies", async () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab.:/\\"#;= \t@é[]'.split("")), minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(word, word, async (name, url) => {
        writeFileSync(join(clone, ".git/config"), "[core]\n\tbare = false\n");
        git("config", `remote.${name}.url`, `x${url}`);
        expect((await inspect()).remotes).toMatchObject([{ name, address: `x${url}` }]);
      }),
      { numRuns: 25 },
    );
  });

  test("takes the remote's default branch before a name that is only usual", async () => {
    git("update-ref", "refs/remotes/origin/trunk", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
    expect((await inspect()).main).toBe("refs/heads/trunk");
  });

  test("a branch that only the remote has is told as fetched", async () => {
    git("update-ref", "refs/remotes/origin/release-2.0.0", "HEAD");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    expect(await inspect()).toMatchObject({ branches: ["main"], fetched: ["main", "release-2.0.0"] });
  });

  test("a detached HEAD is no branch, and one before the first commit is no commit", async () => {
    git("checkout", "--quiet", "--detach", "HEAD");
    expect(await inspect()).toMatchObject({ head: undefined, headCommit: git("rev-parse", "HEAD"), main: "refs/heads/main" });
    plainGit(["init", "--quiet", "--initial-branch=trunk", join(folder, "empty")]);
    expect(await inspect(join(folder, "empty"))).toMatchObject({
      head: "refs/heads/trunk",
      headCommit: undefined,
      main: "refs/heads/trunk",
    });
  });

  test("a branch without a commit stands beside all that others have, by their own names", async () => {
    const words = ["true", "false", "sha1", "fix/true", "origin/1.x", "refs/heads/odd"];
    for (const word of words) git("branch", word);
    for (const word of words) git("update-ref", `refs/tags/${word}`, "HEAD");
    for (const word of [...words, "main"]) git("update-ref", `refs/remotes/origin/${word}`, "HEAD");
    git("update-ref", "refs/remotes/upstream/far", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/fix/true");
    const born = await inspect();
    expect(born).toMatchObject({
      head: "refs/heads/main",
      headCommit: git("rev-parse", "HEAD"),
      main: "refs/heads/fix/true",
      altered: false,
    });
    expect(born.branches).toEqual(["main", ...words].sort());
    expect(born.tags).toEqual(["1.0.0", ...words].sort());
    expect(born.fetched).toEqual(["main", ...words].sort());

    git("checkout", "--quiet", "--orphan", "later");
    const { head, headCommit, ...others } = await inspect();
    expect({ head, headCommit }).toEqual({ head: "refs/heads/later", headCommit: undefined });
    expect(others).toMatchObject({ main: born.main, branches: born.branches, fetched: born.fetched, tags: born.tags });
  });

  test("a linked work tree has a head of its own and shares the rest", async () => {
    git("worktree", "add", "--quiet", "-b", "side", join(folder, "linked"));
    expect(await inspect(join(folder, "linked"))).toMatchObject({ head: "refs/heads/side", shared: join(clone, ".git"), tags: ["1.0.0"] });
  });

  test("says when a clone shows another history than it has", async () => {
    expect((await inspect()).altered).toBe(false);
    git("commit", "--quiet", "--allow-empty", "--message=feat: second");
    git("replace", "--graft", "HEAD");
    expect((await inspect()).altered).toBe(true);
    git("replace", "--delete", git("rev-parse", "HEAD"));
    writeFileSync(join(clone, ".git/info/grafts"), `${git("rev-parse", "HEAD")}\n`);
    expect((await inspect()).altered).toBe(true);
  });

  test("works from a folder inside and on a bare clone", async () => {
    mkdirSync(join(clone, "src"));
    expect((await inspect(join(clone, "src"))).folder).toBe(join(clone, ".git"));
    plainGit(["clone", "--quiet", "--bare", clone, join(folder, "bare.git")]);
    expect(await inspect(join(folder, "bare.git"))).toMatchObject({ bare: true, tags: ["1.0.0"] });
  });

  test("says what is not a repository, and what is only part of one", async () => {
    for (const path of [folder, join(folder, "none"), "--help", "-c core.pager=touch"]) {
      expect(await raised(inspect(path))).toMatchObject({ code: "NOT_A_REPOSITORY", retry: "never" });
    }
    git("commit", "--quiet", "--allow-empty", "--message=feat: second");
    plainGit(["clone", "--quiet", "--depth=1", `file://${clone}`, join(folder, "shallow")]);
    expect(await raised(inspect(join(folder, "shallow")))).toMatchObject({ code: "SHALLOW_CLONE", retry: "never" });
  });

  test("says which repositories name their objects in a way that it does not know", async () => {
    plainGit(["init", "--quiet", "--object-format=sha256", join(folder, "sha256")]);
    expect(await raised(inspect(join(folder, "sha256")))).toMatchObject({ code: "OBJECT_FORMAT", retry: "never" });
  });

  test.runIf(process.getuid?.() === 0)("reads a clone that belongs to somebody else", async () => {
    for (const path of [clone, join(clone, ".git"), join(clone, ".git/config")]) chownSync(path, 12_345, 12_345);
    expect((await inspect()).tags).toEqual(["1.0.0"]);
  });
});

/** T01: settings of a hostile repository that make some git command run a program. */
const settings: readonly (readonly [string, (trap: string) => string])[] = [
  ["core.fsmonitor", (trap) => trap],
  ["core.sshCommand", (trap) => trap],
  ["core.pager", (trap) => trap],
  ["core.editor", (trap) => trap],
  ["core.askPass", (trap) => trap],
  ["core.gitProxy", (trap) => trap],
  ["core.alternateRefsCommand", (trap) => trap],
  ["core.hooksPath", (trap) => join(trap, "../hooks")],
  ["credential.helper", (trap) => `!${trap}`],
  ["gpg.program", (trap) => trap],
  ["gpg.ssh.program", (trap) => trap],
  ["diff.external", (trap) => trap],
  ["filter.x.clean", (trap) => trap],
  ["filter.x.process", (trap) => trap],
  ["merge.x.driver", (trap) => trap],
  ["pager.symbolic-ref", (trap) => trap],
  ["pager.for-each-ref", (trap) => trap],
  ["alias.rev-parse", (trap) => `!${trap}`],
  ["alias.config", (trap) => `!${trap}`],
  ["remote.origin.uploadpack", (trap) => trap],
  ["remote.origin.vcs", () => "ext"],
  ["uploadpack.packObjectsHook", (trap) => trap],
];

describe("a hostile repository (T01)", () => {
  test("the trap is a real one: an ordinary `git status` springs it", () => {
    writeFileSync(join(folder, "trap.sh"), `#!/bin/sh\ntouch ${join(folder, "pwned")}\n`, { mode: 0o755 });
    git("config", "core.fsmonitor", join(folder, "trap.sh"));
    git("status", "--short");
    expect(existsSync(join(folder, "pwned"))).toBe(true);
  });

  test.each(settings)("%s runs nothing", async (key, value) => {
    const trap = join(folder, "trap.sh");
    const canary = join(folder, "pwned");
    writeFileSync(trap, `#!/bin/sh\necho "$0" > ${canary}\nexit 0\n`);
    chmodSync(trap, 0o755);
    mkdirSync(join(folder, "hooks"));
    for (const hook of ["post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"]) {
      for (const place of [join(folder, "hooks"), join(clone, ".git/hooks")]) {
        mkdirSync(place, { recursive: true });
        writeFileSync(join(place, hook), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
      }
    }
    writeFileSync(join(clone, ".gitattributes"), "* filter=x merge=x diff=x\n");
    execFileSync("git", ["-C", clone, "config", key, value(trap)], { env: testEnvironment() });
    if (!key.startsWith("remote.")) git("config", "remote.origin.url", "ext::sh -c touch% pwned");
    rmSync(canary, { force: true });
    const before = readdirSync(join(clone, ".git")).sort();

    expect((await inspect()).tags).toEqual(["1.0.0"]);

    expect(existsSync(canary)).toBe(false);
    expect(existsSync(join(clone, "pwned"))).toBe(false);
    expect(readdirSync(join(clone, ".git")).sort()).toEqual(before);
  });
});
