import { type Item, step } from "../item.ts";
import { candidateCommit } from "../release-edits.ts";
import { testSession } from "../steps/test-session.ts";
import { candidateDigest } from "./deploy-environment.ts";

/** The session is bound to one candidate: a new one opens it again. */
export const breakTheRelease: Item = {
  id: "break-the-release",
  title: () => "Break the release session",
  phase: "qualify",
  rows: [10],
  owner: ["captain", "release-team"],
  after: ["await-candidate-image", "deploy-*"],
  interlock: "The session must use the published image, so that no bug of the final build stage slips through.",
  when: ({ train, release }) => release.kind === "release" && train.session !== undefined,
  steps: (at) => [
    step(testSession, {
      candidate: candidateCommit(at),
      digests: at.train.images.filter((each) => each.candidate !== undefined).map((each) => candidateDigest(each.name)),
      on: at.train.session?.on ?? [],
      minutes: String(at.train.session?.minutes ?? 0),
    }),
  ],
};
