import type { Guess, RepositorySurvey } from "./repository-survey.ts";
import { counted, isPlainRef, shown } from "./safe-word.ts";

/** The branch that releases are cut from. */
export const guessMain = ({ defaultBranch, branches }: RepositorySurvey): Guess => {
  const key = "repository.main";
  if (defaultBranch !== undefined && isPlainRef(defaultBranch))
    return { key, value: defaultBranch, from: "the default branch", confidence: "sure" };
  const known = ["main", "master", "trunk", "develop"].find((name) => branches.includes(name));
  if (known !== undefined) return { key, value: known, from: "a branch of that name", confidence: "likely" };
  const [first] = branches.filter(isPlainRef);
  if (first !== undefined) return { key, value: first, from: "the first branch there is", confidence: "unsure" };
  return { key, value: "main", from: "no branch whose name can be used", confidence: "unsure" };
};

/**
 * The release branch's pattern, from branches with three numbers or, where those are the more, with two. A series never has the name of a tag, and a
 * release's own branch must not get one by it: what such a name means depends on who asks git.
 */
export const guessReleaseBranch = ({ branches }: Pick<RepositorySurvey, "branches">, tag?: string): Guess => {
  const key = "repository.branch";
  const [whole] = formsOf(branches, /^(.*?)(?<!\d)(?<!\d\.)(\d+\.\d+\.\d+)([^.\d].*)?$/s);
  const part = formsOf(branches, /^(.*?)(?<!\d)(?<!\d\.)(\d+\.(?:\d+|x))([^.\d].*)?$/s).find(({ form }) => form !== tag);
  if (whole !== undefined && whole.count >= (part?.count ?? 0))
    return { key, value: whole.form, from: `${whole.count} branches such as ${shown(whole.example)}`, confidence: "likely" };
  if (part !== undefined)
    return {
      key,
      value: part.form,
      from: `${part.count} branches such as ${shown(part.example)}, each of a series; here each release has its own`,
      confidence: "unsure",
    };
  return { key, value: "release-{version}", from: "no release branch; this is the usual form", confidence: "unsure" };
};

interface Form {
  readonly form: string;
  readonly count: number;
  readonly example: string;
}

const formsOf = (branches: readonly string[], pattern: RegExp): readonly Form[] => {
  const found = branches.flatMap((name) => {
    const [, before = "", , after = ""] = (name.length > 150 ? null : pattern.exec(name)) ?? [];
    const isRelease =
      pattern.test(name) &&
      /rel|stable|version|^v?$/i.test(`${before}${after}`.replaceAll(/[^a-z]/gi, "")) &&
      !/revert|backport|fix|sync|depend|renovate/i.test(name);
    return name.length <= 150 && isRelease && isPlainRef(`${before}1.2.3${after}`) ? [{ form: `${before}{version}${after}`, name }] : [];
  });
  return counted(found.map((each) => each.form)).map(([form, count]) => ({
    form,
    count,
    example: found.find((each) => each.form === form)?.name ?? "",
  }));
};
