import { factOf } from "../../domain/known.ts";
import { diffOf } from "../diff-of.ts";
import { edits, step } from "../item.ts";
import { awaitStatuses } from "../steps/await-statuses.ts";
import { findBranchHead } from "../steps/find-branch-head.ts";
import { mergePullRequest } from "../steps/merge-pull-request.ts";
import { openPullRequest } from "../steps/open-pull-request.ts";
import { pushCommits } from "../steps/push-commits.ts";
import { type RollingBack, type Undoing, undoing } from "./rolling-back.ts";

/** The entry that told users is taken out of the feed by a pull request, as it was put in. */
export const withdrawFeed = (at: RollingBack): Undoing | undefined => {
  const { train, state, survey } = at;
  const { updateFeed } = train;
  if (updateFeed === undefined || survey.feed === undefined) return undefined;
  const { file } = updateFeed;
  const { name: repository, main, committer } = train.repository;
  const branch = `withdraw-${state.version}`;
  const message = `Withdraw ${state.version} from ${file}`;
  const made = edits({ is: "feed-withdrawal", file, version: state.version });
  const commit = factOf("withdraw-feed/push-commits", "commit");
  const number = factOf("withdraw-feed/open-pull-request", "number");
  return undoing(at, {
    id: "withdraw-feed",
    title: `Take ${state.version} out of ${file}: users are no longer told`,
    dial: "publish-feed",
    access: ["GITHUB_TOKEN"],
    steps: [
      step(findBranchHead, { repository, branch: main }),
      step(
        pushCommits,
        {
          repository,
          branch,
          base: factOf("withdraw-feed/find-branch-head", "commit"),
          create: "yes",
          commits: [{ message, edits: made }],
          by: committer,
        },
        { preview: diffOf({ [file]: survey.feed }, made) },
      ),
      step(openPullRequest, {
        repository,
        head: branch,
        base: main,
        title: message,
        body: `Merging this takes back what users were told: that ${state.version} is available.`,
      }),
      step(awaitStatuses, { repository, branch: main, commit }),
      step(mergePullRequest, { repository, number, sha: commit, method: "merge" }),
    ],
  });
};
