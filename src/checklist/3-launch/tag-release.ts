import { type Item, step } from "../item.ts";
import { candidateCommit } from "../release-edits.ts";
import { pushTag } from "../steps/push-tag.ts";
import { trackId } from "./approve-launch.ts";
import { checkIds } from "./check-launch.ts";

/** The point of no return: CI builds what users pull. One ref is pushed, and nothing else. */
export const tagRelease: Item = {
  id: "tag-release",
  title: ({ release }) => `Tag ${release.tag}`,
  phase: "launch",
  rows: [13],
  access: ["GITHUB_TOKEN"],
  after: ["approve-launch"],
  interlock: "Tag once the release is completely ready: some users see the image and update immediately.",
  when: () => true,
  steps: (at) => [
    step(
      pushTag,
      {
        repository: at.train.repository.name,
        tag: at.release.tag,
        commit: candidateCommit(at),
        message: at.fill(at.train.repository.tagMessage),
        by: at.train.repository.committer,
      },
      { guardedBy: [...checkIds(at), trackId] },
    ),
  ],
};
