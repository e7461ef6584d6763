import { expect } from "vitest";
import { worldRepository as app } from "../git-world.ts";
import { by, everyRef, type GitBench, type GitCase, mainOf, raised } from "./git-bench.ts";

const branch = "refs/heads/release-1.30.0";
const tag = "refs/tags/1.30.0";

const commitOn = (bench: GitBench, base: string, text = "x\n") =>
  bench.objects.commit(app, { base, files: [{ path: "CHANGELOG.md", text }], message: "docs: changelog", by });

export const looking: readonly GitCase[] = [
  {
    name: "shows a branch, with one object for both",
    run: async (bench) => {
      const id = mainOf(bench);
      expect(await bench.refs.look(app, "refs/heads/main")).toEqual({ ref: "refs/heads/main", object: id, commit: id });
    },
  },
  {
    name: "shows an annotated tag's object and the commit it points to",
    run: async ({ refs, world }) => {
      const [object, commit] = [world.bare(["rev-parse", "refs/tags/1.29.0"]), world.bare(["rev-parse", "refs/tags/1.29.0^{commit}"])];
      expect(object).not.toBe(commit);
      expect(await refs.look(app, "refs/tags/1.29.0")).toEqual({ ref: "refs/tags/1.29.0", object, commit });
    },
  },
  {
    name: "shows nothing for a ref that is not there, though another one ends like it",
    run: async (bench) => {
      bench.world.bare(["update-ref", "refs/heads/x/refs/heads/gone", mainOf(bench)]);
      bench.world.bare(["update-ref", "refs/heads/gone-too", mainOf(bench)]);
      expect(await bench.refs.look(app, "refs/heads/gone")).toBeUndefined();
    },
  },
  {
    name: "sees what was pushed by somebody else a moment ago",
    run: async ({ refs, world }) => {
      await refs.look(app, "refs/heads/main");
      const id = world.grow("main", { "README.md": "# New\n" });
      expect((await refs.look(app, "refs/heads/main"))?.object).toBe(id);
    },
  },
  {
    name: "lists the refs below a prefix by name, and no others",
    run: async (bench) => {
      for (const name of ["refs/heads/release-2", "refs/heads/release-1", "refs/heads/other", "refs/tags/release-3"]) {
        bench.world.bare(["update-ref", name, mainOf(bench)]);
      }
      expect((await bench.refs.list(app, "refs/heads/release-")).map(({ ref }) => ref)).toEqual([
        "refs/heads/release-1",
        "refs/heads/release-2",
      ]);
      expect((await bench.refs.list(app, "refs/tags/")).map(({ ref, object, commit }) => [ref, object === commit])).toEqual([
        ["refs/tags/1.29.0", false],
        ["refs/tags/release-3", true],
      ]);
    },
  },
  {
    name: "knows the default branch, also when it is not called main",
    run: async ({ refs, world }) => {
      expect(await refs.main(app)).toBe("refs/heads/main");
      world.grow("trunk", { "a.txt": "a" });
      world.bare(["symbolic-ref", "HEAD", "refs/heads/trunk"]);
      expect(await refs.main(app)).toBe("refs/heads/trunk");
    },
  },
  {
    name: "says which repository it cannot find",
    run: async ({ refs }) => {
      expect(await raised(refs.look("acme/none", "refs/heads/main"))).toMatchObject({
        code: "NOT_FOUND",
        text: expect.stringContaining("acme/none"),
      });
    },
  },
];

export const pushing: readonly GitCase[] = [
  {
    name: "makes a branch that is absent, once, and nothing else",
    run: async (bench) => {
      const id = mainOf(bench);
      const before = everyRef(bench);
      await bench.refs.push(app, { ref: branch, object: id, expect: "absent" });
      expect(everyRef(bench).split("\n")).toEqual([...before.split("\n"), `${id} commit\t${branch}`].sort(byRef));
      expect(bench.world.ledger.all().map(({ subject }) => subject)).toEqual([`${app} ${branch} ${id}`]);
    },
  },
  {
    name: "moves a branch forward from where it is",
    run: async (bench) => {
      const base = mainOf(bench);
      const next = await commitOn(bench, await commitOn(bench, base), "y\n");
      await bench.refs.push(app, { ref: "refs/heads/main", object: next, expect: base });
      expect(mainOf(bench)).toBe(next);
    },
  },
  {
    name: "pushes a tag object that did not exist",
    run: async (bench) => {
      const object = await bench.objects.tag(app, { name: "1.30.0", commit: mainOf(bench), message: "Version 1.30.0", by });
      await bench.refs.push(app, { ref: tag, object, expect: "absent" });
      expect(await bench.refs.look(app, tag)).toEqual({ ref: tag, object, commit: mainOf(bench) });
    },
  },
  {
    name: "is harmless when what is pushed is there already",
    run: async (bench) => {
      const push = { ref: branch, object: mainOf(bench), expect: "absent" } as const;
      await bench.refs.push(app, push);
      await bench.refs.push(app, push).catch(() => undefined);
      expect(bench.world.ledger.all()).toHaveLength(1);
    },
  },
  {
    name: "does not take a branch that somebody else made; only looking tells",
    run: async (bench) => {
      bench.world.bare(["update-ref", branch, `${mainOf(bench)}~1`]);
      const before = everyRef(bench);
      const problem = await raised(bench.refs.push(app, { ref: branch, object: mainOf(bench), expect: "absent" }));
      expect(problem).toMatchObject({ code: "GIT_FAILED", retry: "unknown" });
      expect(everyRef(bench)).toBe(before);
    },
  },
  {
    name: "does not push over what somebody else pushed meanwhile",
    run: async (bench) => {
      const base = mainOf(bench);
      const mine = await commitOn(bench, base);
      bench.world.grow("main", { "README.md": "# Theirs\n" });
      const before = everyRef(bench);
      expect(await raised(bench.refs.push(app, { ref: "refs/heads/main", object: mine, expect: base }))).toMatchObject({
        retry: "unknown",
      });
      expect(everyRef(bench)).toBe(before);
    },
  },
  {
    name: "refuses, before sending, an unrelated history although the lease holds",
    run: async (bench) => {
      const other = bench.world.grow("orphan", { "a.txt": "a" }, "feat: a", "none");
      const base = mainOf(bench);
      const problem = await raised(bench.refs.push(app, { ref: "refs/heads/main", object: other, expect: base }));
      expect(problem).toMatchObject({ code: "BRANCH_MOVED", retry: "never" });
      expect(mainOf(bench)).toBe(base);
    },
  },
  {
    name: "refuses, before sending, to move a branch back",
    run: async (bench) => {
      const base = mainOf(bench);
      const older = bench.world.bare(["rev-parse", `${base}~1`]);
      const problem = await raised(bench.refs.push(app, { ref: "refs/heads/main", object: older, expect: base }));
      expect(problem).toMatchObject({ code: "BRANCH_MOVED", retry: "never" });
      expect(mainOf(bench)).toBe(base);
    },
  },
];

const byRef = (a: string, b: string): number => ((a.split("\t")[1] ?? "") < (b.split("\t")[1] ?? "") ? -1 : 1);

/** A tag of 1.30.0 in eight situations (design T11): what is there before the push, whether it may end with our tag, and the error. */
const situations: readonly {
  readonly name: string;
  readonly there: (bench: GitBench, ours: string) => void;
  readonly expect?: (bench: GitBench, ours: string) => string;
  readonly code?: string;
}[] = [
  { name: "nothing is there", there: () => undefined },
  { name: "the same tag object is there", there: ({ world }, ours) => void world.bare(["update-ref", tag, ours]) },
  {
    name: "another tag object on the same commit is there",
    there: ({ world }) => void world.bare(["tag", "-a", "-m", "by hand", "1.30.0", "refs/heads/main"]),
    code: "GIT_FAILED",
  },
  {
    name: "a tag on another commit is there",
    there: ({ world }) => void world.bare(["tag", "-a", "-m", "Version 1.30.0", "1.30.0", "refs/heads/main~1"]),
    code: "GIT_FAILED",
  },
  { name: "a lightweight tag is there", there: ({ world }) => void world.bare(["tag", "1.30.0", "refs/heads/main"]), code: "GIT_FAILED" },
  {
    name: "a lightweight tag is there and the caller expects it",
    there: ({ world }) => void world.bare(["tag", "1.30.0", "refs/heads/main"]),
    expect: mainOf,
    code: "TAG_TAKEN",
  },
  {
    name: "ours is there and the caller expects it",
    there: ({ world }, ours) => void world.bare(["update-ref", tag, ours]),
    expect: (_, ours) => ours,
    code: "TAG_TAKEN",
  },
  { name: "the caller expects one that was deleted meanwhile", there: () => undefined, expect: mainOf, code: "TAG_TAKEN" },
];

export const tagging: readonly GitCase[] = situations.map(({ name, there, expect: expected, code }) => ({
  name: `never moves a tag: ${name}`,
  run: async (bench) => {
    const ours = await bench.objects.tag(app, { name: "1.30.0", commit: mainOf(bench), message: "Version 1.30.0", by });
    bench.world.bare(["mktag"], tagText(mainOf(bench)));
    there(bench, ours);
    const before = everyRef(bench);
    const push = bench.refs.push(app, { ref: tag, object: ours, expect: expected?.(bench, ours) ?? "absent" });
    if (code === undefined) {
      // Over its own object a push may fail or not: only what is there counts.
      await push.catch(() => undefined);
      expect((await bench.refs.look(app, tag))?.object).toBe(ours);
      return;
    }
    expect((await raised(push)).code).toBe(code);
    expect(everyRef(bench)).toBe(before);
  },
}));

const tagText = (commit: string): string =>
  `object ${commit}\ntype commit\ntag 1.30.0\ntagger ${by.name} <${by.email}> ${by.date} +0000\n\nVersion 1.30.0\n`;
