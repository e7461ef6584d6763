import { compareVersions, formatVersion, parseVersion, type Version } from "../../domain/version.ts";
import type { Guess, RepositorySurvey } from "./repository-survey.ts";
import { isPlainRef, shown, slugOf } from "./safe-word.ts";

/** The tag's pattern and the newest released version under it. */
export interface GuessedTag {
  readonly guess: Guess;
  readonly previous: string | undefined;
}

/** Patterns by what stands before the version: nothing, `v`, or a package's name. Pre-releases and other tags do not count. */
export const guessTag = ({ tags, origin, folder }: Pick<RepositorySurvey, "tags" | "origin" | "folder">): GuessedTag => {
  const name = slugOf(origin?.split("/")[1] ?? folder) ?? "";
  const groups = [...grouped(tags)].map(([before, versions]) => ({
    before,
    versions,
    newest: newestOf(versions),
    rank: rank(before, versions.length, name),
  }));
  const chosen = groups.toSorted((a, b) => b.rank - a.rank || compareVersions(b.newest, a.newest) || (a.before < b.before ? -1 : 1))[0];
  if (chosen === undefined)
    return {
      guess: {
        key: "repository.tag",
        value: "v{version}",
        from:
          tags.length === 0 ? "no tag; this is the usual form" : `none of ${tags.length} tags names a version in a form that can be used`,
        confidence: "unsure",
      },
      previous: undefined,
    };
  const { before, versions, newest } = chosen;
  const others = groups.length - 1;
  return {
    guess: {
      key: "repository.tag",
      value: `${before}{version}`,
      from: `${versions.length} tags, the newest ${shown(before)}${formatVersion(newest)}${others === 0 ? "" : `; ${others} other ${others === 1 ? "form" : "forms"} left alone`}`,
      confidence: others === 0 ? "sure" : "likely",
    },
    previous: formatVersion(newest),
  };
};

const grouped = (tags: readonly string[]): ReadonlyMap<string, readonly Version[]> => {
  const groups = new Map<string, Version[]>();
  const usable = new Map<string, boolean>();
  for (const tag of tags) {
    // What has something behind its numbers is no release, or not one that a pattern could name.
    if (tag.length > 150 || !endsInNumbers.test(tag)) continue;
    const at = tag.search(threeNumbers);
    const version = at < 0 || /[-+]/.test(tag.slice(at)) ? undefined : parseVersion(tag.slice(at));
    if (version === undefined) continue;
    const before = tag.slice(0, at);
    const isUsable = usable.get(before) ?? isPlainRef(`${before}1.2.3`);
    usable.set(before, isUsable);
    const others = groups.get(before);
    if (isUsable && others === undefined) groups.set(before, [version]);
    else others?.push(version);
  }
  return groups;
};

const endsInNumbers = /\d\.\d+\.\d+$/;

/** Where three numbers begin that are no part of more. */
const threeNumbers = /(?<!\d)(?<!\d\.)\d+\.\d+\.\d+(?:[-+]|$)/;

const newestOf = (versions: readonly Version[]): Version =>
  versions.reduce((newest, each) => (compareVersions(each, newest) > 0 ? each : newest), { major: 0, minor: 0, patch: 0, pre: [] });

/** The product's own tags before those of its packages; a package of the repository's name before the others. */
const rank = (before: string, tags: number, name: string): number => {
  if (before === "" || before === "v") return 1e6;
  const own = slugOf(before.replace(/[@/_-]?v?$/, ""));
  return (own !== undefined && own === name ? 5e5 : 0) + Math.min(tags, 4e5);
};
