import { factOf } from "../../domain/known.ts";
import { pullRequests } from "../guards/guard-pull-requests.ts";
import { guardedIn } from "../guards/index.ts";
import { type Item, step } from "../item.ts";
import { awaitStatuses } from "../steps/await-statuses.ts";
import { findBranchHead } from "../steps/find-branch-head.ts";
import { mergePullRequest } from "../steps/merge-pull-request.ts";
import { finishedDraft, postRevisions } from "./post-draft.ts";

/** The post goes live with the release, never before it can be had. */
export const publishPost: Item = {
  id: "publish-post",
  title: () => "Publish the blog post",
  phase: "launch",
  rows: [11],
  owner: ["marketing", "captain"],
  access: ["GITHUB_TOKEN"],
  after: ["write-post", "publish-images", "merge-chart"],
  interlock: "Nothing is announced before it can be had.",
  when: ({ has }) => has("write-post"),
  steps: (at) => {
    const { train, fill } = at;
    if (train.post === undefined) return [];
    const { repository, main, branch } = train.post;
    // Marketing may have edited the draft since: what stands in the pull request now is what people want published.
    const found = finishedDraft(at) ?? step(findBranchHead, { repository, branch: fill(branch) });
    const commit = factOf(`publish-post/${found.kind}`, "commit");
    const checks = guardedIn("publish-post", { "guard-pull-requests": pullRequests(at, ["post"]) });
    return [
      ...postRevisions(at, "publish-post"),
      found,
      step(awaitStatuses, { repository, branch: main, commit }),
      ...checks.steps,
      step(
        mergePullRequest,
        { repository, number: factOf("write-post/open-pull-request", "number"), sha: commit, method: "merge" },
        { guardedBy: checks.ids },
      ),
    ];
  },
};
