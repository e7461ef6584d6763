import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { factsIn, fieldAt, textAt } from "../domain/known.ts";
import { factOfRelease, progressOf, type StepProgress } from "../domain/progress.ts";
import type { AppParts } from "./parts.ts";
import { stop } from "./watch-branch.ts";

/** Pull requests of this release that must not be merged yet: one that was merged by hand before its time holds the release and raises an alarm. */
export const watchMerges = async (parts: AppParts, state: ReleaseState): Promise<readonly Event[]> => {
  const progress = progressOf(state);
  const found: Event[] = [];
  for (const each of progress.filter(({ step, standing }) => step.kind === "merge-pull-request" && standing.is === "blocked")) {
    const pull = pullOf(each, progress);
    if (pull === undefined) continue;
    const now = await parts.ports.pulls.get(pull.repository, pull.number);
    if (now?.state !== "merged") continue;
    found.push(
      ...stop(
        state,
        "MERGED_EARLY",
        `${pull.repository}#${pull.number} was merged before its time; ${each.item?.interlock ?? "it waits for other items"}`,
      ),
    );
  }
  return found;
};

const pullOf = (
  { step }: StepProgress,
  progress: readonly StepProgress[],
): { readonly repository: string; readonly number: string } | undefined => {
  const repository = textAt(step.input, "repository");
  const [wanted] = factsIn(fieldAt(step.input, "number"));
  const number = wanted === undefined ? textAt(step.input, "number") : factOfRelease(progress, wanted);
  return repository === undefined || number === undefined ? undefined : { repository, number };
};
