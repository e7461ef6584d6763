import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { explain } from "../../domain/errors.ts";
import { openProcesses } from "../../host/processes.ts";
import { plainGit } from "../../testing/git-world.ts";
import { foldersOf } from "./folders.ts";
import { gitOf } from "./git.ts";
import { type ObjectReader, objectReader } from "./object-reader.ts";

const open = () => {
  const folder = mkdtempSync(`${tmpdir()}/signalbox-folders-`);
  const processes = openProcesses({ PATH: process.env["PATH"] });
  const git = objectReader(gitOf(processes), `--git-dir=${folder}`);
  onTestFinished(() => {
    git.close();
    processes.close();
    rmSync(folder, { recursive: true });
  });
  const bare = (argv: readonly string[], input = "") => plainGit([`--git-dir=${folder}`, ...argv], { input });
  plainGit(["init", "--quiet", "--bare", folder]);
  const blob = bare(["hash-object", "-w", "--stdin"], "text\n");
  const inner = bare(["mktree"], `100644 blob ${blob}\tone\n100644 blob ${blob}\tzwölf\n`);
  const top = bare(["mktree"], `040000 tree ${inner}\tfolder\n100644 blob ${blob}\tfile\n`);
  const commit = bare(["commit-tree", "-m", "one", top]);
  const read: string[] = [];
  let isBroken = false;
  const objects: ObjectReader = {
    ...git,
    read: async (id) => {
      read.push(id);
      if (isBroken) throw explain("GIT_FAILED", { command: "cat-file", message: "not there yet" });
      return git.read(id);
    },
  };
  const broken = (yes: boolean): void => {
    isBroken = yes;
  };
  return { folders: foldersOf(objects), blob, inner, top, commit, read, broken };
};

test("a folder is listed by names as they are written, and what is no folder is empty", async () => {
  const { folders, blob, inner, commit } = open();
  expect(await folders(commit, "folder")).toEqual(
    new Map([
      ["one", blob],
      ["zwölf", blob],
    ]),
  );
  expect(await folders(commit, "")).toEqual(
    new Map([
      ["folder", inner],
      ["file", blob],
    ]),
  );
  for (const path of ["file", "nowhere", "folder/nowhere"]) expect(await folders(commit, path)).toEqual(new Map());
});

test("each is read once, however many ask at once", async () => {
  const { folders, inner, top, commit, read } = open();
  await Promise.all(["", "folder", "folder", "folder/nowhere"].map((path) => folders(commit, path)));
  await folders(commit, "folder");
  expect(read.toSorted()).toEqual([commit, inner, top].toSorted());
});

test("what could not be read is read again when it is asked for again", async () => {
  const { folders, commit, broken } = open();
  broken(true);
  await expect(folders(commit, "folder")).rejects.toMatchObject({ code: "GIT_FAILED" });
  broken(false);
  expect((await folders(commit, "folder")).size).toBe(2);
});
