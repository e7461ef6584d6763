import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { refsOf } from "./repository.ts";
import { mustGit } from "./run-git.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-refs-"));
const path = process.env["PATH"] ?? "";
const git = (...argv: readonly string[]): Promise<string> =>
  mustGit({ path, argv: [`--git-dir=${folder}`, ...argv], environment: { ...identity("AUTHOR"), ...identity("COMMITTER") } });
const identity = (role: string) => ({ [`GIT_${role}_NAME`]: "Ana", [`GIT_${role}_EMAIL`]: "ana@example.com" });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What git itself says, in its order. */
const asGitSays = async (): Promise<readonly (readonly string[])[]> =>
  (await git("for-each-ref", "--format=%(refname) %(objectname)"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" "));

test("the refs of a repository are those that git lists, packed, loose, moved, deleted, annotated and standing for another", async () => {
  await git("init", "--quiet", "--bare", "--initial-branch=main", folder);
  const tree = (await git("mktree")).trim();
  const [one, two] = [(await git("commit-tree", tree, "-m", "one")).trim(), (await git("commit-tree", tree, "-m", "two")).trim()];
  for (const name of ["main", "release-1.30", "a/b", "a-b", "Ünder", "gone"]) await git("update-ref", `refs/heads/${name}`, one);
  await git("tag", "-a", "-m", "1.30.0", "1.30.0", one);
  expect(Object.entries(refsOf(folder).refs)).toEqual(await asGitSays());
  await git("pack-refs", "--all");
  await git("update-ref", "refs/heads/main", two);
  await git("update-ref", "-d", "refs/heads/gone");
  await git("symbolic-ref", "refs/heads/current", "refs/heads/a-b");
  await git("symbolic-ref", "refs/heads/nowhere", "refs/heads/absent");
  expect(Object.entries(refsOf(folder).refs)).toEqual(await asGitSays());
  expect(refsOf(folder)).toMatchObject({ head: "refs/heads/main", refs: { "refs/heads/main": two, "refs/heads/current": one } });
  expect(refsOf(folder).refs["refs/heads/gone"]).toBeUndefined();
});
