import { outlineChangelog } from "./changelog-outline.ts";
import type { LooseVersion } from "./loose-version.ts";
import { withoutUnderline } from "./underline.ts";
import { compareVersions, isPreRelease, parseVersion, type Version } from "./version.ts";

/** A version's part of a changelog: heading line first, up to the next part, one newline at the end. */
export interface PastSection {
  readonly version: Version;
  readonly text: string;
  /** What stands below the heading and makes it one, where the heading has no mark of its own; it is no part of the text. */
  readonly underline?: string | undefined;
}

/** What a changelog says before the section of a new version is written. */
export interface PastChangelog {
  /** Of released versions, in the order of the file. */
  readonly sections: readonly PastSection[];
  /** Of pre-releases, in the order of the file. */
  readonly preReleases: readonly PastSection[];
  /** What stands below `Unreleased`, heading included, where there is such a heading. */
  readonly unreleased: string | undefined;
}

/** Takes a changelog apart; versions that are not three numbers are passed over. */
export const readChangelog = (changelog: string): PastChangelog => {
  const text = changelog.replaceAll("\r\n", "\n");
  const parts = outlineChangelog(text).parts.map((part) => ({ ...part, text: `${text.slice(part.start, part.end).trimEnd()}\n` }));
  const versions = parts.flatMap(({ version, text: own }) => {
    const strict = version === undefined ? undefined : strictOf(version);
    return strict === undefined ? [] : [{ version: strict, ...withoutUnderline(own) }];
  });
  return {
    sections: versions.filter(({ version }) => !isPreRelease(version)),
    preReleases: versions.filter(({ version }) => isPreRelease(version)),
    unreleased: parts.find(({ is }) => is === "unreleased")?.text,
  };
};

/** The sections of the pre-releases of a version, newest first. */
export const preReleasesOf = ({ preReleases }: PastChangelog, { major, minor, patch }: Version): readonly PastSection[] =>
  preReleases
    .filter(({ version }) => version.major === major && version.minor === minor && version.patch === patch)
    .toSorted((a, b) => compareVersions(b.version, a.version));

const strictOf = ({ numbers, pre }: LooseVersion): Version | undefined =>
  numbers.length === 3 ? parseVersion(`${numbers.join(".")}${pre.length === 0 ? "" : `-${pre.join(".")}`}`) : undefined;
