import type { ReleaseState } from "../domain/journal/state.ts";
import { progressOf } from "../domain/progress.ts";
import { compareVersions, parseVersion, type Version } from "../domain/version.ts";
import { loadVersions } from "./load-release.ts";
import type { AppParts } from "./parts.ts";

type Record = Pick<AppParts, "journal" | "train">;

/** Whether the tag of a release was pushed, from which on users can have it. */
export const isLaunched = (state: ReleaseState): boolean =>
  progressOf(state).some(({ step, standing }) => step.kind === "push-tag" && standing.is === "done");

/** Releases of the train with a higher version that were launched, in order of start. */
export const launchedSince = (parts: Record, version: string): Promise<readonly ReleaseState[]> =>
  launched(parts, version, (theirs, ours) => compareVersions(theirs, ours) > 0);

/** Releases of the train with a lower version that were launched, in order of start. */
export const launchedBefore = (parts: Record, version: string): Promise<readonly ReleaseState[]> =>
  launched(parts, version, (theirs, ours) => compareVersions(theirs, ours) < 0);

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
