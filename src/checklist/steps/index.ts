import type { AnyStep } from "../../domain/step.ts";
import { guardKinds } from "../guards/index.ts";
import { approve } from "./approve.ts";
import { awaitApp } from "./await-app.ts";
import { awaitChartVersion } from "./await-chart-version.ts";
import { awaitEdge } from "./await-edge.ts";
import { awaitFinishedDraft } from "./await-finished-draft.ts";
import { awaitFinishedTexts } from "./await-finished-texts.ts";
import { awaitImage } from "./await-image.ts";
import { awaitReleaseImage } from "./await-release-image.ts";
import { awaitRequiredStatus } from "./await-required-status.ts";
import { awaitRun } from "./await-run.ts";
import { awaitStatuses } from "./await-statuses.ts";
import { awaitTrack } from "./await-track.ts";
import { awaitWithdrawal } from "./await-withdrawal.ts";
import { buildApp } from "./build-app.ts";
import { confirm } from "./confirm.ts";
import { draftReleasePage } from "./draft-release-page.ts";
import { editMessage } from "./edit-message.ts";
import { findBranchHead } from "./find-branch-head.ts";
import { findMissing } from "./find-missing.ts";
import { invalidateCdn } from "./invalidate-cdn.ts";
import { keepArtifact } from "./keep-artifact.ts";
import { labelPullRequest } from "./label-pull-request.ts";
import { launchDay } from "./launch-day.ts";
import { mark } from "./mark.ts";
import { mergePullRequest } from "./merge-pull-request.ts";
import { moveTagBack } from "./move-tag-back.ts";
import { nameCampaign } from "./name-campaign.ts";
import { nextChartVersion } from "./next-chart-version.ts";
import { openPullRequest } from "./open-pull-request.ts";
import { postMessage } from "./post-message.ts";
import { promoteImage } from "./promote-image.ts";
import { publishReleasePage } from "./publish-release-page.ts";
import { pushBranch } from "./push-branch.ts";
import { pushCommits } from "./push-commits.ts";
import { pushTag } from "./push-tag.ts";
import { refreshBranch } from "./refresh-branch.ts";
import { replicateCampaign } from "./replicate-campaign.ts";
import { reviseDraft } from "./revise-draft.ts";
import { runCommand } from "./run-command.ts";
import { runCommandLooked } from "./run-command-looked.ts";
import { runCommandOnce } from "./run-command-once.ts";
import { runCommandRepeatable } from "./run-command-repeatable.ts";
import { sendCampaign } from "./send-campaign.ts";
import { sendRequestLooked } from "./send-request-looked.ts";
import { sendRequestOnce } from "./send-request-once.ts";
import { sendRequestRepeatable } from "./send-request-repeatable.ts";
import { setCampaignContent } from "./set-campaign-content.ts";
import { setStatus } from "./set-status.ts";
import { testCampaign } from "./test-campaign.ts";
import { testSession } from "./test-session.ts";
import { withdrawReleasePage } from "./withdraw-release-page.ts";

const every = [
  pushBranch,
  pushCommits,
  pushTag,
  refreshBranch,
  reviseDraft,
  openPullRequest,
  labelPullRequest,
  setStatus,
  mergePullRequest,
  draftReleasePage,
  publishReleasePage,
  withdrawReleasePage,
  promoteImage,
  moveTagBack,
  buildApp,
  runCommand,
  postMessage,
  editMessage,
  invalidateCdn,
  replicateCampaign,
  nameCampaign,
  setCampaignContent,
  testCampaign,
  sendCampaign,
  runCommandOnce,
  runCommandLooked,
  runCommandRepeatable,
  sendRequestOnce,
  sendRequestLooked,
  sendRequestRepeatable,
  keepArtifact,
  findBranchHead,
  findMissing,
  nextChartVersion,
  awaitRun,
  awaitImage,
  awaitReleaseImage,
  awaitApp,
  launchDay,
  awaitChartVersion,
  awaitEdge,
  awaitWithdrawal,
  awaitTrack,
  awaitRequiredStatus,
  awaitStatuses,
  awaitFinishedDraft,
  awaitFinishedTexts,
  approve,
  testSession,
  confirm,
  mark,
] as const;

/** Every kind of step by its name, which journals refer to for ever. Their own types end here: what goes in and out only travels between functions of one kind. */
export const stepKinds: ReadonlyMap<string, AnyStep> = new Map(
  [...every.map((kind) => kind as unknown as AnyStep), ...guardKinds].map((kind) => [kind.name, kind]),
);
