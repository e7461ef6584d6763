/** What grows from one release to the next. */
export type Bump = "major" | "minor" | "patch";

/** A semantic version (semver.org 2.0.0): three whole numbers without leading zeros, pre-release identifiers, build metadata. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `["rc", "1"]` for `-rc.1`; empty for a released version. */
  readonly pre: readonly string[];
  /** `linux.7` for `+linux.7`; says nothing about precedence. */
  readonly build?: string;
}

/** A tag together with the version it names. */
export interface TaggedVersion {
  readonly tag: string;
  readonly version: Version;
}

/** How a wanted version stands to the one before: one step up, or why it is not. */
export type Step = Bump | "equal" | "lower" | "skips";

/** The version that a text names, or nothing: no `v`, no leading zeros, never two or four parts, numbers below 2^53. */
export const parseVersion = (text: string): Version | undefined => threeNumbers(text) ?? parseWhole(text);

const parseWhole = (text: string): Version | undefined => {
  const found = text.length > 256 ? null : wholeVersion.exec(text);
  if (found === null) return undefined;
  const [major, minor, patch] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (![major, minor, patch].every(Number.isSafeInteger)) return undefined;
  const pre = found[4] === undefined ? [] : found[4].split(".");
  return found[5] === undefined ? { major, minor, patch, pre } : { major, minor, patch, pre, build: found[5] };
};

export const formatVersion = ({ major, minor, patch, pre, build }: Version): string =>
  `${major}.${minor}.${patch}${pre.length === 0 ? "" : `-${pre.join(".")}`}${build === undefined ? "" : `+${build}`}`;

export const isPreRelease = (version: Version): boolean => version.pre.length > 0;

/** Semver precedence: negative when `a` is below `b`. Build metadata does not count. */
export const compareVersions = (a: Version, b: Version): number =>
  a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePre(a.pre, b.pre);

/** The released version one step above; what stands behind the bumped part becomes zero. */
export const nextVersion = ({ major, minor, patch }: Version, bump: Bump): Version => {
  if (bump === "major") return { major: major + 1, minor: 0, patch: 0, pre: [] };
  if (bump === "minor") return { major, minor: minor + 1, patch: 0, pre: [] };
  return { major, minor, patch: patch + 1, pre: [] };
};

/** Tells one step up (a pre-release of the next version is one as well) from a version that is equal, lower or leaves one out. */
export const stepBetween = (previous: Version, wanted: Version): Step => {
  const order = compareVersions(wanted, previous);
  if (order <= 0) return order === 0 ? "equal" : "lower";
  const released = { ...wanted, pre: [] };
  return bumps.find((bump) => compareVersions(nextVersion(previous, bump), released) === 0) ?? "skips";
};

/** `1-29-0`, for addresses and file names. */
export const dashed = (version: Version): string => formatVersion(version).replaceAll(/[.+]/g, "-");

/** The tag of a version by a pattern such as `{version}`, `v{version}` or `server/v{version}`; throws RangeError without exactly one `{version}`. */
export const tagFor = (pattern: string, version: Version): string => {
  const { before, after } = partsOf(pattern);
  return `${before}${formatVersion(version)}${after}`;
};

/** The version a tag names by a pattern, or nothing: tags of other packages of the repository (`plugin@1.2.0`) are not ours. */
export const versionOfTag = (pattern: string, tag: string): Version | undefined => {
  const { before, after } = partsOf(pattern);
  if (tag.length <= before.length + after.length || !tag.startsWith(before) || !tag.endsWith(after)) return undefined;
  return parseVersion(tag.slice(before.length, tag.length - after.length));
};

/** Released versions among tags, the highest first, whatever order or date the tags have. Pre-releases and tags of other patterns never count. */
export const releasesIn = (tags: readonly string[], pattern: string): readonly TaggedVersion[] => {
  const { before, after } = partsOf(pattern);
  const found: TaggedVersion[] = [];
  for (const tag of tags) {
    if (!tag.startsWith(before) || !tag.endsWith(after)) continue;
    const text = tag.slice(before.length, tag.length - after.length);
    // Half of the tags of a project are pre-releases, which a dash tells.
    const version = threeNumbers(text) ?? (/^[^+]*-/.test(text) ? undefined : parseWhole(text));
    if (version !== undefined && version.pre.length === 0) found.push({ tag, version });
  }
  // Two tags may differ in build metadata only; the choice must not depend on the order in which git lists them.
  return found.sort((a, b) => compareVersions(b.version, a.version) || (a.tag < b.tag ? -1 : 1));
};

/**
 * The highest released version below `wanted`: 1.29.0 for 1.29.1, and 1.29.1 for 1.30.0 once that patch is out. The caller leaves out tags that are
 * not of this line.
 */
export const previousVersion = (tags: readonly string[], wanted: Version, pattern: string): TaggedVersion | undefined =>
  releasesIn(tags, pattern).find(({ version }) => compareVersions(version, wanted) < 0);

/** Why a text is no version, to go behind a colon. */
export const whyNoVersion = (text: string): string => {
  if (/^v\d/.test(text)) return "leave out the v: the tag's form is in the configuration";
  if (/^\d+\.\d+$/.test(text)) return "the patch number is missing";
  if (/^\d+(?:\.\d+){3,}/.test(text)) return "it has more than three numbers";
  if (/(^|\.)0\d/.test(text)) return "a number begins with 0";
  return "it is not three numbers with dots between them";
};

/** What nearly all tags are, told without a pattern: there are thousands of them. */
const threeNumbers = (text: string): Version | undefined => {
  const first = text.indexOf(".");
  const second = text.indexOf(".", first + 1);
  if (first < 0 || second < 0) return undefined;
  const major = plainNumber(text.slice(0, first));
  const minor = plainNumber(text.slice(first + 1, second));
  const patch = plainNumber(text.slice(second + 1));
  return major === undefined || minor === undefined || patch === undefined ? undefined : { major, minor, patch, pre: [] };
};

const plainNumber = (digits: string): number | undefined => {
  if (digits.length === 0 || digits.length > 15 || (digits.length > 1 && digits.startsWith("0"))) return undefined;
  for (let at = 0; at < digits.length; at += 1) {
    const code = digits.charCodeAt(at);
    if (code < zero || code > nine) return undefined;
  }
  return Number(digits);
};

const zero = "0".charCodeAt(0);
const nine = "9".charCodeAt(0);

const bumps: readonly Bump[] = ["patch", "minor", "major"];

const wholeVersion =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*))?(?:\+([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?$/;

const comparePre = (a: readonly string[], b: readonly string[]): number => {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [at, left] of a.entries()) {
    const right = b[at];
    if (right === undefined) return 1;
    const order = compareIdentifier(left, right);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

const compareIdentifier = (left: string, right: string): number => {
  const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  if (leftIsNumber && left.length !== right.length) return left.length - right.length;
  return left === right ? 0 : left < right ? -1 : 1;
};

const partsOf = (pattern: string): { readonly before: string; readonly after: string } => {
  const [before, after, more] = pattern.split("{version}");
  if (before === undefined || after === undefined || more !== undefined)
    throw new RangeError(`A tag pattern holds {version} exactly once: ${JSON.stringify(pattern.slice(0, 80))}`);
  return { before, after };
};
