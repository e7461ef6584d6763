import { loadUnderWay } from "../app/load-release.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { Tracks } from "../domain/ports/tracks.ts";
import { isOver, progressOf } from "../domain/progress.ts";
import type { Train } from "../domain/train.ts";

/** Which other releases of the train are launching, read from their journals. */
export const tracksIn = (journal: Journal, train: Train): Tracks => ({
  launching: async (_train, except) =>
    (await loadUnderWay({ journal, train })).filter((each) => each.version !== except && isLaunching(each)).map((each) => each.version),
});

/** Past its tag, and not yet through with what other releases touch as well; or about to move a tag back that they move. */
const isLaunching = (state: ReleaseState): boolean => {
  if (state.finishedAt !== undefined || state.aborted !== undefined) return false;
  const progress = progressOf(state);
  const tagged = progress.some(
    ({ step, standing }) =>
      step.kind === "push-tag" && (standing.is === "done" || (standing.is === "ready" && standing.record.intent !== undefined)),
  );
  return (
    tagged && progress.some(({ item, step, standing }) => (item?.phase === "launch" || step.kind === "move-tag-back") && !isOver(standing))
  );
};
