import { outlineChangelog } from "../../domain/changelog-outline.ts";
import { readChangelog } from "../../domain/past-sections.ts";
import { compareVersions, formatVersion, parseVersion } from "../../domain/version.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import type { GuessedFile } from "./guessed-file.ts";
import { type Guess, isChangelog, isUsablePath, type RepositorySurvey } from "./repository-survey.ts";

/**
 * The changelog of a repository: a file of that name, one beside a file that holds the version, or one file for each version or series. A file of that
 * name that tells of no version comes last: it may say where the changelog has gone.
 */
export const guessChangelog = (
  survey: RepositorySurvey,
  previous: string | undefined,
  versionFiles: readonly GuessedFile[],
): Guess | undefined => {
  const named = namedSo(survey);
  const told = named.find((file) => tellsVersion(survey.contents[file] ?? ""));
  return (
    (told === undefined ? undefined : byName(told, leftBehind(survey.contents[told] ?? "", previous))) ??
    besideVersion(survey, versionFiles) ??
    oneForEach(survey, previous) ??
    (named[0] === undefined ? undefined : byName(named[0]))
  );
};

const namedSo = ({ files, contents }: RepositorySurvey): readonly string[] =>
  files.filter((each) => isChangelog(each) && takesSection(contents[each] ?? "")).toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

const byName = (file: string, behind?: string): Guess =>
  behind === undefined
    ? guess(file, "a file of that name", rank(file) === 0 ? "sure" : "likely")
    : guess(file, `a file of that name, though it ends with ${behind}; leave it out if nobody writes it any more`, "unsure");

/** The highest version that a changelog tells of, where it says nothing of the series that was released last or of a later one. */
const leftBehind = (text: string, previous: string | undefined): string | undefined => {
  const last = previous === undefined ? undefined : parseVersion(previous);
  const [highest] = readChangelog(text)
    .sections.map(({ version }) => version)
    .toSorted((a, b) => compareVersions(b, a));
  if (last === undefined || highest === undefined || compareVersions(highest, { ...last, patch: 0 }) >= 0) return undefined;
  return formatVersion(highest);
};

const tellsVersion = (text: string): boolean => outlineChangelog(text).parts.length > 0;

/** In a repository of several packages, the changelog of the one whose version the tags name. */
const besideVersion = ({ files, contents }: RepositorySurvey, versionFiles: readonly GuessedFile[]): Guess | undefined => {
  const here = new Set(files);
  const [found] = versionFiles
    .map(({ file }) => ({ file, changelog: `${folderOf(file)}CHANGELOG.md` }))
    .filter(({ changelog }) => here.has(changelog) && isUsablePath(changelog) && takesSection(contents[changelog] ?? ""));
  return found && guess(found.changelog, `beside ${found.file}, which holds the version`, "likely");
};

/** A file whose name is the version before's or its series', in a folder of such files. */
const oneForEach = ({ files }: RepositorySurvey, previous: string | undefined): Guess | undefined => {
  if (previous === undefined) return undefined;
  const series = previous.split(".").slice(0, 2).join(".");
  const notes = files.filter((each) => isUsablePath(each) && folderOfNotes.test(each));
  for (const [number, template] of [
    [previous, "{version}"],
    [series, "{major}.{minor}"],
  ] as const) {
    const file = notes.find(
      (each) => nameOf(each).endsWith(`${number}.md`) && beforeNumber.test(nameOf(each).slice(0, -`${number}.md`.length)),
    );
    if (file !== undefined)
      return guess(`${file.slice(0, -`${number}.md`.length)}${template}.md`, `${file} is that of the newest tag`, "likely");
  }
  return undefined;
};

/** Nothing, `v`, or a word such as `version-`. */
const beforeNumber = /^(?:[a-z]{1,20}[-_])?v?$/i;

const guess = (value: string, from: string, confidence: Guess["confidence"]): Guess => ({ key: "changelog.file", value, from, confidence });

const folderOfNotes = /(?:^|\/)(?:changelogs?|changes|history|releases?|(?:release|version)[-_]?notes)\/[^/]*$/i;

const nameOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/") + 1);

/** A page about releases may have the name of a changelog: the edit is tried. */
const takesSection = (text: string): boolean => {
  const version = "987.654.321";
  return applyEdit(text, { is: "section", file: "CHANGELOG.md", version, text: `## ${version}\n\n- x\n` }).is === "edited";
};

const rank = (file: string): number => (/^changelog\.md$/i.test(file) ? 0 : file.includes("/") ? 2 : 1);
