import type { Explanation } from "./release-error.ts";

/** Where a question stands and what was found there. */
interface Asked {
  readonly step: string;
  readonly found: string;
}

const asks =
  (why: string, next: (at: Asked) => string) =>
  (at: Asked): Explanation => ({
    what: `${at.found}.`,
    why,
    next: next(at),
    retry: "never",
    fault: "state",
  });

/** Questions that stop a step, and alarms that hold a release, until a person answers. */
export const questions = {
  LAUNCH_SLIPPED: asks(
    "The changelog's heading is inside the tested image; only a person can say whether it may name another day than the launch.",
    ({ step }) => `Decide about ${step}: keep-heading, new-candidate (dated and tested anew) or move-departure --to DAY.`,
  ),
  LATEST_BACKWARDS: asks(
    "Users who follow the moving tag would be given an older version.",
    ({ step }) => `Find out who published the higher version. Decide about ${step}: accept leaves the tag as it is.`,
  ),
  VERSION_NOT_TAG: asks(
    "Whoever asks the released program for its version would be told another one, and be offered the update again and again.",
    ({ step }) => `Mend the file on the release branch, which makes a new candidate; or list it under version-files. Then retry ${step}.`,
  ),
  CHANGELOG_UNWRITTEN: asks(
    "The changelog that people read at the tag is the one that was written before it; it cannot be added to a tag.",
    ({ step }) =>
      `Write the section on the release branch, which makes a new candidate, then retry ${step}; accept launches with it as it is.`,
  ),
  TAG_TWICE: asks(
    "Tools and people follow one spelling or the other, and two tags of one version need not stay the same.",
    ({ step }) => `Delete the tag that is not the train's and stop what makes it, then retry ${step}; accept leaves both.`,
  ),
  IMAGE_UNPUBLISHED: asks(
    "Everybody who installs the chart would wait for an image that cannot be pulled.",
    ({ step }) => `Let the chart name a tag that images: publishes, or publish the image; then retry ${step}.`,
  ),
  LABEL_MISSPELT: asks(
    "A workflow that compares another spelling does nothing and says nothing, so the chart's version would not move.",
    ({ step }) =>
      `Spell chart.label as the workflow does, or put the label back; then retry ${step}. Accept goes on; the chart's version must still be seen to move.`,
  ),
  FEED_MISDATED: asks(
    "Users are told the day on which they can have a version, and an entry that is there is never written over.",
    ({ step }) => `Take the entry out, or give it the day of the launch; then retry ${step}.`,
  ),
  PULL_REQUEST_TWICE: asks(
    "Whichever is merged second changes things that are live, and merging the feed twice tells every user twice.",
    ({ step }) => `Close the one that is not the release's, then retry ${step}; accept leaves it open.`,
  ),
  PREFLIGHT_FAILED: asks(
    "What is refused after the tag cannot be helped by taking the tag back: the release would be out, and half of it would not.",
    ({ step }) => `\`signalbox doctor\` says of each finding how to mend it; then retry ${step}. Accept launches all the same.`,
  ),
  FREEZE_NOT_ENFORCED: asks(
    "A status that no rule requires stops nobody.",
    ({ step }) => `Require the status in the branch's rules, then retry ${step}; accept goes on without a guard.`,
  ),
  RECIPIENTS_OUT_OF_BAND: asks(
    "A newsletter cannot be called back, and so different a number of readers is a mistake more often than a success.",
    ({ step }) => `Look at the audience. Decide about ${step}: accept sends it anyway.`,
  ),
  OTHER_NEWSLETTER_SENT: asks(
    "If that was this release's newsletter, everybody would get it twice.",
    ({ step }) =>
      `Read it. Decide about ${step}: happened when it was this release's, send when it was another one and ours is still to go out.`,
  ),
  CONTENT_CHANGED: asks(
    "What would be sent is not what was approved.",
    ({ step }) => `Look at the campaign, set its content right, then retry ${step}.`,
  ),
  CONTENT_EDITED: asks(
    "What people wrote is not overwritten unasked.",
    ({ step }) => `Look at the campaign. Decide about ${step}: accept keeps what stands there, send replaces it.`,
  ),
  TEXT_UNFINISHED: asks(
    "What was left open would be read by everybody it is sent to.",
    ({ step }) => `Fill it in in the template, then decide about ${step}: plan-again reads the template anew, accept sends it as it is.`,
  ),
  BOARDED_UNASKED: asks(
    "Only what the freeze guard admits may be in the candidate.",
    () => "Look at the commit; revert it with a pull request, or leave it and say so in the release's record.",
  ),
  BRANCH_GONE: asks("The release is built from that branch.", () => "Push it again at the same commit, then resume."),
  BRANCH_REWRITTEN: asks(
    "Commits that were tested are no longer in the branch.",
    () => "Put the branch back to what it was, then resume; or abort the release.",
  ),
  MERGED_EARLY: asks(
    "What it promises may not be there yet.",
    () => "Revert the merge if users can see it; then resume, and the release goes on in its order.",
  ),
  TAG_EARLY: asks(
    "A tag starts the builds that users pull, and this one was not approved.",
    () => "Delete the tag and what was built of it, if nobody has seen it; then resume. A tag that stays is asked about at the launch.",
  ),
  CHANGED_SINCE_LAUNCH: asks(
    "What users get is no longer what was approved; whoever changed it may have the means to change more.",
    () =>
      "Find out who changed it and why, before it is put back: `signalbox verify VERSION` looks again. Put back what is wrong, or take the release back with `signalbox rollback`; a release under way then wants `signalbox resume`.",
  ),
  FEED_EARLY: asks(
    "Users' apps would tell them of what they cannot have yet.",
    () => "Take the entry out of the feed and refresh the CDN; then resume.",
  ),
};
