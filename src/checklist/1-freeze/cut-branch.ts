import { type Item, step } from "../item.ts";
import { pushBranch } from "../steps/push-branch.ts";

/** The release branch, made at an exact commit, once. A patch starts at the previous tag. */
export const cutBranch: Item = {
  id: "cut-branch",
  title: ({ release }) => `Start the ${release.branch} branch: code freeze`,
  phase: "freeze",
  rows: [3],
  access: ["GITHUB_TOKEN"],
  after: [],
  when: () => true,
  steps: ({ train, release }) => [step(pushBranch, { repository: train.repository.name, branch: release.branch, commit: release.cutAt })],
};
