import { ok, violated } from "../../domain/guard.ts";
import { compareVersions, parseVersion } from "../../domain/version.ts";
import { candidateCommit } from "../release-edits.ts";
import { short } from "../steps/short.ts";
import type { Guard, Guarded } from "./guard.ts";

type Input = Guarded & {
  readonly repository: string;
  readonly tag: string;
  /** What a tag of this product may begin with, besides nothing, `v` and words such as `release-`. */
  readonly names: readonly string[];
};

type Seen = readonly { readonly tag: string; readonly commit: string }[];

/** Words before a version that name no product. */
const plainWords: readonly string[] = ["release", "rel", "version", "ver"];

/** Nobody has tagged the version in another spelling: `v1.30.0` beside `1.30.0`, `release-1.30.0`, `1.30`. Tags of other products are not ours to judge. */
export const guardTags: Guard<"refs", Input, Seen> = {
  name: "guard-tags",
  needs: ["refs"],
  looksAt: "every tag of the repository that names the version",
  input: (at) => ({
    version: at.release.version,
    candidate: candidateCommit(at),
    repository: at.train.repository.name,
    tag: at.release.tag,
    names: productNames(at.train.repository.tag, [at.train.name, at.train.repository.name.split("/")[1] ?? ""]),
  }),
  describe: ({ version, tag }) => `no tag but ${tag} names ${version}`,
  look: async ({ refs }, { repository, version }) => {
    const core = version.replace(/\.0$/, "");
    const tags = await refs.list(repository, "refs/tags/");
    return tags.map(({ ref, commit }) => ({ tag: ref.slice("refs/tags/".length), commit })).filter((each) => each.tag.includes(core));
  },
  judge: (input, seen) => {
    const others = seen.filter(({ tag }) => tag !== input.tag && namesRelease(tag, input));
    if (others.length === 0) return ok(`no tag but ${input.tag} names ${input.version}`);
    const named = others.slice(0, 5).map(({ tag, commit }) => `${tag} at ${short(commit)}`);
    return violated(`${input.version} is tagged as ${named.join(", ")} as well, where the train's tag is ${input.tag}`);
  },
};

/** `server/v{version}` is a tag of the server: only other spellings of that are ours. A bare pattern shares its repository with nobody. */
const productNames = (pattern: string, own: readonly string[]): readonly string[] => {
  const word = wordOf(pattern.split("{version}")[0] ?? "");
  return word === "" || plainWords.includes(word) ? ["", ...plainWords, ...own.map((each) => each.toLowerCase())] : [word];
};

const namesRelease = (tag: string, { version, names }: Input): boolean => {
  const found = /^(.{0,100}?)(\d+\.\d+(?:\.\d+)?(?:[-+].*)?)$/s.exec(tag);
  if (found === null || !names.includes(wordOf(found[1] ?? ""))) return false;
  const [, , number = ""] = found;
  const [named, wanted] = [parseVersion(/^\d+\.\d+$/.test(number) ? `${number}.0` : number), parseVersion(version)];
  return named !== undefined && wanted !== undefined && compareVersions(named, wanted) === 0;
};

/** What stands before a version, without its separators and the v. */
const wordOf = (prefix: string): string =>
  prefix
    .toLowerCase()
    .replace(/(?<=^|[^a-z])v[./_-]?$/, "")
    .replace(/[@/._-]+$/, "");
