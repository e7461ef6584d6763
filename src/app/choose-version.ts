import { explain } from "../domain/errors.ts";
import type { Train } from "../domain/train.ts";
import {
  compareVersions,
  formatVersion,
  isPreRelease,
  nextVersion,
  parseVersion,
  previousVersion,
  releasesIn,
  stepBetween,
  type TaggedVersion,
  type Version,
  versionOfTag,
  whyNoVersion,
} from "../domain/version.ts";

/** Which version a release has, the one before it on its line, and whether it is a patch. */
export interface Chosen {
  readonly version: Version;
  readonly previous: TaggedVersion;
  readonly kind: "release" | "patch";
}

/** Chooses the next version by the train's rule, or checks the one that was asked for. Raises VERSION_INVALID, VERSION_NOT_NEXT or NO_PREVIOUS_TAG. */
export const chooseVersion = (train: Train, tags: readonly string[], wanted: string | undefined, reason: string | undefined): Chosen => {
  const pattern = train.repository.tag;
  const [newest] = releasesIn(tags, pattern);
  if (wanted === undefined) {
    if (newest === undefined) throw explain("NO_PREVIOUS_TAG", { pattern, version: "the next one" });
    return { version: nextVersion(newest.version, train.version.bump), previous: newest, kind: "release" };
  }
  const version = requireVersion(wanted);
  if (tags.some((tag) => isVersion(versionOfTag(pattern, tag), version))) throw notNext(train, newest, version, "it has been released");
  const previous = previousVersion(tags, version, pattern);
  if (previous === undefined) throw refusedBelow(train, newest, version);
  const step = stepBetween(previous.version, version);
  const kind = version.patch > 0 && train.version.bump !== "patch" ? "patch" : "release";
  if (kind === "release" && newest !== undefined && compareVersions(version, newest.version) < 0)
    throw notNext(train, newest, version, `${formatVersion(newest.version)} is released already`);
  if (step === "skips" && reason === undefined)
    throw notNext(train, newest, version, `it skips versions after ${formatVersion(previous.version)}, and needs --reason`);
  if (step === "major" && train.version.bump !== "major" && reason === undefined)
    throw notNext(train, newest, version, "a major version is an explicit decision, and needs --reason");
  return { version, previous, kind };
};

const requireVersion = (text: string): Version => {
  const version = parseVersion(text);
  if (version === undefined) throw explain("VERSION_INVALID", { version: text, reason: whyNoVersion(text) });
  if (isPreRelease(version)) throw explain("VERSION_INVALID", { version: text, reason: "a train releases final versions" });
  if (version.build !== undefined) throw explain("VERSION_INVALID", { version: text, reason: "build metadata names no other version" });
  return version;
};

const isVersion = (found: Version | undefined, version: Version): boolean => found !== undefined && compareVersions(found, version) === 0;

const refusedBelow = (train: Train, newest: TaggedVersion | undefined, version: Version) =>
  newest === undefined
    ? explain("NO_PREVIOUS_TAG", { pattern: train.repository.tag, version: formatVersion(version) })
    : notNext(train, newest, version, `${formatVersion(newest.version)} is released already`);

const notNext = (train: Train, newest: TaggedVersion | undefined, version: Version, reason: string) =>
  explain("VERSION_NOT_NEXT", {
    version: formatVersion(version),
    reason,
    next: newest === undefined ? "the next version" : formatVersion(nextVersion(newest.version, train.version.bump)),
  });
