import { type Item, step } from "../item.ts";
import { awaitRequiredStatus } from "../steps/await-required-status.ts";

/** A verdict that nobody requires stops nobody: the branch rules must require our status. The verdicts themselves are steps added as pull requests knock. */
export const guardBranch: Item = {
  id: "guard-branch",
  title: ({ release }) => `Let only fixes board ${release.branch}`,
  phase: "freeze",
  rows: [4],
  access: ["GITHUB_TOKEN"],
  after: ["cut-branch"],
  interlock: "Only bugfixes may be merged into the release branch after the freeze.",
  when: ({ train }) => train.freeze !== undefined,
  steps: ({ train, release }) => [
    step(awaitRequiredStatus, { repository: train.repository.name, branch: release.branch, context: train.freeze?.context ?? "" }),
  ],
};
