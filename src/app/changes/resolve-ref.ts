import { closest } from "../../domain/closest.ts";
import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneLook, LocalClone } from "../../domain/ports/local-clone.ts";
import { compareVersions, formatVersion, parseVersion, versionOfTag } from "../../domain/version.ts";

/** One end of a range: a fully qualified ref or a commit's id, and the commit it names. */
export interface RangeEnd {
  readonly ref: string;
  readonly commit: ObjectId;
  /** Where it is a release's tag or branch. */
  readonly version?: string;
}

/**
 * The commit that somebody means by a tag, a branch, a version, `HEAD` or an id, perhaps with `~2` behind it. Where a tag and a branch share a name
 * and not a commit, git would take the tag silently; here that is an error.
 */
export const resolveRef = async (clone: LocalClone, look: CloneLook, pattern: string, text: string): Promise<RangeEnd> => {
  const [, base = "", steps = ""] = /^(.*?)((?:[~^]\d{0,6})*)$/s.exec(text.slice(0, 600)) ?? [];
  const found = await Promise.all(
    meaningsOf(look, pattern, base).map(async (ref) => {
      const isHead = ref === look.head && steps === "";
      return { ref, commit: isHead ? look.headCommit : await clone.refs.commitOf(`${ref}${steps}`) };
    }),
  );
  const known = found.flatMap(({ ref, commit }) => (commit === undefined ? [] : [{ ref, commit }]));
  const [first] = known;
  if (first === undefined)
    throw notThere(
      look,
      found.map(({ ref }) => ref),
      text,
    );
  if (known.some(({ commit }) => commit !== first.commit))
    throw explain("REF_AMBIGUOUS", { ref: text, meanings: known.map(({ ref, commit }) => `${ref} (${commit.slice(0, 12)})`).join(", ") });
  const version =
    steps === "" && first.ref.startsWith("refs/tags/") ? versionOfTag(pattern, first.ref.slice("refs/tags/".length)) : undefined;
  const isId = /^[0-9a-f]+$/.test(first.ref);
  return {
    ref: isId || steps !== "" ? first.commit : first.ref,
    commit: first.commit,
    ...(version !== undefined && { version: formatVersion(version) }),
  };
};

/** Fully qualified names and ids that a short text may stand for; the remote's branch only where there is no own one. */
const meaningsOf = (look: CloneLook, pattern: string, base: string): readonly string[] => {
  if (base === "HEAD" || base === "@") return look.headCommit === undefined ? [] : [look.head ?? look.headCommit];
  if (base.startsWith("refs/")) return [base];
  const version = parseVersion(base);
  const named = version === undefined ? [] : look.tags.filter((tag) => isSame(versionOfTag(pattern, tag), version));
  const own = [
    ...[...(look.tags.includes(base) ? [base] : named)].map((tag) => `refs/tags/${tag}`),
    ...(look.branches.includes(base) ? [`refs/heads/${base}`] : []),
    ...(/^[0-9a-f]{4,64}$/.test(base) ? [base] : []),
  ];
  const remote = base.startsWith("origin/") ? base.slice("origin/".length) : base;
  const fetched = look.fetched.includes(remote) ? [`refs/remotes/origin/${remote}`] : [];
  return own.some((each) => each.startsWith("refs/")) ? own : [...fetched, ...own];
};

const isSame = (found: ReturnType<typeof parseVersion>, version: NonNullable<typeof found>): boolean =>
  found !== undefined && compareVersions(found, version) === 0;

const notThere = (look: CloneLook, meant: readonly string[], text: string) => {
  if (/^(?:HEAD|@)(?:[~^]|$)/.test(text) && look.headCommit === undefined) return explain("NO_COMMITS", { place: look.place });
  const [ref] = meant.filter((each) => each.startsWith("refs/") && namesIn(look).has(each));
  if (ref !== undefined && !/[~^]\d*$/.test(text)) return explain("REF_NO_COMMIT", { ref });
  const known = closest(text, [...look.tags.slice(-500), ...look.branches.slice(0, 500)]);
  return explain("REF_UNKNOWN", { ref: text.slice(0, 100), place: look.place, known: known.join(", ") });
};

const namesIn = ({ tags, branches, fetched }: CloneLook): ReadonlySet<string> =>
  new Set([
    ...tags.map((name) => `refs/tags/${name}`),
    ...branches.map((name) => `refs/heads/${name}`),
    ...fetched.map((name) => `refs/remotes/origin/${name}`),
  ]);
