import { explain } from "../../domain/errors.ts";
import type { RefName } from "../../domain/ports/git.ts";
import type { CloneLook, LocalClone } from "../../domain/ports/local-clone.ts";
import {
  compareVersions,
  formatVersion,
  parseVersion,
  releasesIn,
  type TaggedVersion,
  tagFor,
  type Version,
  versionOfTag,
  whyNoVersion,
} from "../../domain/version.ts";
import { mainCommit } from "./main-commit.ts";
import { type RangeEnd, resolveRef } from "./resolve-ref.ts";

/** What a person asked for; everything may be left out. */
export interface RangeWish {
  readonly version?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface RangeEnds {
  /** The previous release; undefined when everything counts. */
  readonly from: RangeEnd | undefined;
  readonly to: RangeEnd;
}

export interface ChosenRange extends RangeEnds {
  /** What a person should know about the choice. */
  readonly notes: readonly string[];
}

/** The choice, which may take a look at the graph, and where it will nearly always fall: undefined where a wrong guess would cost more than it saves. */
export interface RangeChoice {
  readonly likely: RangeEnds | undefined;
  readonly settled: Promise<ChosenRange>;
}

/** Patterns with `{version}`; the branch's is only asked for where it is needed. */
interface Names {
  readonly tag: string;
  readonly branch: () => string;
}

/**
 * Chooses what is new. Until: the tag of the version, else its release branch or that of its series, else what is checked out. Since: the highest version released below it
 * by then; without a version the release that this line left last, so that neither a patch of an older line nor another line's next major counts.
 * Pre-releases, tags of other packages and tags without common history never do.
 */
export const chooseRange = async (clone: LocalClone, look: CloneLook, rules: Names, wish: RangeWish): Promise<ChosenRange> =>
  (await beginRange(clone, look, rules, wish)).settled;

/** As `chooseRange`, for whoever can begin to read before the choice is settled. */
export const beginRange = async (clone: LocalClone, look: CloneLook, rules: Names, wish: RangeWish): Promise<RangeChoice> => {
  const version = wish.version === undefined ? undefined : requireVersion(wish.version, rules.tag);
  const to = await untilOf(clone, look, rules, { ...wish, version });
  if (wish.from !== undefined) return settledOn({ from: await resolveRef(clone, look, rules.tag, wish.from), to, notes: [] });
  const named = version ?? (to.version === undefined ? undefined : parseVersion(to.version));
  const choosing = { clone, look, pattern: rules.tag, to, notes: [] as string[] };
  const told = (from: RangeEnd | undefined): ChosenRange => {
    const missing = from === undefined ? [nothingBefore(look, rules.tag, named)] : [];
    return { from, to, notes: [...missing, ...choosing.notes] };
  };
  const releases = releasesIn(look.tags, rules.tag);
  if (named !== undefined) return settledOn(told(await below(choosing, releases, named)));
  // All are asked about in one go; git tells of the highest first.
  const ends = linesOf(releases).map((line) => firstEnd(choosing, line));
  const settled = Promise.all(ends).then(async (found) => told(await onThisLine(choosing, releases, found)));
  // Whoever waits for the highest is told what failed.
  settled.catch(() => undefined);
  const top = await ends[0];
  // The main branch left the highest release last; an older line did not, and would read all that was made since.
  const isMain = look.head !== undefined && look.head === look.main && to.commit === look.headCommit;
  return { likely: isMain ? { from: top, to } : undefined, settled };
};

const settledOn = (range: ChosenRange): RangeChoice => ({ likely: range, settled: Promise.resolve(range) });

/** A version, or the tag of one. */
const requireVersion = (text: string, pattern: string): Version => {
  const version = parseVersion(text) ?? versionOfTag(pattern, text);
  if (version === undefined) throw explain("VERSION_INVALID", { version: text.slice(0, 100), reason: whyNoVersion(text) });
  return version;
};

const untilOf = async (
  clone: LocalClone,
  look: CloneLook,
  rules: Names,
  { to, version }: { readonly to?: string; readonly version: Version | undefined },
): Promise<RangeEnd> => {
  if (to !== undefined) return resolveRef(clone, look, rules.tag, to);
  if (version !== undefined) {
    const tag = look.tags.find((each) => isVersion(versionOfTag(rules.tag, each), version));
    if (tag !== undefined) return resolveRef(clone, look, rules.tag, `refs/tags/${tag}`);
    const branch = releaseBranch(look, rules.branch(), version);
    if (branch !== undefined) return { ...(await resolveRef(clone, look, rules.tag, branch)), version: formatVersion(version) };
  }
  return resolveRef(clone, look, rules.tag, "HEAD");
};

/** The branch of a version, else the one that all patches of its minor version share where a project keeps such branches. */
const releaseBranch = ({ branches, fetched }: CloneLook, pattern: string, version: Version): RefName | undefined => {
  const { major, minor } = version;
  for (const spelt of [formatVersion(version), `${major}.${minor}`, `${major}.${minor}.x`]) {
    const branch = pattern.replaceAll("{version}", spelt);
    if (branches.includes(branch)) return `refs/heads/${branch}`;
    if (fetched.includes(branch)) return `refs/remotes/origin/${branch}`;
  }
  return undefined;
};

const isVersion = (found: Version | undefined, version: Version): boolean => found !== undefined && compareVersions(found, version) === 0;

interface Choosing {
  readonly clone: LocalClone;
  readonly look: CloneLook;
  readonly pattern: string;
  readonly to: RangeEnd;
  readonly notes: string[];
}

const below = (choosing: Choosing, releases: readonly TaggedVersion[], version: Version): Promise<RangeEnd | undefined> =>
  highest(
    choosing,
    releases.filter((each) => compareVersions(each.version, version) < 0).map((each) => each.tag),
    choosing.to.ref.startsWith("refs/tags/") ? choosing.to.ref : undefined,
  );

/** The release that the line of first parents left last; where it never had one, the highest that shares history. */
const onThisLine = async (
  choosing: Choosing,
  releases: readonly TaggedVersion[],
  found: readonly (RangeEnd | undefined)[],
): Promise<RangeEnd | undefined> => {
  const { clone, to } = choosing;
  const ends = found.filter((end) => end !== undefined);
  const nearest = await clone.lines.nearest(
    to.commit,
    ends.map(({ commit }) => commit),
  );
  const last = ends.find(({ commit }) => commit === nearest);
  if (last !== undefined) return (await begunAt(choosing, ends, last)) ?? last;
  return highest(
    choosing,
    releases.map(({ tag }) => tag),
    undefined,
  );
};

/**
 * The release that an older line begins at: there main left it for the next releases, which meet it nowhere later. A release that was cut from main at
 * the very same place is no such release but a sister.
 */
const begunAt = async ({ clone, look, to }: Choosing, ends: readonly RangeEnd[], found: RangeEnd): Promise<RangeEnd | undefined> => {
  const others = new Set(ends.filter(({ commit }) => commit !== found.commit).map(({ commit }) => commit));
  const main = others.size === 0 ? undefined : await mainCommit(clone, look);
  if (main === undefined || main === to.commit) return undefined;
  const met = await clone.lines.branchPoint(to.commit, found.commit);
  if (met === undefined || !others.has(met)) return undefined;
  return (await clone.lines.branchPoint(found.commit, main)) === met ? undefined : ends.find(({ commit }) => commit === met);
};

/** The highest release of each line. */
const endsOf = (choosing: Choosing, lines: readonly (readonly TaggedVersion[])[]): Promise<readonly (RangeEnd | undefined)[]> =>
  Promise.all(lines.map((line) => firstEnd(choosing, line)));

/** Releases by line, the lines and the releases of each highest first. */
const linesOf = (releases: readonly TaggedVersion[]): readonly (readonly TaggedVersion[])[] =>
  Map.groupBy(releases, ({ version: { major, minor } }) => `${major}.${minor}`)
    .values()
    .toArray();

const firstEnd = async (choosing: Choosing, line: readonly TaggedVersion[]): Promise<RangeEnd | undefined> => {
  for (const { tag } of line) {
    const end = await endOf(choosing, refOf(tag));
    if (end !== undefined) return end;
  }
  return undefined;
};

const refOf = (tag: string): RefName => `refs/tags/${tag}`;

/** The range up to a commit that its own release holds already: the releases that contain it come after it, and one before them is meant. */
export const earlierRange = async (
  clone: LocalClone,
  look: CloneLook,
  pattern: string,
  { from, to, notes }: ChosenRange,
): Promise<ChosenRange> => {
  const releases = releasesIn(look.tags, pattern);
  const later = await clone.refs.containing(
    to.commit,
    releases.map((each) => refOf(each.tag)),
  );
  if (from === undefined || !later.has(from.ref)) return { from, to, notes };
  const more: string[] = [];
  const choosing = { clone, look, pattern, to, notes: more };
  const earlier = releases.filter((each) => !later.has(refOf(each.tag)));
  const before = await onThisLine(choosing, earlier, await endsOf(choosing, linesOf(earlier)));
  const told = from.version === undefined ? [] : [`nothing is new since ${from.version}, so this is what it brought`];
  const missing = before === undefined ? [nothingBefore(look, pattern, undefined)] : [];
  return { from: before, to, notes: [...notes, ...told, ...more, ...missing] };
};

/** The first of these tags, highest first, that was there when `until` was made and shares history with what is released. */
const highest = async (choosing: Choosing, tags: readonly string[], until: RefName | undefined): Promise<RangeEnd | undefined> => {
  const { clone, to } = choosing;
  const by = until === undefined ? undefined : await clone.refs.madeAt(until);
  for (const tag of tags) {
    const found = await endOf(choosing, refOf(tag));
    if (found === undefined) continue;
    const made = by === undefined ? undefined : await clone.refs.madeAt(found.ref);
    const isLater = by !== undefined && made !== undefined && made > by;
    if (isLater && !(await clone.lines.isAncestor(found.commit, to.commit))) continue;
    if (await clone.lines.related(found.commit, to.commit)) return found;
  }
  return undefined;
};

const endOf = async ({ clone, pattern, notes }: Choosing, ref: RefName): Promise<RangeEnd | undefined> => {
  const commit = await clone.refs.commitOf(ref);
  const version = versionOfTag(pattern, ref.slice("refs/tags/".length));
  if (commit !== undefined) return { ref, commit, ...(version !== undefined && { version: formatVersion(version) }) };
  notes.push(`${ref} names no commit and is left out`);
  return undefined;
};

const nothingBefore = ({ tags }: CloneLook, pattern: string, version: Version | undefined): string => {
  const below = version === undefined ? "" : ` below ${formatVersion(version)}`;
  const odd = tags.filter((tag) => /\d+\.\d+/.test(tag) && versionOfTag(pattern, tag) === undefined);
  const form = version === undefined ? pattern : `${pattern}, such as ${tagFor(pattern, version)}`;
  const [one] = odd;
  const left = one === undefined ? "" : `; ${odd.length} other tags, such as ${one}, are of another form or name no version`;
  return `there is no release${below} on this line yet, so everything counts (tags of the form ${form}${left})`;
};
