import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { plainGit, testEnvironment } from "../src/testing/git-world.ts";
import { hostileTexts } from "../src/testing/hostile-texts.ts";
import { type MadeClone, makeClone } from "../src/testing/made-clone.ts";
import { typeProduct } from "../src/testing/product-terminal.ts";
import { openShelf, repositories, repositoryOf, stageIn } from "../src/testing/staged-release.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder = "";
const shelf = openShelf();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-changes-"));
});
afterAll(async () => {
  await shelf.end();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({ PATH: process.env["PATH"], HOME: folder });
const changes = (cwd: string, ...argv: readonly string[]) => typeProduct({ cwd, environment: environment() }, "changes", ...argv);
/** The one document that was printed. */
const documentOf = async (cwd: string, ...argv: readonly string[]): Promise<Document> => {
  const { out, error } = await changes(cwd, ...argv, "--json");
  expect(error).toBe("");
  return JSON.parse(out) as Document;
};

interface Document {
  readonly ok?: boolean;
  readonly error?: { readonly code: string; readonly exit: number; readonly what: string };
  readonly counts: Readonly<Record<string, number>>;
  readonly repositories: readonly {
    readonly from: { readonly ref: string; readonly version: string } | null;
    readonly to: { readonly ref: string };
    readonly notes: readonly string[];
    readonly changes: readonly Readonly<Record<string, unknown>>[];
  }[];
  readonly people: readonly Readonly<Record<string, unknown>>[];
}

/** A shop between 1.0.0 and 1.1.0, with everybody and everything that a list of changes knows. */
const shop = (): MadeClone => {
  const made = makeClone(folder);
  made.git("remote", "add", "origin", "https://github.com/acme/shop.git");
  const ana = ["Ana Example", "ana@acme.com"] as const;
  for (const each of [1, 2, 3]) made.commit(`feat: number ${each} (#${each})`, { author: ana, files: { [`file-${each}`]: `${each}\n` } });
  made.commit("fix: first of Ben", { author: ["Ben", "ben@example.com"] });
  made.tag("v1.0.0");
  made.on("release-1.1.0", "main");
  made.commit("feat(api)!: page the list (#12)\n\nCo-authored-by: Cleo <7+cleo-c@users.noreply.github.com>\nCloses #5", {
    author: ["Łucja", "3+lucja@users.noreply.github.com"],
  });
  made.commit("fix: door (#13)", { author: ["Ben", "ben@elsewhere.example"], files: { door: "open\n" } });
  made.commit("chore: oops (#14)", { author: ana });
  made.commit('Revert "chore: oops (#14)" (#15)', { author: ana });
  made.commit("chore(deps): bump left from 1 to 2 (#16)", {
    author: ["dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"],
  });
  made.tag("v1.1.0");
  made.on("main");
  made.commit("feat: only on main (#20)", { author: ana });
  return made;
};

describe("what is new, typed", () => {
  test("is told by category, with who did it and who is new", async () => {
    const { out, exit } = await changes(shop().path, "1.1.0");
    expect(exit).toBe(0);
    expect(out.replaceAll(/\b[0-9a-f]{12}\b/g, "…")).toMatchInlineSnapshot(`
      "acme/shop  1.0.0 → 1.1.0
      refs/tags/v1.0.0 (…) up to refs/tags/v1.1.0 (…); left the main branch at …
      3 changes in 5 commits (2 that cancel each other)

      Breaking changes
        api: page the list (#12)  Łucja, Cleo  closes #5

      Fixes
        door (#13)  Ben

      Dependencies
        deps: bump left from 1 to 2 (#16)  dependabot[bot]

      People  3 from outside, 1 staff, 1 bot, 1 for the first time, 2 doubtful
        from outside  Łucja @lucja  1 commit  for the first time
        from outside  Ben  1 commit  perhaps for the first time: look
        from outside  Cleo @cleo-c  co-author of 1  perhaps for the first time: look
        staff         Ana Example  2 commits
        bot           dependabot[bot] @dependabot[bot]  1 commit
      "
    `);
  });

  test("is one document with --json, counts as git counts them", async () => {
    const made = shop();
    const { ok, counts, repositories: found, people } = await documentOf(made.path, "1.1.0");
    expect(ok).toBe(true);
    expect(counts).toEqual({ commits: 5, merges: 0, changes: 3, authors: 4, bots: 1, firstTime: 1, doubtful: 1 });
    expect(found[0]).toMatchObject({
      place: ".",
      name: "acme/shop",
      from: { ref: "refs/tags/v1.0.0", version: "1.0.0", commit: made.git("rev-parse", "v1.0.0^{commit}") },
      to: { ref: "refs/tags/v1.1.0", version: "1.1.0", commit: made.git("rev-parse", "v1.1.0^{commit}") },
      branchPoint: made.git("rev-parse", "v1.0.0^{commit}"),
      commits: 5,
      notes: [],
    });
    expect(found[0]?.changes.at(-1)).toMatchObject({
      told: true,
      summary: "page the list",
      category: "breaking",
      type: "feat",
      scope: "api",
      breaking: true,
      pull: 12,
      issues: [5],
      author: { name: "Łucja", email: "3+lucja@users.noreply.github.com" },
      credits: [{ name: "Łucja" }, { name: "Cleo" }],
      standing: { is: "stands" },
      released: false,
    });
    expect(people.map(({ name, handle, kind, newcomer }) => [name, handle, kind, newcomer])).toEqual([
      ["Ana Example", undefined, "staff", "known"],
      ["Łucja", "lucja", "external", "first-time"],
      ["dependabot[bot]", "dependabot[bot]", "bot", "known"],
      ["Ben", undefined, "external", "doubtful"],
      ["Cleo", "cleo-c", "external", "doubtful"],
    ]);
  });

  test("leaves out who is new on wish, and needs no repository but the folder", async () => {
    const { counts } = await documentOf(shop().path, "--no-newcomers");
    expect(counts).toMatchObject({ commits: 1, authors: 1 });
    expect(counts).not.toHaveProperty("firstTime");
  });

  test("log.txt is what git would have written with the right names, byte for byte", async () => {
    const made = shop();
    const [tree, ...parents] = ["HEAD^{tree}", "HEAD", "v1.1.0^{commit}"].map((name) => made.git("rev-parse", name));
    const who = "J\u00fcrgen <A@x> 1600090000 +0000";
    const head = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author ${who}`,
      `committer ${who}`,
      "",
      "fix: gr\u00fcn \u001b[2J\n",
    ];
    const id = plainGit(["-C", made.path, "hash-object", "-t", "commit", "-w", "--stdin"], {
      input: Buffer.from(head.join("\n"), "latin1"),
    });
    made.git("update-ref", "refs/heads/main", id);
    const at = mkdtempSync(join(folder, "at-"));
    const { out } = await changes(at, "--repository", made.path, "--from", "1.0.0", "--log", "log.txt");
    const wanted = execFileSync("git", ["-C", made.path, "log", "--pretty=format:%s %ae", "refs/tags/v1.0.0..refs/heads/main"], {
      env: testEnvironment(),
    });
    expect(readFileSync(join(at, "log.txt"))).toEqual(wanted);
    expect(wanted.includes(Buffer.from([0xfc]))).toBe(true);
    expect(out).toContain(`Wrote log.txt: ${wanted.length} bytes`);
    expect(out).not.toContain("\u001b");
  });

  test("a configuration says who is staff and which tags are releases; --tag looks at another package", async () => {
    const made = shop();
    writeFileSync(
      join(made.path, "signalbox.yaml"),
      'train: shop\npeople: { ana: { roles: [captain] } }\nschedule: { every: month, release: last monday, freeze: friday of the week before, time-zone: UTC }\nrepository: { github: acme/shop, tag: "app-{version}" }\ncontributors: { staff: { domains: [elsewhere.example] }, bots: ["Łucja"] }\n',
    );
    mkdirSync(join(made.path, "inside"));
    made.git("tag", "app-0.9.0", "v1.0.0~1");
    made.git("tag", "plugin@2.0.0", "main~1");
    const found = await documentOf(join(made.path, "inside"), "--to", "v1.1.0");
    expect(found.repositories[0]?.from?.ref).toBe("refs/tags/app-0.9.0");
    expect(Object.fromEntries(found.people.map(({ name, kind }) => [name, kind]))).toMatchObject({
      Łucja: "bot",
      Ben: "staff",
      "Ana Example": "external",
    });
    expect((await documentOf(made.path, "--tag", "plugin@{version}")).repositories[0]?.from?.ref).toBe("refs/tags/plugin@2.0.0");
  });

  test("over several repositories one person is one, and new only where they are new in all", async () => {
    const [app, plugin] = [shop(), makeClone(folder)];
    plugin.commit("feat: base", { author: ["Łucja", "lucja@private.example"] });
    plugin.tag("v0.1.0");
    plugin.commit("feat: more", { author: ["Łucja", "3+lucja@users.noreply.github.com"] });
    plugin.commit("feat: yet more", { author: ["Dora", "dora@example.com"] });
    const { counts, people, repositories: found } = await documentOf(app.path, "1.1.0", "--repository", ".", "--repository", plugin.path);
    expect(found.map(({ from }) => from?.version)).toEqual(["1.0.0", "0.1.0"]);
    expect(counts).toMatchObject({ commits: 7, authors: 5, firstTime: 1 });
    expect(people.filter(({ name }) => name === "Łucja")).toMatchObject([{ commits: 2, newcomer: "doubtful" }]);
    expect(people.find(({ name }) => name === "Dora")).toMatchObject({ newcomer: "first-time" });
    const ranged = await documentOf(app.path, "1.1.0", "--repository", ".", "--repository", `${plugin.path}=v0.1.0..main~1`);
    expect(ranged.counts).toMatchObject({ commits: 6 });
  });

  test("leaves the clone as it is, and remembers authors elsewhere", async () => {
    const made = shop();
    const before = printOf(made.path);
    await changes(made.path, "1.1.0");
    await changes(made.path, "--all");
    expect(printOf(made.path)).toBe(before);
    const kept = readdirSync(join(folder, ".cache/signalbox/clones"), { recursive: true }).map(String);
    expect(kept.some((name) => name.includes(made.git("rev-parse", "v1.0.0^{commit}")))).toBe(true);
    const state = mkdtempSync(join(folder, "state-"));
    await changes(made.path, "1.1.0", "--state", state);
    expect(readdirSync(join(state, "cache/clones"))).toHaveLength(1);
  });

  test("labels are the forge's where there is one, and a forge that fails is only told", async () => {
    const world = shelf.folder();
    await (await stageIn(world)).close();
    const staged = await shelf.stage(world);
    const path = join(mkdtempSync(join(folder, "clone-")), "posthog");
    plainGit(["clone", "--quiet", repositoryOf(world, repositories.main), path]);
    plainGit(["-C", path, "remote", "set-url", "origin", `https://github.com/${repositories.main}.git`]);
    const typed = (file: string) =>
      typeProduct(
        { cwd: folder, environment: { ...environment(), SIGNALBOX_WORLD: file } },
        ...["changes", "--repository", path, "--json", "--config"],
        join(import.meta.dirname, "../examples/posthog/signalbox.yaml"),
      );
    const { repositories: found } = JSON.parse((await typed(join(world, "world.json"))).out) as Document;
    expect(found[0]?.changes.filter(({ labels }) => (labels as readonly string[]).includes("highlight")).length).toBe(4);
    await staged.close();
    const failed = JSON.parse((await typed(join(world, "world.json"))).out) as Document;
    expect(failed.repositories[0]?.notes).toEqual([expect.stringMatching(/^labels are not known: GitHub did not answer/)]);
    expect(failed.counts["commits"]).toBeGreaterThan(100);
  });
});

/** Every name and byte below a folder, `.git` included. */
const printOf = (root: string): string => {
  const hash = createHash("sha256");
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }).sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)))
    hash.update(entry.isFile() ? readFileSync(pathOf(entry)) : "").update(`${pathOf(entry)}\0`);
  return hash.digest("hex");
};
const pathOf = (entry: { readonly parentPath: string; readonly name: string }): string => join(entry.parentPath, entry.name);

describe("the whole history, typed", () => {
  test("is a changelog: a section for each release, what is not released on top", async () => {
    const made = shop();
    made.git("tag", "v1.2.0-rc.1");
    expect((await changes(made.path, "--all")).out.replaceAll(/[0-9a-f]{40}|\b[0-9a-f]{9}\b/g, "…")).toMatchInlineSnapshot(`
      "# Changelog

      ## Unreleased

      ### Features

      - only on main ([#20](https://github.com/acme/shop/pull/20))

      ## 1.1.0 - 2020-09-13

      ### Breaking changes

      - **api:** page the list ([#12](https://github.com/acme/shop/pull/12))

      ### Fixes

      - door ([#13](https://github.com/acme/shop/pull/13))

      ### Dependencies

      - **deps:** bump left from 1 to 2 ([#16](https://github.com/acme/shop/pull/16))

      ## 1.0.0 - 2020-09-13

      ### Features

      - number 3 ([#3](https://github.com/acme/shop/pull/3))
      - number 2 ([#2](https://github.com/acme/shop/pull/2))
      - number 1 ([#1](https://github.com/acme/shop/pull/1))

      ### Fixes

      - first of Ben ([…](https://github.com/acme/shop/commit/…))
      "
    `);
  });

  test("goes to a file, or is one document with --json", async () => {
    const made = shop();
    const at = mkdtempSync(join(folder, "at-"));
    const { out } = await changes(at, "--repository", made.path, "--all", "--out", "CHANGELOG.md");
    expect(out).toBe("Wrote CHANGELOG.md: 8 changes of 10 commits in 2 releases.\n");
    expect(readFileSync(join(at, "CHANGELOG.md"), "utf8")).toBe((await changes(made.path, "--all")).out);
    const document = JSON.parse((await changes(made.path, "--all", "--json")).out) as Document & { readonly sections: readonly unknown[] };
    expect(document).toMatchObject({
      ok: true,
      name: "acme/shop",
      counts: { releases: 2, commits: 10, changes: 8 },
      sections: [
        { version: null, commits: 1, changes: [{ summary: "only on main", pull: 20, category: "feature" }, null] },
        { version: "1.1.0", tag: "v1.1.0", commits: 5 },
        { version: "1.0.0", date: "2020-09-13" },
      ],
    });
  });

  test("no subject becomes markup, a mention or a command to the terminal, in no output", async () => {
    const made = makeClone(folder);
    for (const text of hostileTexts) {
      const message = Buffer.from(`feat: x ${text.replaceAll("\0", "")}\n`);
      const id = plainGit(["-C", made.path, "commit-tree", "-F", "-", emptyTree(made), ...parentOf(made)], { input: message });
      made.git("update-ref", "refs/heads/main", id);
    }
    for (const argv of [[], ["--all"], ["--json"], ["--all", "--json"]]) {
      const { out } = await changes(made.path, ...argv);
      expect(controlsIn(out), argv.join(" ")).toEqual([]);
      if (argv.includes("--json")) JSON.parse(out);
      else expect(out).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
    }
    const { out } = await changes(made.path, "--all");
    expect(out).not.toMatch(/<script|<img|(?<!\\)\[x\]\(javascript|@everyone/);
  });
});

const emptyTree = (made: MadeClone): string => plainGit(["-C", made.path, "mktree"]);
const parentOf = (made: MadeClone): readonly string[] => {
  try {
    return ["-p", made.git("rev-parse", "--verify", "refs/heads/main")];
  } catch {
    return [];
  }
};

describe("words that do not fit", () => {
  test.each([
    [["--out", "x.md"], "--out goes with --all"],
    [["--all", "1.1.0"], "--all tells every version"],
    [["--all", "--from", "v1.0.0"], "--from does not go with --all"],
    [["--all", "--log", "x"], "--log does not go with --all"],
    [["--all", "--repository", "a", "--repository", "b"], "--repository does not go with --all"],
    [["--tag", "v"], "does not hold {version} once"],
    [["--log", "no/such/folder/log.txt"], "cannot be written: ENOENT"],
    [["--all", "--out", "no/such/folder/x.md"], "cannot be written: ENOENT"],
  ] as const)("%j", async (words, what) => {
    const { error } = await documentOf(shop().path, ...words);
    expect(error).toMatchObject({ code: "USAGE", exit: 2 });
    expect(error?.what).toContain(what);
  });
});

const controlsIn = (text: string): readonly string[] => [...text].filter((character) => character < " " && !"\n\t".includes(character));
