import { factOf } from "../../domain/known.ts";
import { diffOf } from "../diff-of.ts";
import { edits, type Item, step } from "../item.ts";
import { findBranchHead } from "../steps/find-branch-head.ts";
import { openPullRequest } from "../steps/open-pull-request.ts";
import { pushCommits } from "../steps/push-commits.ts";
import { finishedDraft, postRevisions } from "./post-draft.ts";

/** The post as a pull request in the site's repository, drafted from the same facts as every other text; the launch waits until people have finished it. */
export const writePost: Item = {
  id: "write-post",
  title: () => "Write up the blog post",
  phase: "launch",
  rows: [11],
  owner: ["marketing", "captain"],
  access: ["GITHUB_TOKEN"],
  after: ["write-changelog", "await-candidate-image", "break-the-release"],
  onceBegun: "stays",
  when: ({ train, story, release }) => release.kind === "release" && train.post !== undefined && story.post !== undefined,
  steps: (at) => {
    const { train, story, fill } = at;
    if (train.post === undefined || story.post === undefined) return [];
    const { repository, main, branch, file } = train.post;
    const made = edits({ is: "new", file: fill(file), text: story.post.text });
    const message = `Add ${story.post.title}`;
    const finished = finishedDraft(at);
    return [
      step(findBranchHead, { repository, branch: main }),
      step(
        pushCommits,
        {
          repository,
          branch: fill(branch),
          base: factOf("write-post/find-branch-head", "commit"),
          create: "yes",
          commits: [{ message, edits: made }],
          by: train.repository.committer,
        },
        { preview: diffOf({}, made) },
      ),
      step(openPullRequest, {
        repository,
        head: fill(branch),
        base: main,
        title: story.post.title,
        body: fill("The post for {version}. Edit it here; what you write stays. Merged by the release at launch, not before."),
      }),
      ...postRevisions(at, "write-post"),
      ...(finished === undefined ? [] : [finished]),
    ];
  },
};
