import { compareInstants, type Instant, instant } from "../domain/instant.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { progressOf } from "../domain/progress.ts";
import { compareVersions, parseVersion, type Version } from "../domain/version.ts";
import { loadVersions } from "./load-release.ts";
import type { AppParts } from "./parts.ts";

type Record = Pick<AppParts, "journal" | "train">;

/** Whether the tag of a release was pushed, from which on users can have it. */
export const isLaunched = (state: ReleaseState): boolean => launchedAt(state) !== undefined;

/** When it was. */
export const launchedAt = (state: ReleaseState): Instant | undefined => {
  const tag = progressOf(state).find(({ step, standing }) => step.kind === "push-tag" && standing.is === "done")?.standing;
  return tag?.is === "done" && tag.record.done !== undefined ? instant(tag.record.done.at) : undefined;
};

/** Releases of the train with a higher version that were launched, in order of start. */
export const launchedSince = (parts: Record, version: string): Promise<readonly ReleaseState[]> =>
  launched(parts, version, (theirs, ours) => compareVersions(theirs, ours) > 0);

/** Releases of the train with a lower version that were launched, in order of start. */
export const launchedBefore = (parts: Record, version: string): Promise<readonly ReleaseState[]> =>
  launched(parts, version, (theirs, ours) => compareVersions(theirs, ours) < 0);

/** Whether another release of the train, of whatever version, was launched and not over when this one was launched, or since: they share the feed and the chart. */
export const isFollowed = async (parts: Record, state: ReleaseState): Promise<boolean> => {
  const ours = launchedAt(state);
  if (ours === undefined) return false;
  const others = (await loadVersions(parts, (version) => version !== state.version)).filter(isLaunched);
  return others.some(({ finishedAt }) => finishedAt === undefined || compareInstants(instant(finishedAt), ours) >= 0);
};

const launched = async (
  parts: Record,
  version: string,
  isMeant: (theirs: Version, ours: Version) => boolean,
): Promise<readonly ReleaseState[]> => {
  const ours = parseVersion(version);
  if (ours === undefined) return [];
  const meant = (other: string): boolean => {
    const theirs = parseVersion(other);
    return theirs !== undefined && isMeant(theirs, ours);
  };
  return (await loadVersions(parts, meant)).filter(isLaunched);
};
