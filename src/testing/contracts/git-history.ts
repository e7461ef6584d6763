import { expect } from "vitest";
import type { History } from "../../domain/ports/git.ts";
import { worldRepository as app } from "../git-world.ts";
import { type GitCase, mainOf } from "./git-bench.ts";

export const remembering: readonly GitCase[] = [
  {
    name: "tells the commits of a range newest first, hostile words as they are",
    run: async ({ history, world }) => {
      const tag = world.bare(["rev-parse", "refs/tags/1.29.0^{commit}"]);
      const hostile = "fix: $(touch pwn) `id` <img src=x onerror=alert(1)> \u001b[2J\u202e %H%x00";
      const head = world.grow("main", { "README.md": "# x\n" }, `${hostile}\n\nbody\n\nmore`);
      const log = await history.log(app, { to: head, without: [tag] });
      expect(log.map(({ subject }) => subject)).toEqual([hostile, "feat: four (#2)"]);
      expect(log[0]).toMatchObject({
        id: head,
        author: { name: "Ana Example", email: "Ana@Example.com" },
        date: 1635000000,
        body: "body\n\nmore\n",
      });
      expect(await history.log(app, { to: tag, without: [head] })).toEqual([]);
      expect((await history.log(app, { to: head, without: [], most: 1 })).map(({ id }) => id)).toEqual([head]);
    },
  },
  {
    name: "never tells a parent before its child, whatever their dates say",
    run: async ({ history, world }) => {
      world.grow("side", { "side.txt": "1\n" }, "feat: side", "main");
      world.grow("main", { "main.txt": "1\n" }, "feat: main");
      const lines = ["main", "side"].map((branch) => world.bare(["rev-parse", `refs/heads/${branch}`]));
      const tree = world.bare(["rev-parse", "refs/heads/main^{tree}"]);
      const merge = world.bare(["commit-tree", tree, "-p", lines[0] ?? "", "-p", lines[1] ?? ""], "Merge side");
      world.bare(["update-ref", "refs/heads/main", merge]);
      const log = await history.log(app, { to: merge, without: [] });
      const place = new Map(log.map(({ id }, at) => [id, at]));
      expect(log[0]).toMatchObject({ id: merge, parents: lines });
      for (const { id, parents } of log) for (const one of parents) expect(place.get(one)).toBeGreaterThan(place.get(id) ?? 0);
    },
  },
  {
    name: "writes log.txt as the page's command does, in its order and before .mailmap",
    run: async ({ history, world }) => {
      const tag = world.bare(["rev-parse", "refs/tags/1.29.0^{commit}"]);
      const head = world.grow("main", { ".mailmap": "Ana Married <ana@new.example> <ana@example.com>\n" }, "feat: \u202emap");
      const bytes = await logOf(history, { to: head, without: [tag] });
      expect(bytes.toString()).toBe("feat: \u202emap Ana@Example.com\nfeat: four (#2) Ana@Example.com");
      expect(await logOf(history, { to: tag, without: [head] })).toHaveLength(0);
    },
  },
  {
    name: "knows every author so far by e-mail in lower case and by name, before and after .mailmap",
    run: async (bench) => {
      const first = await bench.history.authors(app, mainOf(bench));
      expect([[...first.emails], [...first.names]]).toEqual([["ana@example.com"], ["Ana Example"]]);
      const head = bench.world.grow("main", { ".mailmap": "Ana Married <ana@new.example> <ana@example.com>\n" });
      const next = await bench.history.authors(app, head);
      expect([[...next.emails].sort(), [...next.names].sort()]).toEqual([
        ["ana@example.com", "ana@new.example"],
        ["Ana Example", "Ana Married"],
      ]);
    },
  },
  {
    name: "tells who descends from whom",
    run: async ({ history, world }) => {
      const old = world.bare(["rev-parse", "refs/heads/main~1"]);
      const head = world.bare(["rev-parse", "refs/heads/main"]);
      const other = world.grow("orphan", { "a.txt": "a" }, "feat: a", "none");
      expect(await history.isAncestor(app, old, head)).toBe(true);
      expect(await history.isAncestor(app, head, head)).toBe(true);
      expect(await history.isAncestor(app, head, old)).toBe(false);
      expect(await history.isAncestor(app, other, head)).toBe(false);
    },
  },
  {
    name: "finds what one side lacks by its change, not its id, oldest first",
    run: async ({ history, world }) => {
      world.grow("release", { "r.txt": "r" }, "docs: release only", "main");
      const other = world.grow("release", { "fix.txt": "fix\n" }, "fix: carried over");
      world.grow("main", { "one.txt": "1" }, "feat: one");
      world.grow("main", { "fix.txt": "fix\n" }, "fix: the original");
      const on = world.grow("main", { "two.txt": "2" }, "feat: two");
      expect((await history.missingOn(app, { on, other })).map(({ subject }) => subject)).toEqual(["feat: one", "feat: two"]);
    },
  },
  {
    name: "names what a commit changed, and nothing for a merge",
    run: async ({ history, world }) => {
      const one = world.grow("side", { "a b/ä.txt": "1", "c.txt": "2" }, "feat: two files", "main");
      expect(await history.touched(app, one)).toEqual(["a b/ä.txt", "c.txt"]);
      const root = world.bare(["rev-list", "--max-parents=0", "refs/heads/main"]).split("\n")[0] ?? "";
      expect((await history.touched(app, root)).length).toBeGreaterThan(0);
      const main = world.bare(["rev-parse", "refs/heads/main"]);
      const tree = world.bare(["rev-parse", `${one}^{tree}`]);
      const merge = world.bare(["commit-tree", tree, "-p", main, "-p", one, "-m", "merge"]);
      world.bare(["update-ref", "refs/heads/merged", merge]);
      expect(await history.touched(app, merge)).toEqual([]);
    },
  },
  {
    name: "gives a commit's date in seconds",
    run: async (bench) => {
      expect(await bench.history.dateOf(app, mainOf(bench))).toBe(1_635_000_000);
    },
  },
];

const logOf = async (history: History, range: Parameters<History["logTxt"]>[1]): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  await history.logTxt(app, range, (some) => void pieces.push(some));
  return Buffer.concat(pieces);
};
