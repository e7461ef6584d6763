import { planHash, pointOfNoReturn } from "../checklist/index.ts";
import { explain } from "../domain/errors.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Plan } from "../domain/plan.ts";
import { type Check, checkGuards } from "./check-guards.ts";
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
  /** Whether the release was started already, so that this is only how its plan would be made now. */
  readonly begun: boolean;
  /** Names of credentials that `start` will need and that are not there; no part of the plan. */
  readonly missing: readonly string[];
  /** What the launch's guards say now; no part of the plan either. */
  readonly checks: readonly Check[];
}

/** Plans a release, or shows the plan of one under way as it would be made now. Reads only. */
export const planNow = async (parts: AppParts, wish: Wish): Promise<ShownPlan> => {
  const named = wish.version === undefined ? undefined : await findRelease(parts, wish.version);
  const order = named?.order ?? (await takeOrder(parts, wish));
  const underWay = named ?? (await findRelease(parts, order.version));
  if (underWay !== undefined) refuseOther(underWay, wish);
  const { plan } = await makePlan(parts, underWay?.order ?? order, underWay);
  const missing = missingCredentials(parts, plan).flatMap((each) => each.variables);
  return {
    plan,
    hash: planHash(plan),
    pointOfNoReturn,
    begun: underWay !== undefined,
    missing,
    checks: await checkGuards(parts, plan, underWay),
  };
};

/** What was said at the start stays; a plan that quietly left out what is asked for would be read as an answer to it. */
const refuseOther = ({ version, order }: ReleaseState, { day, picks = [] }: Wish): void => {
  if ((day === undefined || day === order.day) && (picks.length === 0 || picks.join() === order.picks.join())) return;
  throw explain("USAGE", {
    what: `${version} has begun, for ${order.day}; its plan is shown as it is.`,
    next: "Leave out --day and --pick. A departure is moved where `signalbox status` asks about its day.",
  });
};
