import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { z } from "zod";
import { keptNowhere } from "../../src/connectors/git/kept-folder.ts";
import { openLocalClone } from "../../src/connectors/git/local-clone.ts";
import { openProcesses } from "../../src/host/processes.ts";
import { plainGit } from "../../src/testing/git-world.ts";
import { testWith } from "../../src/testing/test-with.ts";
import { commitsOf, makeRepository } from "./make-repository.ts";
import { type ReplayCase, readCases } from "./read-case.ts";

const cases = resolve(import.meta.dirname, "../../../shared/replay");
const expected = z.looseObject({ branch_point: z.looseObject({ commit: z.string() }), tag: z.looseObject({ commit: z.string() }) });

let folder = "";
const processes = openProcesses(process.env);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-branch-point-"));
});
afterAll(() => {
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Ids in the made repository of commits of the case: both tell the range newest first, in the same graph. */
const idsOf = (of: ReplayCase, repository: string): ReadonlyMap<string, string> => {
  const lines = plainGit([`--git-dir=${repository}`, "log", "--format=%H%x00%ct%x00%s", `refs/heads/${of.main}`]).split("\n");
  const made = new Map(lines.map((line) => [line.slice(line.indexOf("\0") + 1), line.slice(0, line.indexOf("\0"))]));
  return new Map(
    commitsOf(of).flatMap(({ sha, cdate, subject }) => {
      const id = made.get(`${Math.floor(Date.parse(cdate) / 1000)}\0${subject.trim()}`);
      return id === undefined ? [] : [[sha, id] as const];
    }),
  );
};

describe("where a real release left the main branch", () => {
  testWith(["../shared/replay"], "is found although its branch was merged back since, which the merge base does not tell", async () => {
    const found: string[] = [];
    let otherwise = 0;
    for (const each of readCases(cases)) {
      const wanted = expected.safeParse(each.expected);
      const known = new Set(commitsOf(each).map(({ sha }) => sha));
      if (!wanted.success || !known.has(wanted.data.branch_point.commit) || !known.has(wanted.data.tag.commit)) continue;
      const repository = join(folder, each.id);
      mkdirSync(repository);
      await makeRepository(each, repository, { withRelease: true, files: {} });
      const git = (...argv: readonly string[]): string => plainGit([`--git-dir=${repository}`, ...argv]);
      const ids = idsOf(each, repository);
      const [point = "", tag = ""] = [wanted.data.branch_point.commit, wanted.data.tag.commit].map((sha) => ids.get(sha));
      expect([each.id, point, tag]).toEqual([each.id, expect.stringMatching(/^[0-9a-f]{40}$/), expect.stringMatching(/^[0-9a-f]{40}$/)]);
      // Work went on where the release left, and the release was merged back.
      const tree = git("rev-parse", `${point}^{tree}`);
      const next = git("commit-tree", tree, "-p", point, "-m", "work on main");
      const main = git("commit-tree", tree, "-p", next, "-p", tag, "-m", "Merge the release back");
      const clone = openLocalClone({ processes, path: repository, place: repository, keptFor: () => keptNowhere });
      expect([each.id, await clone.lines.branchPoint(tag, main)]).toEqual([each.id, point]);
      if (git("merge-base", tag, main) !== point) otherwise += 1;
      found.push(each.id);
      clone.close();
    }
    expect(found.length).toBeGreaterThan(15);
    expect(otherwise).toBeGreaterThan(5);
  });
});
