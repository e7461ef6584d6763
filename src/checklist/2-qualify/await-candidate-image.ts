import { type Item, step } from "../item.ts";
import { platforms } from "../platforms.ts";
import { candidateCommit } from "../release-edits.ts";
import { awaitImage } from "../steps/await-image.ts";
import { awaitRun } from "../steps/await-run.ts";

/** The build of this very head, for every platform; an older build under the same tag is never the candidate. */
export const awaitCandidateImage: Item = {
  id: "await-candidate-image",
  title: () => "Wait for the candidate's image",
  phase: "qualify",
  rows: [5],
  access: ["GITHUB_TOKEN", "REGISTRY_USERNAME"],
  after: ["cut-branch", "pick-fixes", "write-changelog", "bump-version"],
  when: ({ train }) => train.images.some((each) => each.candidate !== undefined),
  steps: (at) => [
    step(awaitRun, { repository: at.train.repository.name, commit: candidateCommit(at), ref: at.release.branch }),
    ...at.train.images.flatMap(({ name, candidate }) =>
      candidate === undefined
        ? []
        : [step(awaitImage, { image: name, tag: at.fill(candidate), revision: candidateCommit(at), platforms }, { name: `image-${name}` })],
    ),
  ],
};
