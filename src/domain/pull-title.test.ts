import { describe, expect, test } from "vitest";
import { cpuTime } from "../testing/cpu-time.ts";
import { pullTitle } from "./pull-title.ts";

describe("the number of a pull request", () => {
  test.each([
    ["GitHub, squashed", "feat: page the list (#12)", "", 12, "feat: page the list"],
    ["GitHub, merged", "Merge pull request #12 from ana/lists", "feat: page the list\n", 12, "feat: page the list"],
    ["GitHub, words of a tool behind", "page the list (#12) [skip ci]", "", 12, "page the list (#12) [skip ci]"],
    [
      "GitLab, merged",
      "Merge branch 'lists' into 'main'",
      "Page the list\n\nLong.\n\nSee merge request shop/app!12\n",
      12,
      "Page the list",
    ],
    ["GitLab, merged without a title", "Merge branch 'lists'", "See merge request !12", 12, "Merge branch 'lists'"],
    ["GitLab, squashed", "Page the list", "Long.\n\nSee merge request shop/app!12", 12, "Page the list"],
    ["GitLab, in the title", "Page the list (!12)", "", 12, "Page the list"],
    ["Bitbucket, merged", "Merged in lists (pull request #12)", "Page the list\n\nApproved-by: Ben", 12, "Page the list"],
    ["Bitbucket, squashed", "Page the list (pull request #12)", "", 12, "Page the list"],
    ["Bitbucket Server", "Pull request #12: Page the list", "Merge in SHOP/app from lists to main", 12, "Page the list"],
    ["Bitbucket Server, older", "Merge pull request #12 in SHOP/app from lists to main", "Page the list", 12, "Page the list"],
    ["Azure", "Merged PR 12: Page the list", "", 12, "Page the list"],
    ["bors", "Merge #12", "12: Page the list r=ana a=ben\n\nLong.", 12, "Page the list"],
    ["homu", "Auto merge of #12 - ana:lists, r=ben", "Page the list", 12, "Page the list"],
  ] as const)("%s", (_, subject, body, pull, plain) => expect(pullTitle(subject, body)).toMatchObject({ pull, plain }));

  test.each([
    "Merge branch 'main' into lists",
    "fix: (#12) is about the list",
    "Page the list, fixes #12",
    "Page the list (fixes #12)",
    "Merge #ten",
    "Page the list (#1234567890123)",
    "(#)",
  ])("is not in %j", (subject) => expect(pullTitle(subject, "").pull).toBeUndefined());
});

test("brackets that never close cost no more than their length", () => {
  const before = cpuTime();
  for (let run = 0; run < 200; run += 1) pullTitle(`(#12)${"[".repeat(4000)}`, "");
  expect(cpuTime() - before).toBeLessThan(500);
});

describe("what a backport carries", () => {
  test.each([
    ["fix: door (cherry-pick #12) (#15)", 15, 12],
    ["fix: door (#12) (cherry-pick 3.1) (#15)", 15, 12],
    ["fix: door (#12) (#15)", 15, 12],
    ["chore: cherry pick #12 to release-3.1 (#15)", 15, 12],
    ["[release-1.2] fix: door (backport #12) (#15)", 15, 12],
    ["Backport of #12 (#15)", 15, 12],
    ["fix: door (#15)", 15, undefined],
    ["docs: how to cherry-pick (#15)", 15, undefined],
  ] as const)("%j", (subject, pull, backportOf) => {
    const read = pullTitle(subject, "");
    expect([read.pull, read.backportOf]).toEqual([pull, backportOf]);
  });
});
