import { loadUnderWay } from "../app/load-release.ts";
import { timings } from "../checklist/steps/lateness.ts";
import { addDuration, compareInstants, type Duration, instant } from "../domain/instant.ts";
import type { ReleaseState, StepRecord } from "../domain/journal/state.ts";
import { textAt } from "../domain/known.ts";
import type { PlannedStep } from "../domain/plan.ts";
import type { Clock } from "../domain/ports/host.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { Tracks } from "../domain/ports/tracks.ts";
import { isOver, progressOf, type StepProgress } from "../domain/progress.ts";
import type { Train } from "../domain/train.ts";
import { compareVersions, parseVersion } from "../domain/version.ts";

/** Which other releases of the train are launching, read from their journals. */
export const tracksIn = (journal: Journal, train: Train, clock: Clock): Tracks => {
  const launchingBut = async (isOurs: (state: ReleaseState) => boolean): Promise<readonly string[]> =>
    (await loadUnderWay({ journal, train })).filter((each) => !isOurs(each) && isLaunching(each, clock)).map((each) => each.version);
  return {
    launching: (_train, except) => launchingBut((each) => each.version === except),
    beside: async (tag) => {
      const ours: string[] = [];
      const launching = await launchingBut((each) => {
        const isOurs = progressOf(each).some(({ step }) => step.kind === "push-tag" && textAt(step.input, "tag") === tag);
        if (isOurs) ours.push(each.version);
        return isOurs;
      });
      return { launching, yields: launching.some((other) => ours.some((version) => isHigher(version, other))) };
    },
  };
};

/** Past its tag, or about to push it, and not yet through with what other releases touch as well; or about to move a tag back that they move. */
const isLaunching = (state: ReleaseState, clock: Clock): boolean => {
  if (state.finishedAt !== undefined || state.aborted !== undefined) return false;
  const progress = progressOf(state);
  return (
    progress.some((each) => each.step.kind === "push-tag" && isTagged(state, each, clock)) &&
    progress.some(({ item, step, standing }) => (item?.phase === "launch" || step.kind === "move-tag-back") && !isOver(standing))
  );
};

/**
 * An intent counts: its tag may be pushed at any moment. Where a guard has lapsed since, nothing is pushed without a new intent, and only what was
 * sent before can still arrive.
 */
const isTagged = (state: ReleaseState, { step, standing }: StepProgress, clock: Clock): boolean => {
  if (standing.is === "done") return true;
  if (standing.is === "ready" && standing.record.intent !== undefined) return true;
  const { deadline, lateness } = timings.git;
  const mayArrive = (at: string): boolean =>
    compareInstants(instant(clock.now()), addDuration(instant(at), (deadline + lateness) as Duration)) < 0;
  return recordsOf(state, step).some(({ intent, unknown }) => [intent, unknown].some((each) => each !== undefined && mayArrive(each.at)));
};

/** Under whatever input it was begun. */
const recordsOf = (state: ReleaseState, step: PlannedStep): readonly StepRecord[] =>
  [...state.records].flatMap(([name, record]) => (name.startsWith(`${step.id} `) ? [record] : []));

/** The lower version is the patch that is waited for. */
const isHigher = (version: string, other: string): boolean => {
  const [ours, theirs] = [parseVersion(version), parseVersion(other)];
  return ours !== undefined && theirs !== undefined && compareVersions(ours, theirs) > 0;
};
