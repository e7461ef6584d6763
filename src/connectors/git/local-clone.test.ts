import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RawCommit } from "../../domain/commit.ts";
import type { LocalClone } from "../../domain/ports/local-clone.ts";
import { releasesIn } from "../../domain/version.ts";
import { openProcesses } from "../../host/processes.ts";
import { plainGit, testEnvironment } from "../../testing/git-world.ts";
import { makeClone } from "../../testing/made-clone.ts";
import { firstParents, graphActs, makeGraph, type ReleaseGraph } from "../../testing/release-graph.ts";
import { keptIn, keptNowhere } from "./kept-folder.ts";
import { openLocalClone } from "./local-clone.ts";

let folder = "";
const processes = openProcesses(process.env);
const clones: LocalClone[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-clone-"));
});
afterAll(() => {
  for (const clone of clones) clone.close();
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened = (path: string, kept = keptNowhere): LocalClone => {
  const clone = openLocalClone({ processes, path, place: path, keptFor: () => kept });
  clones.push(clone);
  return clone;
};
const fresh = (): string => mkdtempSync(join(folder, "at-"));
/** Clocks of people: in order, all equal, or each as it likes, before 1970 and after 2099 too. */
const clocks = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constant(() => 1_600_000_000) },
  {
    weight: 1,
    arbitrary: fc.array(fc.integer({ min: 0, max: 4_200_000_000 }), { minLength: 64, maxLength: 64 }).map(
      (dates) =>
        (at: number): number =>
          dates[at % 64] ?? 0,
    ),
  },
);

const commonOf = (graph: ReleaseGraph, one: string, other: string): string | undefined => {
  const theirs = new Set(firstParents(graph, other));
  return firstParents(graph, one).find((id) => theirs.has(id));
};

describe("where a release branch began", () => {
  test("is found on first-parent chains on any graph and by any clock, also where it was merged back and the merge base is another", async () => {
    const seen = { merged: 0, otherwise: 0 };
    await fc.assert(
      fc.asyncProperty(graphActs(), clocks, async (acts, clock) => {
        const at = fresh();
        const graph = await makeGraph(join(at, "repository.git"), acts, clock);
        const { lines, close } = opened(graph.folder);
        for (const tip of [...graph.branches, ...graph.tags.values()].slice(0, 6)) {
          const wanted = commonOf(graph, tip, graph.main);
          expect(await lines.branchPoint(tip, graph.main)).toBe(wanted);
          const base = plainGit([`--git-dir=${graph.folder}`, "merge-base", tip, graph.main]);
          if (base === tip && wanted !== tip) seen.merged += 1;
          if (base !== wanted) seen.otherwise += 1;
        }
        close();
        rmSync(at, { recursive: true });
      }),
      { numRuns: 100 },
    );
    expect(seen.merged).toBeGreaterThan(5);
    expect(seen.otherwise).toBeGreaterThanOrEqual(seen.merged);
  }, 120_000);

  test("is nowhere for two roots", async () => {
    const at = fresh();
    const graph = await makeGraph(join(at, "one.git"), []);
    const other = await makeGraph(join(at, "other.git"), [{ is: "commit", on: 0 }]);
    plainGit([`--git-dir=${graph.folder}`, "fetch", "--quiet", other.folder, `+${other.main}:refs/heads/other`]);
    const orphan = plainGit([
      `--git-dir=${graph.folder}`,
      "commit-tree",
      "-m",
      "another root",
      plainGit([`--git-dir=${graph.folder}`, "mktree"]),
    ]);
    expect(await opened(graph.folder).lines.branchPoint(graph.main, orphan)).toBeUndefined();
    expect(await opened(graph.folder).lines.related(graph.main, orphan)).toBe(false);
  });
});

describe("the release that a line left last", () => {
  test("is the one whose first-parent chain leaves it nearest, the first of several, on any graph", async () => {
    await fc.assert(
      fc.asyncProperty(graphActs(), async (acts) => {
        const at = fresh();
        const graph = await makeGraph(join(at, "repository.git"), acts);
        const tags = releasesIn([...graph.tags.keys()], "v{version}").map(({ tag }) => tag);
        const { lines, close } = opened(graph.folder);
        for (const to of [graph.main, ...graph.branches]) {
          const chain = firstParents(graph, to);
          const left = tags.map((tag) => ({ tag, at: chain.indexOf(commonOf(graph, to, graph.tags.get(tag) ?? "") ?? "") }));
          const nearest = left.filter((each) => each.at >= 0).sort((a, b) => a.at - b.at)[0];
          const commits = tags.map((tag) => graph.tags.get(tag) ?? "");
          expect(await lines.nearest(to, commits)).toBe(graph.tags.get(nearest?.tag ?? ""));
        }
        close();
        rmSync(at, { recursive: true });
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test("is kept with the question: another one is asked anew, and what is no answer counts for nothing", async () => {
    const made = makeClone(fresh());
    const [one, other] = [made.commit("feat: one"), made.commit("feat: other")];
    const to = made.commit("feat: more");
    const keeping = keptIn(join(fresh(), "cache"));
    const { lines, close } = opened(made.path, keeping);
    expect(await lines.nearest(to, [one, other])).toBe(other);
    // What is kept is what is told, and git is not asked.
    keeping.write(`${to}.nearest`, [one, one, other].join("\n"));
    expect(await lines.nearest(to, [one, other])).toBe(one);
    expect(await lines.nearest(to, [other, one])).toBe(other);
    expect(keeping.read(`${to}.nearest`)).toBe([other, other, one].join("\n"));
    for (const damaged of ["", other, `${to}\n${one}\n${other}`, `${one}\n${one}\n${other}\n`]) {
      keeping.write(`${to}.nearest`, damaged);
      expect(await lines.nearest(to, [one, other]), damaged).toBe(other);
    }
    const lonely = made.git("commit-tree", "-m", "fix: alone", "HEAD^{tree}");
    expect(await lines.nearest(to, [lonely])).toBe(undefined);
    expect(await lines.nearest(to, [lonely])).toBe(undefined);
    close();
  });
});

const collected = async (clone: LocalClone, range: { readonly to: string; readonly from?: string }) => {
  const commits: RawCommit[] = [];
  await clone.history.log(range, (some) => void commits.push(...some));
  return commits;
};

describe("a range", () => {
  test("comes in the order of git log, and what only the other side has is told apart", async () => {
    await fc.assert(
      fc.asyncProperty(graphActs(), clocks, fc.nat(), fc.nat(), async (acts, clock, one, other) => {
        const at = fresh();
        const graph = await makeGraph(join(at, "repository.git"), acts, clock);
        const all = [graph.main, ...graph.branches, ...graph.tags.values()];
        const [from = "", to = ""] = [all[one % all.length], all[other % all.length]];
        const clone = opened(graph.folder);
        const commits = await collected(clone, { from, to });
        const log = (range: string): string[] =>
          plainGit([`--git-dir=${graph.folder}`, "log", "--format=%H", range])
            .split("\n")
            .filter(Boolean);
        expect(commits.filter(({ isLeft }) => isLeft !== true).map(({ id }) => id)).toEqual(log(`${from}..${to}`));
        expect(
          commits
            .filter(({ isLeft }) => isLeft === true)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(log(`${to}..${from}`).sort());
        clone.close();
        rmSync(at, { recursive: true });
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

/** A clone of a few commits by several people. */
const small = (): {
  readonly path: string;
  readonly git: (...argv: string[]) => string;
  readonly grow: (name: string, email: string) => string;
} => {
  const path = join(fresh(), "clone");
  plainGit(["init", "--quiet", "--initial-branch=main", path]);
  const git = (...argv: string[]): string => plainGit(["-C", path, ...argv]);
  const grow = (name: string, email: string): string => {
    plainGit(["-C", path, "commit", "--quiet", "--allow-empty", "--message", `by ${name}`], {
      env: { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
    });
    return git("rev-parse", "HEAD");
  };
  grow("Ana Example", "Ana@example.com");
  return { path, git, grow };
};

describe("authors that are remembered", () => {
  const known = async (clone: LocalClone, upTo: string) => [...(await clone.history.authors(upTo)).names].sort();

  test("are extended by what is new, and read anew where history was rewritten", async () => {
    const { path, git, grow } = small();
    const cache = join(fresh(), "cache");
    const clone = opened(path, keptIn(cache));
    const first = git("rev-parse", "HEAD");
    const second = grow("Ben", "ben@example.com");
    expect(await known(clone, second)).toEqual(["Ana Example", "Ben"]);
    const third = grow("Cleo", "cleo@example.com");
    expect(await known(clone, third)).toEqual(["Ana Example", "Ben", "Cleo"]);
    git("reset", "--quiet", "--hard", first);
    const rewritten = grow("Dora", "dora@example.com");
    expect(await known(clone, rewritten)).toEqual(["Ana Example", "Dora"]);
    expect(await known(clone, second)).toEqual(["Ana Example", "Ben"]);
    expect(readdirSync(cache).filter((name) => name.endsWith(".authors"))).toHaveLength(3);
  });

  test("are taken from where they are kept, without a look at the history", async () => {
    const { path, git } = small();
    const cache = join(fresh(), "cache");
    const clone = opened(path, keptIn(cache));
    const head = git("rev-parse", "HEAD");
    await known(clone, head);
    const [file = ""] = readdirSync(cache);
    writeFileSync(join(cache, file), "1 1\nsomebody@example.com\nSomebody");
    expect(await known(clone, head)).toEqual(["Somebody"]);
  });

  test.each(["", "1 1\nonly half", "{}", "x y\n", "-1 2\na"])("are read again where what is kept is %j", async (text) => {
    const { path, git } = small();
    const cache = join(fresh(), "cache");
    const clone = opened(path, keptIn(cache));
    const head = git("rev-parse", "HEAD");
    await known(clone, head);
    const [file = ""] = readdirSync(cache);
    writeFileSync(join(cache, file), text);
    expect(await known(clone, head)).toEqual(["Ana Example"]);
  });

  test("another .mailmap is another case", async () => {
    const { path, git, grow } = small();
    const clone = opened(path, keptIn(join(fresh(), "cache")));
    expect(await known(clone, git("rev-parse", "HEAD"))).toEqual(["Ana Example"]);
    writeFileSync(join(path, ".mailmap"), "Ana Married <ana@new.example> <ana@example.com>\n");
    git("add", ".mailmap");
    expect(await known(clone, grow("Ben", "ben@example.com"))).toEqual(["Ana Example", "Ana Married", "Ben"]);
  });

  test("a folder that cannot be made is only slower", async () => {
    const { path, git } = small();
    writeFileSync(join(folder, "in-the-way"), "");
    expect(await known(opened(path, keptIn(join(folder, "in-the-way", "cache"))), git("rev-parse", "HEAD"))).toEqual(["Ana Example"]);
  });

  test("only the newest files are kept", async () => {
    const { path, git, grow } = small();
    const cache = join(fresh(), "cache");
    const clone = opened(path, keptIn(cache));
    for (let at = 0; at < 20; at += 1) await known(clone, grow(`Person ${at}`, `p${at}@example.com`));
    expect(readdirSync(cache).length).toBeLessThanOrEqual(16);
    expect(await known(clone, git("rev-parse", "HEAD"))).toHaveLength(21);
  });
});

describe("somebody's own clone", () => {
  test("people are the mailmap's of the commit, and nobody's beside it", async () => {
    const { path, git } = small();
    const cwd = process.cwd();
    writeFileSync(join(path, ".mailmap"), "Ana Married <ana@new.example> <ana@example.com>\n");
    process.chdir(path);
    try {
      const head = git("rev-parse", "HEAD");
      expect((await collected(opened(path), { to: head }))[0]?.mapped).toBeUndefined();
      git("add", ".mailmap");
      git("commit", "--quiet", "--message=map");
      const mapped = git("rev-parse", "HEAD");
      expect((await collected(opened(path), { to: mapped })).at(-1)?.mapped).toEqual({ name: "Ana Married", email: "ana@new.example" });
      const people = [
        { name: "A", email: "ANA@example.com" },
        { name: "Zoë", email: "zoe@example.com" },
        { name: "x\ny <z>", email: "" },
      ];
      expect(await opened(path).comparison.mapped(people, mapped)).toEqual([
        { name: "Ana Married", email: "ana@new.example" },
        ...people.slice(1),
      ]);
    } finally {
      process.chdir(cwd);
    }
  });

  test("picks are known by what they change", async () => {
    const { path, git } = small();
    const write = (text: string, message: string): string => {
      writeFileSync(join(path, "file"), text);
      git("add", "file");
      git("commit", "--quiet", "--message", message);
      return git("rev-parse", "HEAD");
    };
    const first = write("one\n", "fix: one");
    git("checkout", "--quiet", "--orphan", "other");
    git("rm", "-rf", "--quiet", ".");
    const again = write("one\n", "fix: the same (#2)");
    const other = write("two\n", "fix: another");
    const patches = await opened(path).comparison.patches([first, again, other]);
    expect(patches.get(first)).toContain("+one");
    expect(patches.get(first)).toBe(patches.get(again));
    expect(patches.get(other)).not.toBe(patches.get(first));
    expect(await opened(path).comparison.patches([])).toEqual(new Map());
  });

  test("replacements and grafts change nothing", async () => {
    const { path, git, grow } = small();
    grow("Ben", "ben@example.com");
    const head = grow("Cleo", "cleo@example.com");
    const before = await collected(opened(path), { to: head });
    git("replace", "--graft", head);
    expect(await collected(opened(path), { to: head })).toEqual(before);
    git("replace", "--delete", head);
    writeFileSync(join(path, ".git/info/grafts"), `${head}\n`);
    expect(await collected(opened(path), { to: head })).toEqual(before);
    expect((await opened(path).refs.look()).altered).toBe(true);
  });

  test("names that are expressions, options or lines of a protocol name nothing", async () => {
    const { path, git } = small();
    const { refs } = opened(path);
    const head = git("rev-parse", "HEAD");
    expect(await refs.commitOf("refs/heads/main")).toBe(head);
    expect(await refs.commitOf(`${head.slice(0, 8)}^{commit}`)).toBeUndefined();
    for (const name of ["HEAD", "--help", "refs/heads/main\ninfo HEAD", "refs/heads/main:file", "main", "refs/heads/main@{1}", ":/by", ""])
      expect(await refs.commitOf(name), name).toBeUndefined();
  });

  test("a tag tells when it was made, and one on a tree names no commit", async () => {
    const { path, git } = small();
    git("tag", "--annotate", "--message=one", "v1");
    git("tag", "light");
    git("tag", "tree", "HEAD^{tree}");
    git("tag", "--annotate", "--message=nested", "nested", "v1");
    const { refs } = opened(path);
    const head = git("rev-parse", "HEAD");
    expect(await Promise.all(["v1", "light", "nested", "tree"].map((tag) => refs.commitOf(`refs/tags/${tag}`)))).toEqual([
      head,
      head,
      head,
      undefined,
    ]);
    expect(await Promise.all(["v1", "light", "gone"].map((tag) => refs.madeAt(`refs/tags/${tag}`)))).toEqual([
      1_635_000_000,
      1_635_000_000,
      undefined,
    ]);
    expect([...(await refs.containing(head, ["refs/tags/v1", "refs/tags/gone"]))]).toEqual(["refs/tags/v1"]);
  });
});

/** T01: settings that make some git command run a program while it shows history or compares files. */
const traps = [
  "diff.external",
  "diff.x.textconv",
  "diff.x.command",
  "core.pager",
  "pager.log",
  "core.fsmonitor",
  "gpg.program",
  "filter.x.clean",
  "log.showSignature",
];

describe("a hostile clone (T01)", () => {
  test("the trap is a real one: an ordinary `git diff` springs it", () => {
    const { path, git } = small();
    writeFileSync(join(path, "trap.sh"), `#!/bin/sh\ntouch ${join(path, "pwned")}\n`, { mode: 0o755 });
    git("config", "diff.external", join(path, "trap.sh"));
    writeFileSync(join(path, "file"), "1\n");
    git("add", "file");
    git("diff", "--cached", "--ext-diff");
    expect(existsSync(join(path, "pwned"))).toBe(true);
  });

  test("runs nothing and stays as it is, byte by byte", async () => {
    const { path, git, grow } = small();
    const trap = join(fresh(), "trap.sh");
    const canary = join(folder, "canary");
    writeFileSync(trap, `#!/bin/sh\ntouch ${canary}\nexit 0\n`);
    chmodSync(trap, 0o755);
    writeFileSync(join(path, ".gitattributes"), "* diff=x filter=x\n");
    writeFileSync(join(path, "file"), "1\n");
    git("add", ".");
    git("commit", "--quiet", "--message=fix: one");
    const before = git("rev-parse", "HEAD~1");
    const head = grow("Ben", "ben@example.com");
    mkdirSync(join(path, ".git/hooks"), { recursive: true });
    for (const key of traps)
      execFileSync("git", ["-C", path, "config", key, key === "log.showSignature" ? "true" : trap], { env: testEnvironment() });
    const bytes = printOf(join(path, ".git"));
    const clone = opened(path, keptIn(join(fresh(), "cache")));
    await clone.refs.look();
    await collected(clone, { from: before, to: head });
    await clone.history.logTxt({ from: before, to: head }, () => {});
    await clone.history.authors(head);
    await clone.history.lately(head);
    await clone.comparison.patches([head, git("rev-parse", "HEAD~1")]);
    await clone.comparison.authorsOf([head], head);
    await clone.lines.branchPoint(before, head);
    await clone.refs.taggedCommits();
    await clone.history.everything("graph", head)(() => {});
    clone.close();
    expect(existsSync(canary)).toBe(false);
    expect(printOf(join(path, ".git"))).toBe(bytes);
  });
});

/** Every name and byte below a folder. */
const printOf = (root: string): string =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map(
      (entry) =>
        `${join(entry.parentPath, entry.name)} ${entry.isFile() ? readFileSync(join(entry.parentPath, entry.name)).toString("base64") : ""}`,
    )
    .sort()
    .join("\n");
