import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { factsIn, fieldAt, textAt } from "../domain/known.ts";
import { factOfRelease, isOver, progressOf, type StepProgress } from "../domain/progress.ts";
import { standingAlone } from "../domain/standing-alone.ts";
import { readFeed } from "../edits/read-feed.ts";
import type { AppParts } from "./parts.ts";
import { stop } from "./watch-branch.ts";

/**
 * What must not be there yet: a pull request of this release, its entry in the feed, or its tag, that somebody merged or pushed by hand before
 * its time raises an alarm and holds the release, so that nothing more is told.
 */
export const watchMerges = async (parts: AppParts, state: ReleaseState): Promise<readonly Event[]> => {
  const taken = takenOver(state);
  const progress = progressOf(state);
  const found: Event[] = (await Promise.all([watchFeed(parts, state, progress, taken), watchTag(parts, state, progress, taken)])).flat();
  for (const each of progress.filter(({ step, standing }) => step.kind === "merge-pull-request" && standing.is === "blocked")) {
    if (taken.has(each.step.id)) continue;
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

/** What people did before its turn and the release has taken over: it is known, and nobody need be told of it again. */
const takenOver = (state: ReleaseState): ReadonlySet<string> =>
  new Set(standingAlone(state).flatMap(({ step, record }) => (record.done === undefined ? [] : [step.id])));

/** Until our own sync is opened, an entry of this version can only be somebody else's. */
const watchFeed = async (
  parts: AppParts,
  state: ReleaseState,
  progress: readonly StepProgress[],
  taken: ReadonlySet<string>,
): Promise<readonly Event[]> => {
  const { repository, updateFeed } = parts.train;
  const sync = progress.find(({ step }) => step.id === "sync-main/open-pull-request");
  if (updateFeed === undefined || sync === undefined || isOver(sync.standing) || taken.has(sync.step.id)) return [];
  const head = await parts.ports.refs.look(repository.name, `refs/heads/${repository.main}`);
  const text = head === undefined ? undefined : await parts.ports.objects.file(repository.name, head.commit, updateFeed.file);
  if (text === undefined || !readFeed(text).some((each) => each.version === state.version)) return [];
  return stop(
    state,
    "FEED_EARLY",
    `${updateFeed.file} on ${repository.main} tells users of ${state.version}, which they cannot have yet; take the entry out there`,
  );
};

/** Until our own tag may be pushed, a tag of this version is somebody else's, and builds what users pull. */
const watchTag = async (
  { ports }: AppParts,
  state: ReleaseState,
  progress: readonly StepProgress[],
  taken: ReadonlySet<string>,
): Promise<readonly Event[]> => {
  const pushing = progress.find(({ step }) => step.kind === "push-tag");
  const [repository, tag] = [textAt(pushing?.step.input, "repository"), textAt(pushing?.step.input, "tag")];
  if (pushing?.standing.is !== "blocked" || taken.has(pushing.step.id) || repository === undefined || tag === undefined) return [];
  const there = await ports.refs.look(repository, `refs/tags/${tag}`);
  if (there === undefined) return [];
  return stop(
    state,
    "TAG_EARLY",
    `tag ${tag} of ${repository} was pushed before its time, at ${there.commit}; ${pushing.item?.interlock ?? ""}`,
  );
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
