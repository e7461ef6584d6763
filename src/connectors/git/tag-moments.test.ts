import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { raised } from "../../testing/contracts/git-bench.ts";
import { plainGit } from "../../testing/git-world.ts";
import { tagMoments } from "./tag-moments.ts";

let folder = "";
const processes = openProcesses(process.env);
const git = (date: string, ...argv: readonly string[]) =>
  plainGit(["-C", folder, ...argv], { env: { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date } });
const moments = () => tagMoments(processes, folder);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-tags-"));
  plainGit(["init", "--quiet", "--initial-branch=main", folder]);
  git("2021-10-25T09:00:00+02:00", "commit", "--quiet", "--allow-empty", "--message=feat: first");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("an annotated tag says when it was made, a plain one is as old as its commit", async () => {
  git("2021-11-29T23:30:00-08:00", "tag", "--annotate", "--message=x", "1.30.0");
  git("2021-11-29T23:30:00-08:00", "tag", "1.29.0");
  expect(await moments()).toEqual([
    { tag: "1.29.0", moment: "2021-10-25T07:00:00Z" },
    { tag: "1.30.0", moment: "2021-11-30T07:30:00Z" },
  ]);
});

test("a tag of a tree has no moment, and one from an age that no calendar knows is left out", async () => {
  git("2021-10-25T09:00:00Z", "tag", "tree", "HEAD^{tree}");
  git("@300000000000 +0000", "tag", "--annotate", "--message=x", "far");
  git("@0 +0000", "tag", "--annotate", "--message=x", "epoch");
  expect(await moments()).toEqual([{ tag: "epoch", moment: "1970-01-01T00:00:00Z" }]);
});

test("names are kept as they are, whatever they try", async () => {
  const names = ["--upload-pack=x", "\u202e1.0.0", "refs/tags/1.0.0", "1.0.0-\u{1f682}", "%(refname)"];
  for (const name of names) git("2021-10-25T09:00:00Z", "update-ref", `refs/tags/${name}`, "HEAD");
  expect((await moments()).map(({ tag }) => tag).toSorted()).toEqual(names.toSorted());
});

test("a folder that is no repository is said to be none", async () => {
  expect(await raised(tagMoments(processes, join(folder, "absent")))).toMatchObject({ code: "NOT_A_REPOSITORY" });
});
