import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { makeClone } from "../../testing/made-clone.ts";
import { keptNowhere } from "./kept-folder.ts";
import { openLocalClone } from "./local-clone.ts";

let folder = "";
const processes = openProcesses(process.env);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-branches-on-"));
});
afterAll(() => {
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a branch has a commit on its line or took it in by a merge, and only the first counts", async () => {
  const made = makeClone(folder);
  const first = made.commit("feat: begin");
  made.on("release-1.0", "main");
  const released = made.commit("chore: release");
  made.on("release-1.0.x", "release-1.0");
  made.commit("fix: later");
  made.on("main");
  made.commit("feat: more");
  made.merge("release-1.0");
  made.on("topic", "main");
  made.commit("feat: topic");
  made.git("update-ref", "refs/remotes/origin/release-1.0", released);
  made.git("update-ref", "refs/remotes/origin/far", released);
  made.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/far");
  const clone = openLocalClone({ processes, path: made.path, place: made.path, keptFor: () => keptNowhere });
  expect(await clone.lines.branchesOn(released)).toEqual(["far", "release-1.0", "release-1.0.x"]);
  expect(await clone.lines.branchesOn(first)).toEqual(["far", "main", "release-1.0", "release-1.0.x", "topic"]);
  made.git("checkout", "--quiet", "--detach");
  const lonely = made.commit("fix: nobody's");
  expect(await clone.lines.branchesOn(lonely)).toEqual([]);
  clone.close();
});
