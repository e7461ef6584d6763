import { guessMain, guessReleaseBranch } from "./init/guess-branches.ts";
import { guessImages } from "./init/guess-images.ts";
import { guessBots, guessConvention, guessPeople, guessStaffDomain } from "./init/guess-people.ts";
import { guessTag } from "./init/guess-tag.ts";
import { guessVersionFiles } from "./init/guess-version-files.ts";
import { type Guess, isChangelog, type RepositorySurvey } from "./init/repository-survey.ts";
import { slugOf } from "./init/safe-word.ts";
import { type Drafted, writeYaml } from "./init/write-yaml.ts";

export { filesWorthReading, type Guess, type RepositorySurvey } from "./init/repository-survey.ts";

/** A configuration that `check` accepts, and everything in it that was guessed. */
export interface InitialTrain {
  readonly yaml: string;
  readonly guesses: readonly Guess[];
}

/** Writes the configuration that a repository shows, with a comment beside each guess. Pure; whatever the repository holds, the result is a train. */
export const initTrain = (survey: RepositorySurvey): InitialTrain => {
  const tag = guessTag(survey);
  const main = guessMain(survey);
  const branch = guessReleaseBranch(survey);
  const images = guessImages(survey, { branch: branch.value, tag: tag.guess.value });
  const files = tag.previous === undefined ? [] : guessVersionFiles(survey, tag.previous);
  const convention = guessConvention(survey);
  const drafted: Drafted = {
    train: slugOf(survey.origin?.split("/")[1] ?? survey.folder) ?? "train",
    people: guessPeople(survey),
    github: guessRepository(survey),
    main,
    branch,
    tag: tag.guess,
    convention,
    changelog: guessChangelog(survey),
    staff: guessStaffDomain(survey),
    bots: guessBots(survey),
    versionFiles: { files, from: tag.previous === undefined ? "no previous version to look for" : `holds ${tag.previous}, the newest tag` },
    images,
  };
  return { yaml: writeYaml(drafted), guesses: guessesOf(drafted) };
};

const guessRepository = ({ origin, folder }: RepositorySurvey): Guess => {
  const key = "repository.github";
  if (origin !== undefined && /^[A-Za-z0-9][A-Za-z0-9-]{0,99}\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(origin) && !origin.endsWith(".git"))
    return { key, value: origin, from: "the address of origin", confidence: "sure" };
  return { key, value: `owner/${slugOf(folder) ?? "repository"}`, from: "no origin at GitHub; put in owner/name", confidence: "unsure" };
};

const guessChangelog = ({ files }: RepositorySurvey): Guess | undefined => {
  const [file] = files.filter(isChangelog).toSorted((a, b) => changelogRank(a) - changelogRank(b) || (a < b ? -1 : 1));
  return file === undefined
    ? undefined
    : { key: "changelog.file", value: file, from: "a file of that name", confidence: changelogRank(file) === 0 ? "sure" : "likely" };
};

const changelogRank = (file: string): number => (/^changelog\.md$/i.test(file) ? 0 : file.includes("/") ? 2 : 1);

const guessesOf = (drafted: Drafted): readonly Guess[] => [
  ...drafted.people.map(({ name, from }): Guess => ({ key: `people.${name}`, value: name, from, confidence: "unsure" })),
  { key: "schedule", value: "last monday of the month", from: "nothing in a repository tells it", confidence: "unsure" },
  drafted.github,
  drafted.main,
  drafted.branch,
  drafted.tag,
  {
    key: "freeze.admits",
    value: "fix, revert",
    from: drafted.convention.from,
    confidence: drafted.convention.isConventional ? "likely" : "unsure",
  },
  ...(drafted.changelog === undefined ? [] : [drafted.changelog]),
  ...(drafted.staff === undefined ? [] : [drafted.staff]),
  { key: "contributors.bots", value: drafted.bots.bots.join(", "), from: drafted.bots.from, confidence: "likely" },
  ...drafted.versionFiles.files.map(
    ({ file }): Guess => ({ key: "version-files", value: file, from: drafted.versionFiles.from, confidence: "likely" }),
  ),
  ...drafted.images.map(
    ({ name, from, isSure }): Guess => ({ key: "images", value: name, from, confidence: isSure ? "likely" : "unsure" }),
  ),
];
