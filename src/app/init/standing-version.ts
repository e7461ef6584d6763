import { fillTemplate } from "../../domain/template.ts";
import { compareVersions, formatVersion, nextVersion, parseVersion, type Version } from "../../domain/version.ts";
import { versionNames } from "../../domain/version-names.ts";

/** A version as it stands in files between releases: its numbers, and a mark such as `-rc.1`, `-dev` or `.dev0` behind them. */
export interface StandingVersion {
  readonly version: string;
  readonly mark: string;
}

/** A text by which files hold a standing version, and the template that writes a release's version in the same spelling. */
export interface Spelling {
  readonly text: string;
  readonly template: string;
  /** What main says between releases, where that is something else. */
  readonly onMain?: string;
}

/** The standing version that a text spells plainly, with or without `v`. */
export const parseStanding = (text: string): StandingVersion | undefined => {
  const found = text.length > 60 ? null : plainly.exec(text);
  const version = found?.[1];
  return version === undefined || parseVersion(version) === undefined ? undefined : { version, mark: found?.[2] ?? "" };
};

/**
 * Whether a version that stands somewhere is the product's between `previous` and its next release: `previous` itself, or one above it that is
 * marked as not released.
 */
export const isOfThisLine = ({ version, mark }: StandingVersion, previous: string): boolean => {
  const [standing, before] = [parseVersion(version), parseVersion(previous)];
  if (standing === undefined || before === undefined) return false;
  const order = compareVersions(standing, before);
  return order === 0 || (order > 0 && mark !== "" && standing.major - before.major <= 1);
};

/** Whether a version without a mark is one step above `previous`: set for the next release already. */
export const isNextOf = ({ version, mark }: StandingVersion, previous: string): boolean => {
  const before = parseVersion(previous);
  return mark === "" && before !== undefined && bumps.some((bump) => formatVersion(nextVersion(before, bump)) === version);
};

/** The spellings in which files hold a version. */
export const spellingsOf = ({ version, mark }: StandingVersion, templates = plainSpellings): readonly Spelling[] =>
  templates.flatMap((template) => {
    const text = fillTemplate(template, versionNames(version));
    if (typeof text !== "string") return [];
    return [{ text: template === tuple ? text : text + mark, template }];
  });

/** The previous version as main may say it until the next release: marked, and not raised. */
export const developedSince = (previous: string): readonly Spelling[] =>
  ["-dev", "-SNAPSHOT"].map((mark) => ({ text: `${previous}${mark}`, template: "{version}", onMain: `{version}${mark}` }));

/** The patches of its series before a version, the newest first, as they are spelt plainly; twenty are plenty. */
export const earlierPatches = (previous: string): readonly Spelling[] => {
  const version = parseVersion(previous);
  if (version === undefined) return [];
  const { major, minor, patch } = version;
  return Array.from({ length: Math.min(patch, 20) }, (_, at) => ({ text: `${major}.${minor}.${patch - 1 - at}`, template: "{version}" }));
};

/** The spelling of one of these versions that a whole text is, after a `v` or nothing. */
export const spellingIn = (text: string, versions: readonly StandingVersion[], templates = plainSpellings): Spelling | undefined => {
  for (const { text: spelt, template } of versions.flatMap((each) => spellingsOf(each, templates))) {
    if (text === spelt) return { text, template };
    if (text === `v${spelt}`) return { text, template: `v${template}` };
  }
  return undefined;
};

/** What main says between releases by the mark it has now; nothing for marks that only lead up to a release. */
export const onMainFor = ({ version, mark }: StandingVersion, previous: string): string | undefined => {
  const before = parseVersion(previous);
  if (before === undefined || !/^[-.]?(?:dev|snapshot|pre|next)/i.test(mark)) return undefined;
  if (version === formatVersion(before)) return `{version}${mark}`;
  return `${version === formatVersion(nextVersion(before, "patch")) ? "{next-patch}" : "{next-minor}"}${mark}`;
};

/** Whether a version is so rare that a file which holds it most likely means this product: 1.0.0 and 2.1.0 are everybody's. */
export const isTelling = ({ version, mark }: StandingVersion): boolean => {
  const { major, minor, patch }: Version = parseVersion(version) ?? { major: 0, minor: 0, patch: 0, pre: [] };
  return [mark !== "", mark !== "", major > 2, major > 9, minor > 0, minor > 1, patch > 0].filter(Boolean).length > 1;
};

const plainly =
  /^v?(\d{1,6}\.\d{1,6}\.\d{1,6})([-.]?(?:rc|alpha|beta|a|b|dev|pre|preview|snapshot|next|canary)[\w.-]{0,20}|-[\dA-Za-z][\dA-Za-z.-]{0,20})?$/i;

const bumps = ["patch", "minor", "major"] as const;

/** A tuple has no place for a mark. */
const tuple = "{major}, {minor}, {patch}";

/** As it is, and of languages that compare versions as numbers. */
const plainSpellings: readonly string[] = ["{version}", tuple];

/** Of packages that are not yet stable while their product is. */
export const shiftedSpellings: readonly string[] = ["0.{major}{minor-padded}.{patch}", "0.{minor}.{patch}"];
