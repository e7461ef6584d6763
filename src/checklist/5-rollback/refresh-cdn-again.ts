import { type ArrangedStep, step } from "../item.ts";
import { awaitWithdrawal } from "../steps/await-withdrawal.ts";
import { invalidateCdn } from "../steps/invalidate-cdn.ts";
import { doneOf, type RollingBack, type Undoing, undoing } from "./rolling-back.ts";

/** Users' apps read at the edge, which goes on telling of the release until it is refreshed. */
export const refreshCdnAgain = (at: RollingBack): Undoing | undefined => {
  const { train, state, survey } = at;
  const told = doneOf(at, "await-edge");
  const isTold = survey.feed !== undefined;
  if (train.updateFeed === undefined || (!isTold && told.length === 0)) return undefined;
  const invalidation: readonly ArrangedStep[] =
    train.cdn === undefined ? [] : [step(invalidateCdn, { distribution: train.cdn.distribution, paths: train.cdn.paths })];
  return undoing(
    at,
    {
      id: "refresh-cdn-again",
      title: "Refresh the CDN, until it is silent",
      dial: "refresh-cdn",
      access: train.cdn === undefined ? [] : ["AWS_ACCESS_KEY_ID"],
      after: isTold ? ["withdraw-feed"] : [],
      steps: [...invalidation, step(awaitWithdrawal, { url: train.updateFeed.edge, version: state.version })],
    },
    told.map((each) => each.step.id),
  );
};
