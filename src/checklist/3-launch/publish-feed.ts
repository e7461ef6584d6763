import { factOf } from "../../domain/known.ts";
import { feedDate } from "../guards/guard-feed-date.ts";
import { pullRequests } from "../guards/guard-pull-requests.ts";
import { guardedIn } from "../guards/index.ts";
import { type Item, step } from "../item.ts";
import { awaitStatuses } from "../steps/await-statuses.ts";
import { mergePullRequest } from "../steps/merge-pull-request.ts";

/** Merging the sync is what tells every user: last, after everything the entry promises is there. */
export const publishFeed: Item = {
  id: "publish-feed",
  title: ({ train }) =>
    train.updateFeed === undefined ? `Merge the sync into ${train.repository.main}` : "Merge the sync: users are told",
  phase: "launch",
  rows: [15, 16],
  access: ["GITHUB_TOKEN"],
  after: ["sync-main", "publish-images", "merge-chart", "publish-post", "publish-release-page"],
  interlock: "Merging this to the main branch will notify users that an update is available.",
  when: ({ has }) => has("sync-main"),
  steps: (at) => {
    const { name: repository, main } = at.train.repository;
    const commit = factOf("sync-main/push-commits", "commit");
    const number = factOf("sync-main/open-pull-request", "number");
    const checks = guardedIn("publish-feed", {
      "guard-feed-date": feedDate(at, factOf("approve-launch/launch-day", "day"), "yes"),
      "guard-pull-requests": pullRequests(at, ["sync"], number),
    });
    return [
      step(awaitStatuses, { repository, branch: main, commit }),
      ...checks.steps,
      step(mergePullRequest, { repository, number, sha: commit, method: "merge" }, { guardedBy: checks.ids }),
    ];
  },
};
