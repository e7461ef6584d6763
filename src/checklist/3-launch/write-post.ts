import { factOf } from "../../domain/known.ts";
import { diffOf } from "../diff-of.ts";
import { edits, type Item, step } from "../item.ts";

/** The post as a pull request in the site's repository, drafted from the same facts as every other text. */
export const writePost: Item = {
  id: "write-post",
  title: () => "Write up the blog post",
  phase: "launch",
  rows: [11],
  owner: ["marketing", "captain"],
  access: ["GITHUB_TOKEN"],
  after: ["write-changelog", "await-candidate-image", "break-the-release"],
  when: ({ train, story, release }) => release.kind === "release" && train.post !== undefined && story.post !== undefined,
  steps: ({ train, story, fill, survey }) => {
    if (train.post === undefined || story.post === undefined) return [];
    const { repository, main, branch, file } = train.post;
    const made = edits({ is: "new", file: fill(file), text: story.post.text });
    const message = `Add ${story.post.title}`;
    return [
      step("find-branch-head", { repository, branch: main }),
      step(
        "push-commits",
        {
          repository,
          branch: fill(branch),
          base: factOf("write-post/find-branch-head", "commit"),
          create: "yes",
          commits: [{ message, edits: made }],
          by: train.repository.committer,
        },
        { preview: diffOf(survey.post === undefined ? {} : {}, made) },
      ),
      step("open-pull-request", {
        repository,
        head: fill(branch),
        base: main,
        title: story.post.title,
        body: fill("The post for {version}. Merged by the release at launch, not before."),
      }),
    ];
  },
};
