import { planHash, pointOfNoReturn } from "../checklist/index.ts";
import type { Plan } from "../domain/plan.ts";
import { missingCredentials } from "./credentials.ts";
import { findRelease } from "./load-release.ts";
import { makePlan } from "./make-plan.ts";
import type { AppParts } from "./parts.ts";
import { takeOrder, type Wish } from "./take-order.ts";

/** A plan with its hash, as `signalbox plan` shows it. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly hash: string;
  readonly pointOfNoReturn: string;
  /** Names of credentials that `start` will need and that are not there; no part of the plan. */
  readonly missing: readonly string[];
}

/** Plans a release, or shows the plan of one under way as it would be made now. Reads only. */
export const planNow = async (parts: AppParts, wish: Wish): Promise<ShownPlan> => {
  const underWay = wish.version === undefined ? undefined : await findRelease(parts, wish.version);
  const { plan } =
    underWay === undefined ? await makePlan(parts, await takeOrder(parts, wish)) : await makePlan(parts, underWay.order, underWay);
  const missing = missingCredentials(parts, plan).flatMap((each) => each.variables);
  return { plan, hash: planHash(plan), pointOfNoReturn, missing };
};
