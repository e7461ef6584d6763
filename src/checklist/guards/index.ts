import type { GuardName } from "../../domain/guard.ts";
import type { Json } from "../../domain/known.ts";
import type { AnyStep } from "../../domain/step.ts";
import { type ArrangedStep, type Arranging, stepAsGiven } from "../item.ts";
import { type AnyGuard, type Guard, waitOf } from "./guard.ts";
import { guardChangelog } from "./guard-changelog.ts";
import { guardChartImage } from "./guard-chart-image.ts";
import { guardFeedDate } from "./guard-feed-date.ts";
import { guardLabel } from "./guard-label.ts";
import { guardLatest } from "./guard-latest.ts";
import { guardPreflight } from "./guard-preflight.ts";
import { guardPullRequests } from "./guard-pull-requests.ts";
import { guardTags } from "./guard-tags.ts";
import { guardVersion } from "./guard-version.ts";

/** A guard whose own types end here: what goes in and out only travels between functions of the same guard. */
const any = <Guarding extends Pick<Guard<never, never, never>, "name">>(guard: Guarding): AnyGuard => guard as unknown as AnyGuard;

/** Every guard by its name, in the order of `guardTable`. */
export const guards: Readonly<Record<GuardName, AnyGuard>> = {
  "guard-version": any(guardVersion),
  "guard-changelog": any(guardChangelog),
  "guard-tags": any(guardTags),
  "guard-latest": any(guardLatest),
  "guard-chart-image": any(guardChartImage),
  "guard-label": any(guardLabel),
  "guard-feed-date": any(guardFeedDate),
  "guard-pull-requests": any(guardPullRequests),
  "guard-preflight": any(guardPreflight),
};

/** The guards as kinds of steps. */
export const guardKinds: readonly AnyStep[] = Object.values(guards).map((each) => waitOf(each) as unknown as AnyStep);

/** Those that have something to look at in this release, as steps of the launch's gate. */
export const guardSteps = (at: Arranging): readonly ArrangedStep[] =>
  Object.values(guards).flatMap(({ name, input }) => {
    const wanted = input(at);
    return wanted === undefined ? [] : [stepAsGiven(name, wanted as Json)];
  });

/** Guards that an item looks at before its own effect, with that effect's moment in their inputs, and their ids for the effect itself. */
export const guardedIn = (
  item: string,
  inputs: Readonly<Partial<Record<GuardName, object | undefined>>>,
): { readonly steps: readonly ArrangedStep[]; readonly ids: readonly string[] } => {
  const steps = Object.entries(inputs).flatMap(([name, input]) => (input === undefined ? [] : [stepAsGiven(name, input as Json)]));
  return { steps, ids: steps.map(({ kind }) => `${item}/${kind}`) };
};
