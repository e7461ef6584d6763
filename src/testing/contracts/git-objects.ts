import { expect } from "vitest";
import { worldRepository as app } from "../git-world.ts";
import { by, everyRef, type GitBench, type GitCase, mainOf, raised } from "./git-bench.ts";

const deep = "src/deep/er/file.txt";

/** Adds to main what `grow` cannot: an executable, a symbolic link, a submodule, bytes that are no text. */
const strange = ({ world }: GitBench): string => {
  const lines = [
    "commit refs/heads/main\nmark :1\ncommitter Ana Example <ana@example.com> 1635000000 +0200\ndata 2\nx\nfrom refs/heads/main^0",
    "M 100755 inline run.sh\ndata 2\n:\n",
    "M 120000 inline link\ndata 10\n/etc/hosts",
    "M 120000 inline folder-link\ndata 3\nsrc",
    `M 160000 ${"1".repeat(40)} module`,
    `M 100644 ${world.bare(["hash-object", "-w", "--stdin", "--no-filters"], "caf\u00e9")} umlaut.txt`,
    `M 100644 ${world.bare(["hash-object", "-w", "--stdin", "--no-filters"], Buffer.from([0xff, 0xfe, 0x41]))} bytes.bin`,
    "get-mark :1\n",
  ];
  return world.bare(["fast-import", "--quiet", "--date-format=raw"], lines.join("\n"));
};

export const reading: readonly GitCase[] = [
  {
    name: "reads a file at a commit, and nothing where there is none",
    run: async (bench) => {
      const head = mainOf(bench);
      expect(await bench.objects.file(app, head, deep)).toBe("one\ntwo\nthree\nfour\n");
      expect(await bench.objects.file(app, bench.world.bare(["rev-parse", `${head}~1`]), deep)).toBe("one\ntwo\nthree\n");
      expect(await bench.objects.file(app, head, "src/none.txt")).toBeUndefined();
      expect(await bench.objects.file(app, strange(bench), "umlaut.txt")).toBe("caf\u00e9");
    },
  },
  {
    name: "refuses what is not a regular file",
    run: async (bench) => {
      const head = strange(bench);
      for (const path of [
        "bytes.bin",
        "link",
        "folder-link/deep/er/file.txt",
        "module",
        "src",
        "../etc/hosts",
        "/etc/hosts",
        `${deep}/x`,
      ]) {
        expect(await raised(bench.objects.file(app, head, path)), path).toMatchObject({ code: "FILE_UNSAFE", retry: "never" });
      }
    },
  },
  {
    name: "lists regular files that begin with a prefix, sorted",
    run: async (bench) => {
      const head = strange(bench);
      expect(await bench.objects.files(app, head, "")).toEqual(["README.md", "bytes.bin", "package.json", "run.sh", deep, "umlaut.txt"]);
      expect(await bench.objects.files(app, head, "src/deep/e")).toEqual([deep]);
      expect(await bench.objects.files(app, head, "none")).toEqual([]);
    },
  },
  {
    name: "says that an object is nowhere to be found",
    run: async ({ objects }) => {
      expect((await raised(objects.file(app, "1".repeat(40), "README.md"))).code).toBe("NOT_FOUND");
    },
  },
];

/** Makes it, pushes it and gives what the world then says of it. */
const written = async (bench: GitBench, base: string, files: readonly { readonly path: string; readonly text: string }[]) => {
  const wanted = { base, files, message: "chore: bump version to 1.30.0\n\nBody.", by };
  const id = await bench.objects.commit(app, wanted);
  await bench.refs.push(app, { ref: "refs/heads/made", object: id, expect: "absent" });
  return { id, wanted };
};

const unsafe = [
  "",
  "/x",
  "../x",
  "a/../x",
  "a//x",
  "./x",
  ".git/config",
  "a/.GIT/x",
  "git~1/x",
  ".git./x",
  "a\\x",
  "a\nx",
  "a\0x",
  ".g\u200cit/x",
  "C:/x",
];

export const committing: readonly GitCase[] = [
  {
    name: "writes files on a base and changes nothing else",
    run: async (bench) => {
      const base = strange(bench);
      const { id } = await written(bench, base, [
        { path: "run.sh", text: "echo 1\n" },
        { path: 'new/"quoted" é.txt', text: "new\n" },
        { path: deep, text: "" },
      ]);
      const raw = bench.world.bare(["-c", "core.quotePath=false", "diff-tree", "-r", "-z", "--no-renames", "--name-status", base, id]);
      expect(raw.split("\0").filter((word) => word !== "")).toEqual(["A", 'new/"quoted" é.txt', "M", "run.sh", "M", deep]);
      expect(bench.world.bare(["ls-tree", id, "run.sh"])).toMatch(/^100755 blob/);
      expect(bench.world.bare(["cat-file", "commit", id])).toMatch(
        new RegExp(
          `^tree .*\\nparent ${base}\\nauthor Signalbox <signalbox@example.com> ${by.date} \\+0000\\ncommitter Signalbox <signalbox@example.com> ${by.date} \\+0000\\n\\nchore: bump version to 1\\.30\\.0\\n\\nBody\\.$`,
        ),
      );
    },
  },
  {
    name: "gives the same id for the same input, and another for another",
    run: async (bench) => {
      const { id, wanted } = await written(bench, mainOf(bench), [{ path: "a.txt", text: "a" }]);
      expect(await bench.objects.commit(app, wanted)).toBe(id);
      expect(await bench.objects.commit(app, { ...wanted, by: { ...by, date: by.date + 1 } })).not.toBe(id);
      expect(await bench.objects.commit(app, { ...wanted, files: [{ path: "a.txt", text: "b" }] })).not.toBe(id);
    },
  },
  {
    name: "refuses paths that lead anywhere but to an ordinary file",
    run: async (bench) => {
      const base = strange(bench);
      for (const path of [...unsafe, "link", "folder-link/x", "module", "module/x", "src", "README.md/x"]) {
        const wanted = { base, files: [{ path, text: "pwned" }], message: "x", by };
        expect(await raised(bench.objects.commit(app, wanted)), JSON.stringify(path)).toMatchObject({
          code: "FILE_UNSAFE",
          retry: "never",
        });
      }
    },
  },
  {
    name: "touches nothing outside",
    run: async (bench) => {
      const before = everyRef(bench);
      await bench.objects.commit(app, { base: mainOf(bench), files: [{ path: "a.txt", text: "a" }], message: "x", by });
      await bench.objects.tag(app, { name: "9.9.9", commit: mainOf(bench), message: "x", by });
      expect(everyRef(bench)).toBe(before);
    },
  },
  {
    name: "makes the same annotated tag each time",
    run: async (bench) => {
      const wanted = { name: "1.30.0", commit: mainOf(bench), message: "Version 1.30.0", by };
      const id = await bench.objects.tag(app, wanted);
      expect(await bench.objects.tag(app, wanted)).toBe(id);
      await bench.refs.push(app, { ref: "refs/tags/1.30.0", object: id, expect: "absent" });
      expect(bench.world.bare(["cat-file", "tag", "refs/tags/1.30.0"])).toBe(
        `object ${mainOf(bench)}\ntype commit\ntag 1.30.0\ntagger Signalbox <signalbox@example.com> ${by.date} +0000\n\nVersion 1.30.0`,
      );
    },
  },
];

export const picking: readonly GitCase[] = [
  {
    name: "carries a fix over: author and message stay, its origin is noted, the committer's time is the author's",
    run: async (bench) => {
      const onto = mainOf(bench);
      bench.world.grow("main", { "other.txt": "other\n" });
      const fix = bench.world.grow("main", { "README.md": "# Fixed\n" }, "fix: title\n\nCo-authored-by: Ben <ben@example.com>");
      const picked = await bench.objects.pick(app, { onto, commits: [fix], by });
      if (picked.is !== "picked") return expect.fail(`${picked.is}`);
      await bench.refs.push(app, { ref: "refs/heads/made", object: picked.commit, expect: "absent" });
      expect(bench.world.bare(["show", "--format=%P|%an|%ae|%at|%cn|%ct|%B", "--name-only", picked.commit])).toBe(
        `${onto}|Ana Example|Ana@Example.com|1635000000|Signalbox|1635000000|fix: title\n\nCo-authored-by: Ben <ben@example.com>\n(cherry picked from commit ${fix})\n\n\nREADME.md`,
      );
      expect(await bench.objects.pick(app, { onto, commits: [fix], by })).toEqual(picked);
    },
  },
  {
    name: "names the commit and the files of a conflict, and makes nothing of it",
    run: async (bench) => {
      const onto = bench.world.grow("release", { "README.md": "# Release\n", [deep]: "theirs\n" }, "docs: release", "main");
      const fine = bench.world.grow("main", { "fine.txt": "fine\n" });
      const fix = bench.world.grow("main", { "README.md": "# Main\n", [deep]: "ours\n", "fine.txt": "finer\n" }, "fix: both");
      expect(await bench.objects.pick(app, { onto, commits: [fine, fix], by })).toEqual({
        is: "conflict",
        commit: fix,
        files: ["README.md", deep],
      });
    },
  },
  {
    name: "leaves out what is there already",
    run: async (bench) => {
      const onto = bench.world.grow("release", { "README.md": "# Fixed\n" }, "fix: title", "main");
      const fix = bench.world.grow("main", { "README.md": "# Fixed\n" }, "fix: title again");
      const more = bench.world.grow("main", { "more.txt": "more\n" }, "feat: more");
      expect(await bench.objects.pick(app, { onto, commits: [fix], by })).toEqual({ is: "picked", commit: onto });
      const picked = await bench.objects.pick(app, { onto, commits: [fix, more], by });
      if (picked.is !== "picked") return expect.fail(`${picked.is}`);
      expect(await bench.objects.files(app, picked.commit, "m")).toEqual(["more.txt"]);
      expect((await bench.history.log(app, { to: picked.commit, without: [onto] })).map(({ subject }) => subject)).toEqual(["feat: more"]);
    },
  },
];
