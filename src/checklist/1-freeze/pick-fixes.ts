import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";
import { pushCommits } from "../steps/push-commits.ts";

/** A patch release is its previous version and the fixes named when it was started. */
export const pickFixes: Item = {
  id: "pick-fixes",
  title: ({ release }) => `Pick ${release.picks.length === 1 ? "the fix" : `${release.picks.length} fixes`} onto ${release.branch}`,
  phase: "freeze",
  rows: [2, 4],
  access: ["GITHUB_TOKEN"],
  after: ["cut-branch"],
  when: ({ release }) => release.kind === "patch",
  steps: ({ train, release }) => [
    step(pushCommits, {
      repository: train.repository.name,
      branch: release.branch,
      base: factOf("cut-branch/push-branch", "commit"),
      create: "no",
      commits: [],
      picks: release.picks.join(" "),
      by: train.repository.committer,
    }),
  ],
};
