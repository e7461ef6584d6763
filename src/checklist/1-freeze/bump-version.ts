import { factOf } from "../../domain/known.ts";
import { diffOf } from "../diff-of.ts";
import { type Item, step } from "../item.ts";
import { versionCommits } from "../release-edits.ts";
import { pushCommits } from "../steps/push-commits.ts";
import { branchStart } from "./write-changelog.ts";

/** Exactly the bytes of the version, in any number of files; its commit is the head of the candidate. */
export const bumpVersion: Item = {
  id: "bump-version",
  title: ({ release }) => `Set the version to ${release.version}`,
  phase: "freeze",
  rows: [9],
  access: ["GITHUB_TOKEN"],
  after: ["write-changelog"],
  when: ({ train }) => train.versionFiles.length > 0,
  steps: (at) => {
    const commits = versionCommits(at);
    return [
      step(
        pushCommits,
        {
          repository: at.train.repository.name,
          branch: at.release.branch,
          base: at.has("write-changelog") ? factOf("write-changelog/push-commits", "commit") : branchStart(at),
          create: "no",
          commits,
          by: at.train.repository.committer,
        },
        {
          preview: diffOf(
            at.survey.files,
            commits.flatMap((each) => each.edits),
          ),
        },
      ),
    ];
  },
};
