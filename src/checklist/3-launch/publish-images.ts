import { factOf } from "../../domain/known.ts";
import type { TrainImage } from "../../domain/train.ts";
import { candidateDigest } from "../2-qualify/deploy-environment.ts";
import { type ArrangedStep, type Arranging, type Item, step } from "../item.ts";
import { platforms } from "../platforms.ts";
import { awaitReleaseImage } from "../steps/await-release-image.ts";
import { awaitRun } from "../steps/await-run.ts";
import { promoteImage } from "../steps/promote-image.ts";

/** Every variant, or the launch stops: built by the tag's workflow and compared, or promoted from the tested digest. */
export const publishImages: Item = {
  id: "publish-images",
  title: ({ train }) => `Publish the images (${train.images.map((each) => each.name).join(", ")})`,
  phase: "launch",
  rows: [14],
  access: ["GITHUB_TOKEN", "REGISTRY_USERNAME"],
  after: ["tag-release"],
  interlock: "Every image that is promised exists, or the launch stops.",
  when: ({ train }) => train.images.length > 0,
  steps: (at) => [
    ...(at.train.images.some((each) => each.by === "ci")
      ? [
          step(awaitRun, {
            repository: at.train.repository.name,
            commit: factOf("tag-release/push-tag", "commit"),
            event: "push",
            ref: at.release.tag,
          }),
        ]
      : []),
    ...at.train.images.flatMap((image) => (image.by === "ci" ? [awaitImage(at, image)] : promotions(at, image))),
  ],
};

/** Tags such as `latest-release` that every release moves. */
export const isMoving = (template: string): boolean => !template.includes("{version");

const awaitImage = (at: Arranging, { name, candidate, release }: TrainImage): ArrangedStep =>
  step(
    awaitReleaseImage,
    {
      image: name,
      tags: release.map((tag) => at.fill(tag)),
      moving: release.filter(isMoving),
      revision: factOf("tag-release/push-tag", "commit"),
      version: at.release.version,
      tested: candidate === undefined ? "" : candidateDigest(name),
      platforms,
    },
    { name: `image-${name}` },
  );

/** Version tags first, moving tags last. */
const promotions = (at: Arranging, { name, candidate, release }: TrainImage): readonly ArrangedStep[] =>
  candidate === undefined
    ? []
    : [...release]
        .sort((a, b) => Number(isMoving(a)) - Number(isMoving(b)))
        .map((template) =>
          step(
            promoteImage,
            {
              image: name,
              digest: candidateDigest(name),
              tag: at.fill(template),
              moving: isMoving(template) ? "yes" : "no",
              version: at.release.version,
            },
            { name: `image-${name}-${at.fill(template)}` },
          ),
        );
