import { factOf } from "../../domain/known.ts";
import { diffOf } from "../diff-of.ts";
import { type Item, step } from "../item.ts";
import { candidateCommit, changelogEdit, feedEdit, versionCommitsOnMain } from "../release-edits.ts";
import { findBranchHead } from "../steps/find-branch-head.ts";
import { findMissing } from "../steps/find-missing.ts";
import { openPullRequest } from "../steps/open-pull-request.ts";
import { pushCommits } from "../steps/push-commits.ts";

/** Changelog, version and feed on main, and every fix that main lacks: one pull request, opened only after the tag. */
export const syncMain: Item = {
  id: "sync-main",
  title: ({ train, fill }) => `Bring ${train.repository.main} up to date (${fill(train.sync?.branch ?? "")})`,
  phase: "launch",
  rows: [15, 16],
  access: ["GITHUB_TOKEN"],
  after: ["tag-release", "publish-images", "merge-chart", "publish-post"],
  when: ({ train }) => train.sync !== undefined,
  steps: (at) => {
    const { train, release, survey, fill } = at;
    if (train.sync === undefined) return [];
    const { name: repository, main } = train.repository;
    const section = changelogEdit(at);
    const commits = [
      ...(section === undefined || train.changelog === undefined ? [] : [{ message: fill(train.changelog.message), edits: [section] }]),
      ...versionCommitsOnMain(at),
    ];
    const feed = feedEdit(at);
    const base = factOf("sync-main/find-branch-head", "commit");
    const branch = fill(train.sync.branch);
    return [
      step(findBranchHead, { repository, branch: main }),
      step(findMissing, { repository, on: candidateCommit(at), other: base, exceptAuthor: train.repository.committer.email }),
      step(
        pushCommits,
        {
          repository,
          branch,
          base,
          create: "yes",
          commits: [...commits, ...(feed === undefined ? [] : [{ message: fill("Tell users about {version}"), edits: [feed] }])],
          picks: factOf("sync-main/find-missing", "commits"),
          by: train.repository.committer,
        },
        {
          preview: diffOf(survey.mainFiles, [
            ...commits.flatMap((each) => each.edits),
            ...(train.updateFeed === undefined
              ? []
              : [{ is: "feed" as const, file: train.updateFeed.file, version: release.version, date: release.days.planned }]),
          ]),
        },
      ),
      step(openPullRequest, {
        repository,
        head: branch,
        base: main,
        title: fill(train.sync.title),
        body: fill("Changelog, version and feed of {version}. Merging this tells every user that {version} is available."),
      }),
    ];
  },
};
