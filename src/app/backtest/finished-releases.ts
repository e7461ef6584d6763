import { closest } from "../../domain/closest.ts";
import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneLook, TaggedCommit } from "../../domain/ports/local-clone.ts";
import { compareVersions, parseVersion, releasesIn, type Version, versionOfTag, whyNoVersion } from "../../domain/version.ts";

/** A release that is out, as its tag tells. */
export interface FinishedRelease {
  readonly tag: string;
  readonly parsed: Version;
  /** As the tag spells it. */
  readonly version: string;
  readonly commit: ObjectId;
  /** Seconds since 1970. */
  readonly date: number;
}

/** The newest first, by the day of the tag: patches of an older line are among the last releases too. */
export const finishedReleases = (tags: readonly TaggedCommit[], pattern: string): readonly FinishedRelease[] => {
  const known = new Map(tags.map((each) => [each.tag, each]));
  return releasesIn([...known.keys()], pattern)
    .flatMap(({ tag, version }) => {
      const found = known.get(tag);
      return found === undefined
        ? []
        : [{ tag, parsed: version, version: versionText(tag, pattern), commit: found.commit, date: found.date }];
    })
    .sort((a, b) => b.date - a.date || compareVersions(b.parsed, a.parsed));
};

/** The release that somebody means by a version or its tag. Raises VERSION_INVALID or REF_UNKNOWN. */
export const releaseMeant = (all: readonly FinishedRelease[], text: string, look: CloneLook, pattern: string): FinishedRelease => {
  const version: Version | undefined = parseVersion(text) ?? versionOfTag(pattern, text);
  if (version === undefined) throw explain("VERSION_INVALID", { version: text.slice(0, 100), reason: whyNoVersion(text) });
  const found = all.find(({ parsed }) => compareVersions(parsed, version) === 0);
  if (found !== undefined) return found;
  const known = closest(
    text,
    all.slice(0, 500).map((each) => each.version),
  );
  throw explain("REF_UNKNOWN", { ref: text.slice(0, 100), place: look.place, known: known.join(", ") });
};

const versionText = (tag: string, pattern: string): string => {
  const [before = "", after = ""] = pattern.split("{version}");
  return tag.slice(before.length, tag.length - after.length);
};
