import { factOf } from "../../domain/known.ts";
import { type Item, step } from "../item.ts";
import { keepArtifact } from "../steps/keep-artifact.ts";

/** The page's `log.txt`, from the right refs, kept beside the journal. */
export const collectChanges: Item = {
  id: "collect-changes",
  title: ({ survey }) => `Collect what changed since ${survey.previous.version}`,
  phase: "freeze",
  rows: [7],
  after: ["cut-branch", "pick-fixes"],
  when: () => true,
  steps: ({ train, release, survey }) => [
    step(
      keepArtifact,
      {
        version: release.version,
        name: "log.txt",
        repository: train.repository.name,
        to: release.kind === "patch" ? factOf("pick-fixes/push-commits", "commit") : (survey.branchHead ?? release.cutAt),
        without: [survey.previous.commit],
        sha256: survey.log.sha256,
      },
      { preview: { is: "line", line: `log.txt: ${survey.log.lines} ${survey.log.lines === 1 ? "line" : "lines"}` } },
    ),
  ],
};
