import { applyEdit } from "../../edits/apply-edit.ts";
import type { GuessedFile } from "./guessed-file.ts";
import { type Guess, isChangelog, isUsablePath, type RepositorySurvey } from "./repository-survey.ts";

/** The changelog of a repository: a file of that name, one beside a file that holds the version, or one file for each version. */
export const guessChangelog = (
  survey: RepositorySurvey,
  previous: string | undefined,
  versionFiles: readonly GuessedFile[],
): Guess | undefined => byName(survey) ?? besideVersion(survey, versionFiles) ?? oneForEachVersion(survey, previous);

const byName = ({ files, contents }: RepositorySurvey): Guess | undefined => {
  const [file] = files
    .filter((each) => isChangelog(each) && takesSection(contents[each] ?? ""))
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return file === undefined ? undefined : guess(file, "a file of that name", rank(file) === 0 ? "sure" : "likely");
};

/** In a repository of several packages, the changelog of the one whose version the tags name. */
const besideVersion = ({ files, contents }: RepositorySurvey, versionFiles: readonly GuessedFile[]): Guess | undefined => {
  const here = new Set(files);
  const [found] = versionFiles
    .map(({ file }) => ({ file, changelog: `${folderOf(file)}CHANGELOG.md` }))
    .filter(({ changelog }) => here.has(changelog) && isUsablePath(changelog) && takesSection(contents[changelog] ?? ""));
  return found && guess(found.changelog, `beside ${found.file}, which holds the version`, "likely");
};

/** A file whose name is the version before's, in a folder of such files. */
const oneForEachVersion = ({ files }: RepositorySurvey, previous: string | undefined): Guess | undefined => {
  if (previous === undefined) return undefined;
  const [file] = files.filter(
    (each) => isUsablePath(each) && folderOfNotes.test(each) && [`${previous}.md`, `v${previous}.md`].includes(nameOf(each)),
  );
  return file === undefined
    ? undefined
    : guess(`${file.slice(0, -`${previous}.md`.length)}{version}.md`, `${file} is that of the newest tag`, "likely");
};

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
