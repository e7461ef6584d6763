import type { ReleaseState } from "../domain/journal/state.ts";
import { type Json, textAt } from "../domain/known.ts";
import { progressOf } from "../domain/progress.ts";
import { shellWord } from "../domain/shell-word.ts";

/** Something a release did outside that stays when it is aborted. */
export interface Left {
  readonly step: string;
  readonly evidence: string;
  /** What a person can do about it. */
  readonly undo: string;
}

/** What an abort leaves, last first, because that is the order to undo it in. */
export const leftBy = (state: ReleaseState): readonly Left[] =>
  progressOf(state)
    .flatMap(({ step, standing }) => {
      const undo = undoOf[step.kind];
      if (undo === undefined || standing.is !== "done" || standing.record.done?.byHand === true) return [];
      const { done } = standing.record;
      return [{ step: step.id, evidence: done?.evidence ?? "", undo: undo(standing.input, done?.facts ?? {}) }];
    })
    .reverse();

type Undo = (input: Json, facts: Readonly<Record<string, string>>) => string;

const stays =
  (why: string): Undo =>
  () =>
    `stays: ${why}`;

const repositoryOf = (input: Json): string => shellWord(textAt(input, "repository") ?? "OWNER/NAME");
const branchOf = (input: Json): string => shellWord(textAt(input, "branch") ?? "BRANCH");

/** By kind of step, only for kinds that change something outside. Commands are those of git and gh. */
const undoOf: Readonly<Record<string, Undo>> = {
  "push-branch": (input) => `git push https://github.com/${repositoryOf(input)} --delete refs/heads/${branchOf(input)}`,
  "push-commits": (input) => `nothing to do when the branch ${branchOf(input)} is deleted; otherwise revert the commits in a pull request`,
  "push-tag": stays("somebody may have pinned the tag; release the next version instead"),
  "open-pull-request": (input, facts) => `gh pr close ${shellWord(facts["number"] ?? "NUMBER")} --repo ${repositoryOf(input)}`,
  "label-pull-request": () => "nothing to do when its pull request is closed",
  "merge-pull-request": (input, facts) =>
    `revert it in a new pull request in ${repositoryOf(input)} (${facts["commit"] ?? "its merge commit"})`,
  "publish-release-page": (input) => `gh release edit ${shellWord(textAt(input, "tag") ?? "TAG")} --draft --repo ${repositoryOf(input)}`,
  "post-message": stays("people have read it; edit the message, or post a correction"),
  "send-campaign": stays("mail cannot be called back; send a correction"),
  "replicate-campaign": () => "delete the draft campaign in Mailchimp",
  "promote-image": stays("the tag names the new digest; promote the previous digest to move it back"),
  "build-app": stays("the environment runs the candidate until it is deployed again"),
  "run-command": stays("what the command did is its own matter"),
  "invalidate-cdn": () => "nothing to do: the next request fetches it again",
};
