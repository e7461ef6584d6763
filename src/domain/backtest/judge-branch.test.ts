import { expect, test } from "vitest";
import { type BranchFacts, judgeBranch } from "./judge-branch.ts";

const [leftAt, commit] = ["a".repeat(40), "b".repeat(40)];
const of = (more: Partial<BranchFacts>, isThere = false) =>
  judgeBranch({ leftAt, configured: "release-1.1.0", branches: [], ...more }, { commit, main: "main", isThere });

test("the configured branch that has the tag on its line is the same", () => {
  expect(of({ branches: ["release-1.1.0"] }, true)).toMatchObject({ is: "same", why: [] });
});

test("a tag on the main branch, or on a branch of another name, differs", () => {
  expect(of({ leftAt: commit }).why).toEqual(["The tag is on main itself; the configuration cuts release-1.1.0 first."]);
  expect(of({ branches: ["release-1.1"] }).why).toEqual([
    "The tag left main at aaaaaaaaaaaa on release-1.1; the configuration calls that branch release-1.1.0.",
  ]);
  expect(of({}, true).why).toEqual(["release-1.1.0 is there and its line does not hold the tag, which left main at aaaaaaaaaaaa."]);
});

test("where the branch was deleted its name is not known", () => {
  expect(of({})).toMatchObject({ is: "unknown", facts: { leftAt } });
});
