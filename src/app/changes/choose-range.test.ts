import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keptNowhere } from "../../connectors/git/kept-folder.ts";
import { openLocalClone } from "../../connectors/git/local-clone.ts";
import type { LocalClone } from "../../domain/ports/local-clone.ts";
import type { Train } from "../../domain/train.ts";
import { compareVersions, parseVersion, releasesIn, type Version } from "../../domain/version.ts";
import { openProcesses } from "../../host/processes.ts";
import { raised } from "../../testing/contracts/git-bench.ts";
import { type MadeClone, makeClone } from "../../testing/made-clone.ts";
import { graphActs, makeGraph, type ReleaseGraph } from "../../testing/release-graph.ts";
import { toyTrain } from "../../testing/toy-app.ts";
import { beginRange, chooseRange, type RangeWish } from "./choose-range.ts";
import { readChanges } from "./read-changes.ts";

let folder = "";
const processes = openProcesses(process.env);
const clones: LocalClone[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-range-"));
});
afterAll(() => {
  for (const clone of clones) clone.close();
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened = (path: string): LocalClone => {
  const clone = openLocalClone({ processes, path, place: "here", keptFor: () => keptNowhere });
  clones.push(clone);
  return clone;
};
const rules = { tag: "v{version}", branch: () => "release-{version}" };
const chosen = async (made: MadeClone, wish: RangeWish = {}, pattern = rules.tag) => {
  const clone = opened(made.path);
  const range = await chooseRange(clone, await clone.refs.look(), { ...rules, tag: pattern }, wish);
  return { since: range.from?.ref.replace("refs/tags/", ""), until: range.to.ref.replace("refs/", ""), notes: range.notes };
};
/** As the command reads it, which looks again where nothing is new. */
const since = async (made: MadeClone, wish: RangeWish = {}) => {
  const { from } = await readChanges({ clone: opened(made.path), tag: rules.tag, newcomers: false, ...wish }, () => {});
  return from?.ref.replace("refs/tags/", "");
};

/** main: 1.0.0, then 1.1.0 on a branch that has a patch 1.1.1; work goes on on main. */
const twoLines = (): MadeClone => {
  const made = makeClone(folder);
  made.commit("feat: one");
  made.tag("v1.0.0");
  made.commit("feat: two");
  made.on("release-1.1.0", "main");
  made.commit("chore: release");
  made.tag("v1.1.0");
  made.commit("fix: patched");
  made.tag("v1.1.1");
  made.on("main");
  made.commit("feat: three");
  return made;
};

describe("the previous release", () => {
  test("is the highest one below, its patches included, although it is on a branch of its own", async () => {
    expect(await chosen(twoLines())).toEqual({ since: "v1.1.1", until: "heads/main", notes: [] });
    expect((await chosen(twoLines(), { version: "1.2.0" })).since).toBe("v1.1.1");
    expect((await chosen(twoLines(), { version: "v1.1.2" })).since).toBe("v1.1.1");
    expect(await chosen(twoLines(), { version: "1.1.1" })).toEqual({ since: "v1.1.0", until: "tags/v1.1.1", notes: [] });
  });

  test("of a version that is not out is looked for from its branch, or from the branch that its series shares", async () => {
    const made = twoLines();
    made.on("release-1.1", "release-1.1.0");
    made.commit("fix: of the series");
    made.on("main");
    expect(await chosen(made, { version: "1.1.2" })).toEqual({ since: "v1.1.1", until: "heads/release-1.1", notes: [] });
    made.on("release-1.1.2", "v1.1.1");
    made.commit("fix: of its own");
    made.on("main");
    expect((await chosen(made, { version: "1.1.2" })).until).toBe("heads/release-1.1.2");
    expect((await chosen(made, { version: "1.11.0" })).until).toBe("heads/main");
  });

  test("has a next one by the train's rule, but not where a version is named, nor on an older line", async () => {
    const next = async (made: MadeClone, wish: RangeWish = {}, train: Train | undefined = toyTrain) =>
      (await readChanges({ clone: opened(made.path), train, tag: rules.tag, newcomers: false, ...wish }, () => {})).next;
    const made = twoLines();
    expect(await next(made)).toBe("1.2.0");
    expect(await next(made, {}, { ...toyTrain, version: { bump: "major" } })).toBe("2.0.0");
    expect(await next(made, { version: "1.2.0" })).toBeUndefined();
    expect(await next(made, { from: "v1.0.0" })).toBeUndefined();
    expect((await readChanges({ clone: opened(made.path), newcomers: false }, () => {})).next).toBeUndefined();
    made.on("old", "v1.0.0");
    made.commit("fix: old line");
    expect(await next(made, { to: "old" })).toBeUndefined();
  });

  test("is the one before the newest where nothing is new since that one, and a note says so", async () => {
    const made = twoLines();
    made.on("release-1.2.0", "main");
    made.commit("chore: release");
    made.tag("v1.2.0");
    made.on("main");
    const { from, next, notes } = await readChanges(
      { clone: opened(made.path), train: toyTrain, tag: rules.tag, newcomers: false },
      () => {},
    );
    expect([from?.version, next, notes]).toEqual(["1.1.1", undefined, ["nothing is new since 1.2.0, so this is what it brought"]]);
  });

  test("is not a later patch of an older line, neither for main nor for what was released before it", async () => {
    const made = twoLines();
    made.tag("v1.2.0");
    made.on("release-1.0.1", "v1.0.0");
    made.commit("fix: old line");
    made.tag("v1.0.1");
    made.on("release-1.1.0");
    made.commit("fix: patched late");
    made.tag("v1.1.2");
    made.on("main");
    made.commit("feat: four");
    expect((await chosen(made)).since).toBe("v1.2.0");
    // When 1.2.0 was tagged there was no 1.1.2, and when 1.1.0 was, no 1.0.1.
    expect((await chosen(made, { version: "1.2.0" })).since).toBe("v1.1.1");
    expect((await chosen(made, { version: "1.1.0" })).since).toBe("v1.0.0");
    expect((await chosen(made, { version: "1.1.2" })).since).toBe("v1.1.1");
  });

  test("is not a pre-release, a tag of another package, another form or a text that only looks like one", async () => {
    const made = twoLines();
    for (const tag of ["v1.2.0-rc.1", "v1.2.0-beta", "plugin@9.0.0", "1.9.0", "v1.9", "v1.9.0.1", "v01.9.0", "v1.9.0-1", "nightly"])
      made.git("tag", tag);
    made.commit("feat: four");
    expect((await chosen(made)).since).toBe("v1.1.1");
    expect((await chosen(made, { version: "1.2.0" })).since).toBe("v1.1.1");
    expect((await chosen(made, {}, "plugin@{version}")).since).toBe("plugin@9.0.0");
  });

  test("is not another line's next major, on main and on a maintenance branch", async () => {
    const made = twoLines();
    made.on("next", "v1.0.0");
    made.commit("feat!: all new");
    made.tag("v2.0.0");
    made.on("main");
    expect((await chosen(made)).since).toBe("v1.1.1");
    expect((await chosen(made, { to: "next" })).since).toBe("v2.0.0");
    made.on("release-1.1.0");
    made.commit("fix: more");
    expect((await chosen(made)).since).toBe("v1.1.1");
  });

  test("is the release that an older line begins at, not what main went on to from there", async () => {
    const made = makeClone(folder);
    made.commit("feat: one");
    made.tag("v1.0.0");
    made.on("stable", "main");
    made.commit("fix: of the old line");
    made.on("main");
    made.commit("feat: two");
    made.tag("v1.1.0");
    expect((await chosen(made, { to: "stable" })).since).toBe("v1.0.0");
    expect((await chosen(made)).since).toBe("v1.1.0");
    made.tag("v1.0.1", "stable");
    expect((await chosen(made, { to: "stable" })).since).toBe("v1.0.1");
  });

  test("is the highest of the releases that were cut from main at one place", async () => {
    const made = makeClone(folder);
    made.commit("feat: one");
    made.tag("v1.0.0");
    for (const [branch, version] of [
      ["release-1.1.0", "v1.1.0"],
      ["release-1.2.0", "v1.2.0"],
    ] as const) {
      made.on(branch, "main");
      made.commit(`chore: release ${version}`);
      made.tag(version);
    }
    made.on("release-1.3.0", "main");
    made.commit("fix: three");
    expect((await chosen(made, { to: "release-1.3.0" })).since).toBe("v1.2.0");
  });

  test("is right where the release branch was merged back", async () => {
    const made = twoLines();
    made.merge("release-1.1.0");
    made.commit("feat: four");
    expect((await chosen(made)).since).toBe("v1.1.1");
    made.on("release-1.2.0", "main");
    made.commit("chore: release");
    made.tag("v1.2.0");
    made.on("main");
    made.merge("release-1.2.0");
    expect(await since(made)).toBe("v1.2.0");
  });

  test("is one before an older commit that is looked at, not what was released from it later", async () => {
    const made = twoLines();
    made.tag("v1.2.0");
    expect(await since(made, { to: "main~1" })).toBe("v1.0.0");
    expect(await since(made, { to: "v1.0.0" })).toBeUndefined();
    expect(await since(made, { to: "v1.1.0" })).toBe("v1.0.0");
  });

  test("shares history with what is released; without one everything counts, and that is told", async () => {
    const made = makeClone(folder);
    made.commit("feat: one");
    made.git("checkout", "--quiet", "--orphan", "elsewhere");
    made.commit("feat: another root");
    made.tag("v0.9.0");
    made.on("main");
    expect(await chosen(made)).toMatchObject({
      since: undefined,
      notes: [expect.stringContaining("there is no release on this line yet")],
    });
    expect((await chosen(made, { version: "1.0.0" })).notes[0]).toContain("no release below 1.0.0");
  });

  test("a tag that names a tree is left out, and told", async () => {
    const made = twoLines();
    made.git("tag", "v1.1.9", "HEAD^{tree}");
    expect(await chosen(made, { version: "1.2.0" })).toMatchObject({
      since: "v1.1.1",
      notes: ["refs/tags/v1.1.9 names no commit and is left out"],
    });
    expect((await chosen(made)).since).toBe("v1.1.1");
  });

  test("what is known of the choice is told with what is read, also of a line that it did not fall on", async () => {
    const made = twoLines();
    made.git("tag", "v1.0.9", "HEAD^{tree}");
    const { from, notes } = await readChanges({ clone: opened(made.path), tag: rules.tag, newcomers: false }, () => {});
    expect([from?.version, notes]).toEqual(["1.1.1", ["refs/tags/v1.0.9 names no commit and is left out"]]);
  });

  test("only the main branch is read before the choice is settled: an older line would read all that was made since", async () => {
    const made = twoLines();
    made.on("release-1.0.0", "v1.0.0");
    made.commit("fix: late");
    const likely = async () => {
      const clone = opened(made.path);
      const choice = await beginRange(clone, await clone.refs.look(), rules, {});
      await choice.settled;
      return choice.likely?.from?.version;
    };
    expect(await likely()).toBeUndefined();
    made.on("main");
    expect(await likely()).toBe("1.1.1");
  });

  test("is the highest released below it by then, on any graph", async () => {
    await fc.assert(
      fc.asyncProperty(graphActs(), async (acts) => {
        const at = mkdtempSync(join(folder, "graph-"));
        const graph = await makeGraph(join(at, "repository.git"), acts);
        const clone = opened(graph.folder);
        const look = await clone.refs.look();
        for (const { tag, version } of releasesIn([...graph.tags.keys()], rules.tag)) {
          const range = await chooseRange(clone, look, rules, { version: tag.slice(1) });
          expect(range.to.ref).toBe(`refs/tags/${tag}`);
          expect(range.from?.ref).toBe(await before(graph, clone, tag, version));
        }
        clone.close();
        rmSync(at, { recursive: true });
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

/** Said again in other words: of all lower versions the highest whose tag was there, or whose commit is part of it. */
const before = async (graph: ReleaseGraph, clone: LocalClone, tag: string, version: Version): Promise<string | undefined> => {
  const made = await clone.refs.madeAt(`refs/tags/${tag}`);
  const inside = ancestors(graph, graph.tags.get(tag) ?? "");
  let best: string | undefined;
  for (const [name, commit] of graph.tags) {
    const other = parseVersion(name.slice(1));
    if (!name.startsWith("v") || other === undefined || other.pre.length > 0 || compareVersions(other, version) >= 0) continue;
    if (!inside.has(commit) && ((await clone.refs.madeAt(`refs/tags/${name}`)) ?? 0) > (made ?? 0)) continue;
    const [high] = best === undefined ? [] : [parseVersion(best.slice(1))];
    if (high === undefined || compareVersions(other, high) > 0) best = name;
  }
  return best === undefined ? undefined : `refs/tags/${best}`;
};

const ancestors = (graph: ReleaseGraph, from: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    open.push(...(graph.parents.get(at) ?? []));
  }
  return found;
};

describe("until", () => {
  test("is the version's tag, else its branch here or as last fetched, else what is checked out", async () => {
    const made = twoLines();
    expect((await chosen(made, { version: "1.1.0" })).until).toBe("tags/v1.1.0");
    made.on("release-1.2.0", "main");
    made.on("main");
    expect((await chosen(made, { version: "1.2.0" })).until).toBe("heads/release-1.2.0");
    made.git("update-ref", "refs/remotes/origin/release-1.3.0", "HEAD");
    expect((await chosen(made, { version: "1.3.0" })).until).toBe("remotes/origin/release-1.3.0");
    expect((await chosen(made, { version: "1.4.0" })).until).toBe("heads/main");
    made.git("checkout", "--quiet", "--detach");
    expect((await chosen(made)).until).toBe(made.git("rev-parse", "HEAD"));
  });
});

describe("a ref that was named", () => {
  const named = async (made: MadeClone, text: string) => (await chosen(made, { from: text, to: "main" })).since;

  test.each([
    ["v1.0.0", "v1.0.0"],
    ["refs/tags/v1.0.0", "v1.0.0"],
    ["1.0.0", "v1.0.0"],
    ["release-1.1.0", "refs/heads/release-1.1.0"],
  ])("%j is %s", async (text, ref) => expect(await named(twoLines(), text)).toBe(ref));

  test("may be an id, its beginning, or some steps before a ref", async () => {
    const made = twoLines();
    const parent = made.git("rev-parse", "main~1");
    for (const text of ["main~1", "HEAD^", "HEAD~", parent, parent.slice(0, 8), "refs/heads/main~1"])
      expect(await named(made, text)).toBe(parent);
  });

  test("is refused when a branch is named like a tag and is elsewhere; the whole name settles it", async () => {
    const made = twoLines();
    made.git("branch", "v1.0.0", "main");
    expect(await raised(named(made, "v1.0.0"))).toMatchObject({ code: "REF_AMBIGUOUS" });
    expect(await named(made, "refs/tags/v1.0.0")).toBe("v1.0.0");
    made.git("branch", "--force", "v1.0.0", "v1.0.0^{commit}");
    expect(await named(made, "v1.0.0")).toBe("v1.0.0");
  });

  test.each([
    ["gone", "REF_UNKNOWN"],
    ["v1.0", "REF_UNKNOWN"],
    ["v1.0.0~99", "REF_UNKNOWN"],
    ["--upload-pack=touch pwned", "REF_UNKNOWN"],
    ["-x", "REF_UNKNOWN"],
    ["main..gone", "REF_UNKNOWN"],
    ["main@{1}", "REF_UNKNOWN"],
    ["main:file", "REF_UNKNOWN"],
    ["HEAD\nHEAD", "REF_UNKNOWN"],
    ["\u202egnp", "REF_UNKNOWN"],
    ["", "REF_UNKNOWN"],
    ["tree", "REF_NO_COMMIT"],
    ["refs/tags/tree", "REF_NO_COMMIT"],
  ])("%j is %s", async (text, code) => {
    const made = twoLines();
    made.git("tag", "tree", "HEAD^{tree}");
    expect(await raised(named(made, text))).toMatchObject({ code, retry: "never" });
  });

  test.each([
    ["1.2", "patch number is missing"],
    ["1.02.0", "begins with 0"],
    ["1.2.3.4", "more than three numbers"],
    ["next", "not three numbers"],
  ])("version %j is refused: %s", async (version, reason) => {
    const failed = await raised(chosen(twoLines(), { version }));
    expect(failed).toMatchObject({ code: "VERSION_INVALID" });
    expect(failed.text).toContain(reason);
  });

  test("a repository without a commit has nothing to tell", async () => {
    const made = makeClone(folder);
    for (const wish of [{}, { version: "1.0.0" }, { to: "HEAD" }, { to: "HEAD~1" }])
      expect(await raised(chosen(made, wish))).toMatchObject({ code: "NO_COMMITS" });
  });
});
