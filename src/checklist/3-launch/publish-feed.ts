import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";

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
  steps: ({ train }) => {
    const { name: repository, main } = train.repository;
    const commit = factOf("sync-main/push-commits", "commit");
    return [
      step("await-statuses", { repository, branch: main, commit }),
      step("merge-pull-request", { repository, number: factOf("sync-main/open-pull-request", "number"), sha: commit, method: "merge" }),
    ];
  },
};
