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

/** The release branch's pattern, from branches with three numbers, else from those with two. */
export const guessReleaseBranch = ({ branches }: Pick<RepositorySurvey, "branches">): Guess => {
  const key = "repository.branch";
  const whole = formsOf(branches, /^(.*?)(?<!\d)(?<!\d\.)(\d+\.\d+\.\d+)([^.\d].*)?$/s);
  const [best] = whole;
  if (best !== undefined)
    return { key, value: best.form, from: `${best.count} branches such as ${shown(best.example)}`, confidence: "likely" };
  const [part] = formsOf(branches, /^(.*?)(?<!\d)(?<!\d\.)(\d+\.(?:\d+|x))([^.\d].*)?$/s);
  if (part !== undefined)
    return { key, value: part.form, from: `branches such as ${shown(part.example)}, here with the whole version`, confidence: "unsure" };
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
