import { type ArrangedStep, type Arranging, type Item, step } from "../item.ts";
import { candidateCommit } from "../release-edits.ts";
import { isMoving } from "./publish-images.ts";

/** The point of no return: CI builds what users pull, and moves what they call the latest. One ref is pushed, and nothing else. */
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
    ...latestGuard(at),
    step("push-tag", {
      repository: at.train.repository.name,
      tag: at.release.tag,
      commit: candidateCommit(at),
      message: at.fill(at.train.repository.tagMessage),
      by: at.train.repository.committer,
    }),
  ],
};

const latestGuard = ({ train, release }: Arranging): readonly ArrangedStep[] => {
  const images = train.images
    .map(({ name, release: tags }) => ({ image: name, moving: tags.filter(isMoving) }))
    .filter(({ moving }) => moving.length > 0);
  return images.length === 0 ? [] : [step("guard-latest", { images, version: release.version })];
};
