import { inPeople } from "../../domain/in-people.ts";
import { factOf } from "../../domain/known.ts";
import { candidateDigest } from "../2-qualify/deploy-environment.ts";
import { type Item, step } from "../item.ts";
import { peopleOf } from "../people-of.ts";
import { candidateCommit } from "../release-edits.ts";
import { approve } from "../steps/approve.ts";
import { awaitTrack } from "../steps/await-track.ts";
import { launchDay } from "../steps/launch-day.ts";
import { acceptedByPeople, beforeTheGate } from "./check-launch.ts";
import { finishedDraft } from "./post-draft.ts";

/** What the approve step's `covers` is replaced by once the plan after the gate is known. */
export const coversPlaceholder = "the plan after the gate";

/** The wait for a clear track, which must hold again when the tag is pushed: days may lie between the two. */
export const trackId = "approve-launch/await-track";

/** The gate before the point of no return: people, who see what was accepted of the checks, the day, and the track clear of other releases. */
export const approveLaunch: Item = {
  id: "approve-launch",
  title: ({ train }) => `Approve the launch (${inPeople(train.launchGate.approvals)})`,
  phase: "launch",
  rows: [2, 20, 21],
  owner: ["captain", "release-team"],
  after: [...beforeTheGate, "check-launch"],
  interlock: "No launch before the release day, while a blocker is open, or without a session on the published image.",
  when: () => true,
  steps: (at) => {
    const { train, release } = at;
    const commit = candidateCommit(at);
    // People may have opened a place again since they finished the post; behind the launch it could only be published late.
    const post = at.has("write-post") ? finishedDraft(at) : undefined;
    return [
      step(approve, {
        gate: "launch",
        version: release.version,
        covers: coversPlaceholder,
        candidate: commit,
        digests: at.has("await-candidate-image")
          ? train.images.filter((each) => each.candidate !== undefined).map((each) => candidateDigest(each.name))
          : [],
        approvals: release.kind === "patch" ? 1 : train.launchGate.approvals,
        from: train.launchGate.from,
        people: peopleOf(train),
        noOpenBlockers: train.launchGate.noOpenBlockers,
        blockersFor: commit,
        accepted: acceptedByPeople(at),
      }),
      step(launchDay, {
        day: release.days.planned,
        time: release.kind === "release" ? train.launchAt : "00:00",
        zone: train.zone,
        heading: release.days.heading,
      }),
      ...(post === undefined ? [] : [post]),
      step(awaitTrack, { train: train.name, version: release.version, candidate: factOf("approve-launch/approve", "candidate") }),
    ];
  },
};
