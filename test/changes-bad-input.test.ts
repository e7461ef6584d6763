import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { listChanges } from "../src/app/changes/list-changes.ts";
import { markdownHistory } from "../src/app/changes/render-history.ts";
import { writeHistory } from "../src/app/changes/write-history.ts";
import { keptNowhere } from "../src/connectors/git/kept-folder.ts";
import { openLocalClone } from "../src/connectors/git/local-clone.ts";
import type { LocalClone } from "../src/domain/ports/local-clone.ts";
import { openProcesses } from "../src/host/processes.ts";
import { plainGit, testEnvironment } from "../src/testing/git-world.ts";
import { type MadeClone, makeClone } from "../src/testing/made-clone.ts";
import { typeProduct } from "../src/testing/product-terminal.ts";
import { openSpool } from "../src/wiring/spool.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder = "";
const processes = openProcesses(process.env);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-odd-history-"));
});
afterAll(() => {
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const type = (cwd: string, ...argv: readonly string[]) =>
  typeProduct({ cwd, environment: { PATH: process.env["PATH"], HOME: folder } }, "changes", ...argv);

/** A clone with a release and one commit after it. */
const clone = (): MadeClone => {
  const made = makeClone(folder);
  made.commit("feat: one");
  made.tag("v1.0.0");
  made.commit("fix: two");
  return made;
};

/** Puts a commit with exactly these bytes behind its tree and parent lines on top of main. */
const putRaw = (made: MadeClone, rest: Buffer): void => {
  const head = Buffer.from(`tree ${made.git("rev-parse", "HEAD^{tree}")}\nparent ${made.git("rev-parse", "HEAD")}\n`);
  const argv = ["-C", made.path, "hash-object", "-t", "commit", "-w", "--stdin", "--literally"];
  const id = execFileSync("git", argv, { env: testEnvironment(), input: Buffer.concat([head, rest]) })
    .toString()
    .trim();
  made.git("update-ref", "refs/heads/main", id);
};

const raw = (author: string, message: string, more = ""): Buffer =>
  Buffer.from(`author ${author}\ncommitter ${author}\n${more}\n${message}`, "latin1");

const commits: readonly (readonly [name: string, rest: Buffer])[] = [
  ["texts that are no UTF-8", raw("J\xfcrgen <j@example.com> 1600020000 +0000", "fix: gr\xfcn \xff\xfe \xc0\xaf\n")],
  ["texts said to be latin-1", raw("J\xfcrgen <j@example.com> 1600020000 +0000", "fix: gr\xfcn\n", "encoding ISO-8859-1\n")],
  ["texts said to be in a code that nobody knows", raw("J <j@example.com> 1600020000 +0000", "fix: it\n", "encoding no-such-code\n")],
  ["NUL and control bytes", raw("A\x01\x1b[2J <a\x07@example.com> 1600020000 +0000", "fix: a\0b \x1b]0;t\x07 \x7f\n")],
  [
    "overrides of the reading direction",
    Buffer.from(`author \u202eAna <a@x> 1600020000 +0000\ncommitter x <x> 1 +0000\n\nfix: \u202etxt.exe \u2066\n`),
  ],
  ["no author to speak of", raw("", "fix: it\n")],
  ["an author without an address", raw("Ana", "fix: it\n")],
  ["an empty message", raw("Ana <ana@example.com> 1600020000 +0000", "")],
  ["a date before 1970", raw("Ana <ana@example.com> -86400 +0000", "fix: it\n")],
  ["a date in the far future", raw("Ana <ana@example.com> 99999999999999 +0000", "fix: it\n")],
  ["a date that is none", raw("Ana <ana@example.com> tomorrow +0000", "fix: it\n")],
  ["brackets in a name", raw("Ana <b> <ana@example.com> 1600020000 +0000", "fix: it\n")],
];

describe("a commit with", () => {
  test.each(commits)("%s is told in every form, and log.txt is git's own", async (_, rest) => {
    const made = clone();
    putRaw(made, rest);
    for (const argv of [[], ["--json"], ["--all"], ["--all", "--json"], ["1.1.0", "--log", "../log.txt"]]) {
      const { exit, out, error } = await type(made.path, ...argv);
      expect({ exit, error }, argv.join(" ")).toEqual({ exit: 0, error: "" });
      expect(controlsIn(out)).toEqual([]);
      if (argv.includes("--json")) JSON.parse(out);
      else expect(out).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
    }
    const argv = ["-C", made.path, "log", "--pretty=format:%s %ae", "refs/tags/v1.0.0..refs/heads/main"];
    expect(readFileSync(join(made.path, "../log.txt"))).toEqual(execFileSync("git", argv, { env: testEnvironment() }));
  });

  test("a subject of 50 MB costs a moment and little memory, and its end is not lost for the rest", async () => {
    const made = clone();
    putRaw(made, raw("Ana <ana@example.com> 1600020000 +0000", `feat: ${"x".repeat(50_000_000)} (#7)\n\nCloses #5\n`));
    made.commit("fix: three (#8)");
    let [longest, last] = [0, performance.now()];
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const [text, json, all] = [await type(made.path), await type(made.path, "--json"), await type(made.path, "--all")];
    clearInterval(timer);
    expect([text.exit, json.exit, all.exit]).toEqual([0, 0, 0]);
    expect(text.out.length).toBeLessThan(2000);
    expect(json.out.length).toBeLessThan(20_000);
    expect(all.out).toContain("- three (#8)");
    expect(JSON.parse(json.out).counts).toMatchObject({ commits: 3, changes: 3 });
    expect(longest).toBeLessThan(1000);
  });
});

const repositories: readonly (readonly [name: string, make: () => MadeClone, wanted: Readonly<Record<string, unknown>>])[] = [
  ["no repository", () => ({ ...clone(), path: mkdtempSync(join(folder, "none-")) }), { code: "NOT_A_REPOSITORY", exit: 8 }],
  ["a folder that is not there", () => ({ ...clone(), path: folder }), { code: "NOT_A_REPOSITORY", exit: 8 }],
  ["no commit", () => makeClone(folder), { code: "NO_COMMITS", exit: 8 }],
  [
    "a part of a history only",
    () => {
      const deep = clone();
      const path = join(mkdtempSync(join(folder, "shallow-")), "clone");
      plainGit(["clone", "--quiet", "--depth=1", `file://${deep.path}`, path]);
      return { ...deep, path };
    },
    { code: "SHALLOW_CLONE", exit: 8 },
  ],
];

describe("a clone with", () => {
  test.each(repositories)("%s is a clear error", async (name, make, wanted) => {
    const { path } = make();
    const words = name === "a folder that is not there" ? ["--repository", "gone"] : [];
    for (const argv of [["--json"], ["--all", "--json"]]) {
      const { out, exit } = await type(path, ...argv, ...words);
      const { error } = JSON.parse(out) as { readonly error: Readonly<Record<string, unknown>> };
      expect(error).toMatchObject(wanted);
      expect(exit).toBe(wanted["exit"]);
      expect(error["next"]).toMatch(/\w.*\w/);
    }
  });

  test("no tags is told whole, and the note says why", async () => {
    const made = makeClone(folder);
    made.commit("feat: one");
    made.commit("feat: two");
    const { out, exit } = await type(made.path);
    expect(exit).toBe(0);
    expect(out).toContain("2 changes in 2 commits");
    expect(out).toContain("note: there is no release on this line yet, so everything counts (tags of the form v{version})");
    expect(out).not.toContain("for the first time");
    expect((await type(made.path, "--all")).out).toContain("## Unreleased\n");
  });

  test("versions of four parts or with leading zeros is told whole, and the note names them", async () => {
    const made = makeClone(folder);
    made.commit("feat: one");
    for (const tag of ["1.2.3.4", "2021.01.05", "v1.2"]) made.git("tag", tag);
    made.commit("feat: two");
    expect((await type(made.path)).out).toMatch(/3 other tags, such as 1\.2\.3\.4, are of another form or name no version/);
    expect((await type(made.path, "--from", "2021.01.05")).out).toContain("1 change in 1 commit");
  });

  test("nothing new says so", async () => {
    const made = clone();
    made.tag("v1.1.0");
    const { out, exit } = await type(made.path);
    expect([exit, out]).toEqual([0, expect.stringContaining("0 changes in 0 commits")]);
    expect((await type(made.path, "--all")).out).not.toContain("Unreleased");
  });

  test("a replaced commit or grafts tells the history that everybody has, and says so", async () => {
    const made = clone();
    const plain = (await type(made.path)).out;
    made.git("replace", "--graft", "HEAD");
    const replaced = (await type(made.path)).out;
    expect(replaced.replace(/note: .*\n/, "")).toBe(plain);
    expect(replaced).toContain("note: this clone has grafts or replacements");
    made.git("replace", "--delete", made.git("rev-parse", "HEAD"));
    writeFileSync(join(made.path, ".git/info/grafts"), `${made.git("rev-parse", "HEAD")}\n`);
    expect((await type(made.path)).out.replace(/note: .*\n/, "")).toBe(plain);
  });

  test("two roots tells both, and clocks that lie change no section", async () => {
    const made = makeClone(folder);
    made.commit("feat: one", { date: 2_000_000_000 });
    made.git("checkout", "--quiet", "--orphan", "other");
    made.commit("feat: other root", { date: 10 });
    made.on("main");
    made.git("merge", "--quiet", "--allow-unrelated-histories", "--no-ff", "--message=Merge other", "other");
    made.tag("v1.0.0");
    made.commit("feat: two", { date: 100 });
    made.on("side", "main~1");
    made.commit("fix: side", { date: 50 });
    made.on("main");
    made.merge("side");
    expect((await type(made.path)).out).toMatch(/2 changes in 3 commits \(1 merge\)/);
    const { out } = await type(made.path, "--all");
    expect(out.replaceAll(/ \([0-9a-f]{9}\)/g, "").replaceAll(/ - \d{4}-\d\d-\d\d/g, "")).toBe(
      "# Changelog\n\n## Unreleased\n\n### Features\n\n- two\n\n### Fixes\n\n- side\n\n## 1.0.0\n\n### Features\n\n- other root\n- one\n",
    );
  });

  test("tags that are moved or deleted while it is read tells what it saw", async () => {
    const made = clone();
    made.commit("fix: three");
    const own = openLocalClone({ processes, path: made.path, place: ".", keptFor: () => keptNowhere });
    const moving = {
      ...own,
      lines: {
        ...own.lines,
        nearest: async (...asked: Parameters<typeof own.lines.nearest>) => {
          const found = await own.lines.nearest(...asked);
          made.git("tag", "--force", "v1.0.0", "HEAD");
          return found;
        },
      },
    };
    const moved = await listChanges([{ clone: moving, newcomers: true }]);
    expect(moved.repositories[0]).toMatchObject({ commits: 2, from: { ref: "refs/tags/v1.0.0" } });
    own.close();

    const gone = clone();
    const other = openLocalClone({ processes, path: gone.path, place: ".", keptFor: () => keptNowhere });
    await other.refs.look();
    gone.git("tag", "--delete", "v1.0.0");
    const deleted = await listChanges([{ clone: other, newcomers: true }]);
    expect(deleted.repositories[0]).toMatchObject({ commits: 2, from: undefined });
    expect(deleted.repositories[0]?.notes).toContain("refs/tags/v1.0.0 names no commit and is left out");
    other.close();
  });

  test("a head that is set back while the whole history is read tells what it saw", async () => {
    const made = clone();
    const own = openLocalClone({ processes, path: made.path, place: ".", keptFor: () => keptNowhere });
    await own.refs.look();
    made.git("reset", "--quiet", "--hard", "HEAD~1");
    expect(await historyOf(own)).toContain("## Unreleased\n\n### Fixes\n\n- two");
    own.close();
  });

  test("a commit that is told before one that builds on it makes it read again in the graph's order", async () => {
    const made = clone();
    const own = openLocalClone({ processes, path: made.path, place: ".", keptFor: () => keptNowhere });
    const orders: string[] = [];
    const reversed: LocalClone = {
      ...own,
      history: {
        ...own.history,
        everything: (order, head) => {
          orders.push(order);
          const reading = own.history.everything(order, head);
          if (order === "graph") return reading;
          return async (take) => {
            const told: Parameters<typeof take>[] = [];
            await reading((...commit) => void told.push(commit));
            for (const commit of told.reverse()) take(...commit);
          };
        },
      },
    };
    expect(await historyOf(reversed)).toBe(await historyOf(own));
    expect(orders).toEqual(["date", "graph"]);
    own.close();
  });
});

const historyOf = async (clone: LocalClone): Promise<string> => {
  const spool = openSpool();
  let text = "";
  await writeHistory({
    clone,
    tag: undefined,
    spool,
    rendering: markdownHistory,
    give: async (bytes) => {
      text += Buffer.from(bytes).toString("utf8");
    },
    tell: () => {},
  });
  spool.close();
  return text;
};

const controlsIn = (text: string): readonly string[] => [...text].filter((character) => character < " " && !"\n\t".includes(character));

test("words that nobody understands are told at once, although git has begun to read a long history", async () => {
  const programs = mkdtempSync(join(folder, "slow-"));
  writeFileSync(join(programs, "git"), '#!/bin/sh\ncase "$*" in *" log "*) exec sleep 50;; esac\nexit 0\n', { mode: 0o755 });
  const environment = { PATH: `${programs}:${process.env["PATH"]}`, HOME: folder };
  const script = `import(${JSON.stringify(join(import.meta.dirname, "../src/main.ts"))}).then(async ({ main }) => { process.exitCode = await main(["changes", "--all", "--nonsense"]); });`;
  const told = spawnSync(process.execPath, ["--eval", script], { cwd: folder, env: environment, encoding: "utf8", timeout: 25_000 });
  expect(told).toMatchObject({ signal: null, status: 2, stderr: expect.stringContaining('no option "--nonsense"') });
});
