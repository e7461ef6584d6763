import { isMoving } from "../../checklist/3-launch/publish-images.ts";
import type { MovedTag, RollbackSurvey } from "../../checklist/5-rollback/rolling-back.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import { fieldAt, type Json, textAt } from "../../domain/known.ts";
import { progressOf } from "../../domain/progress.ts";
import { compareVersions, parseVersion } from "../../domain/version.ts";
import { readFeed } from "../../edits/read-feed.ts";
import { fillAll } from "../fill-all.ts";
import { launchedBefore, launchedSince } from "../launched-since.ts";
import type { AppParts } from "../parts.ts";
import { namesOf } from "../template-names.ts";

/** Reads what a rollback depends on: the feed, the tags that every release moves, and what was launched before and since. Changes nothing. */
export const surveyRollback = async (parts: AppParts, state: ReleaseState): Promise<RollbackSurvey> => {
  const [before, since] = await Promise.all([launchedBefore(parts, state.version), launchedSince(parts, state.version)]);
  const standing = before.filter((each) => each.rollback === undefined);
  const previous = highest([state.plan?.previous ?? "", ...standing.map(({ version }) => version)]);
  const record = standing.find(({ version }) => version === previous);
  return {
    feed: await feedTelling(parts, state.version),
    moved: await Promise.all(movingTags(state).map((each) => lookAtTag(parts, each, previous, record))),
    previous,
    later: since.filter((each) => each.rollback === undefined).at(-1)?.version,
  };
};

const highest = (versions: readonly string[]): string => {
  const known = versions.flatMap((version) => {
    const parsed = parseVersion(version);
    return parsed === undefined ? [] : [{ version, parsed }];
  });
  return known.sort((a, b) => compareVersions(b.parsed, a.parsed))[0]?.version ?? "";
};

/** The feed on the main branch, where it tells of the version. */
const feedTelling = async ({ ports, train }: AppParts, version: string): Promise<string | undefined> => {
  const { updateFeed, repository } = train;
  if (updateFeed === undefined) return undefined;
  const head = await ports.refs.look(repository.name, `refs/heads/${repository.main}`);
  const text = head === undefined ? undefined : await ports.objects.file(repository.name, head.commit, updateFeed.file);
  return text !== undefined && readFeed(text).some((each) => each.version.replace(/^v/, "") === version) ? text : undefined;
};

interface Moving {
  readonly image: string;
  readonly tag: string;
  readonly ours: string | undefined;
}

/** The tags that the release's own record moves, with the digest that it recorded. */
const movingTags = (state: ReleaseState): readonly Moving[] =>
  progressOf(state).flatMap(({ step, standing }) => {
    const image = textAt(step.input, "image");
    if (image === undefined) return [];
    const ours = standing.is === "done" ? standing.record.done?.facts["digest"] : undefined;
    return tagsIn(step.kind, step.input).map((tag) => ({ image, tag, ours }));
  });

const tagsIn = (kind: string, input: Json): readonly string[] => {
  if (kind === "promote-image") return fieldAt(input, "moving") === "yes" ? [textAt(input, "tag") ?? ""] : [];
  const moving = kind === "await-release-image" ? fieldAt(input, "moving") : undefined;
  return Array.isArray(moving) ? moving.filter((each): each is string => typeof each === "string") : [];
};

/** What the tag names, and what it named before: by the record of the release before, else by that version's own tag. */
const lookAtTag = async (
  { ports, train }: AppParts,
  { image, tag, ours }: Moving,
  previous: string,
  record: ReleaseState | undefined,
): Promise<MovedTag> => {
  const recorded = record === undefined ? undefined : movingTags(record).find((each) => each.image === image && each.tag === tag)?.ours;
  const own = train.images.find(({ name }) => name === image)?.release.find((template) => !isMoving(template));
  const wanted = recorded ?? (own === undefined ? undefined : fillAll(own, namesOf(previous, "")));
  const [now, before] = await Promise.all([
    ports.images.digest(image, tag),
    wanted === undefined || previous === "" ? undefined : ports.images.digest(image, wanted),
  ]);
  return { image, tag, ours, now, before };
};
