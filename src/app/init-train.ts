import { guessMain, guessReleaseBranch } from "./init/guess-branches.ts";
import { guessChangelog } from "./init/guess-changelog.ts";
import { guessChart } from "./init/guess-chart.ts";
import { type GuessedImage, guessImages } from "./init/guess-images.ts";
import { guessBots, guessConvention, guessPeople, guessStaffDomain } from "./init/guess-people.ts";
import { guessTag } from "./init/guess-tag.ts";
import { guessVersionFiles, type Search, searchFor } from "./init/guess-version-files.ts";
import type { GuessedFile } from "./init/guessed-file.ts";
import type { Guess, RepositorySurvey } from "./init/repository-survey.ts";
import { shown, slugOf } from "./init/safe-word.ts";
import { type Drafted, writeYaml } from "./init/write-yaml.ts";

export { chartFilesWorthReading } from "./init/guess-chart.ts";
export { filesWorthReading, type Guess, type RepositorySurvey } from "./init/repository-survey.ts";

/** Texts by which files hold the version that stands now, once the files worth reading are read; files with one of them are worth reading besides. */
export const textsToSearch = (survey: RepositorySurvey): Search => searchFor(survey, guessTag(survey).previous);

/** A configuration that `check` accepts, and everything in it that was guessed. */
export interface InitialTrain {
  readonly yaml: string;
  readonly guesses: readonly Guess[];
}

/**
 * Writes the configuration that a repository shows, and that of its chart where there is one, with a comment beside each guess. Pure; whatever the
 * repositories hold, the result is a train.
 */
export const initTrain = (survey: RepositorySurvey, charts?: RepositorySurvey): InitialTrain => {
  const drafted = draftTrain(survey, charts);
  return { yaml: writeYaml(drafted), guesses: guessesOf(drafted) };
};

/** Everything that a repository shows, and its chart's where there is one. */
export const draftTrain = (survey: RepositorySurvey, charts?: RepositorySurvey): Drafted => {
  const tag = guessTag(survey);
  const main = guessMain(survey);
  const branch = guessReleaseBranch(survey, tag.guess.value);
  const images = guessImages(survey, { branch: branch.value, tag: tag.guess.value });
  const files = tag.previous === undefined ? [] : guessVersionFiles(survey, tag.previous);
  const convention = guessConvention(survey);
  return {
    train: slugOf(survey.origin?.split("/")[1] ?? survey.folder) ?? "train",
    people: guessPeople(survey),
    github: guessRepository(survey),
    main,
    branch,
    tag: tag.guess,
    convention,
    changelog: guessChangelog(survey, tag.previous, files),
    staff: guessStaffDomain(survey),
    bots: guessBots(survey),
    versionFiles: {
      files,
      from:
        tag.previous === undefined
          ? "no previous version to look for"
          : `looked for ${tag.previous}, the newest tag, and what stands between releases`,
    },
    images,
    chart: charts === undefined ? undefined : chartOf(charts, images),
  };
};

const chartOf = (charts: RepositorySurvey, images: readonly GuessedImage[]): Drafted["chart"] => {
  const known = images.find(({ isSure }) => isSure)?.release.find((tag) => tag.includes("{version}"));
  const guessed = guessChart(charts, known);
  return guessed && { repository: guessRepository(charts, "chart.repository"), main: { ...guessMain(charts), key: "chart.main" }, guessed };
};

const guessRepository = ({ origin, folder }: RepositorySurvey, key = "repository.github"): Guess => {
  if (origin !== undefined && /^[A-Za-z0-9][A-Za-z0-9-]{0,99}\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(origin) && !origin.endsWith(".git"))
    return { key, value: origin, from: "the address of origin", confidence: "sure" };
  return { key, value: `owner/${slugOf(folder) ?? "repository"}`, from: "no origin at GitHub; put in owner/name", confidence: "unsure" };
};

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
  ...fileGuesses(drafted.versionFiles.files),
  ...(drafted.chart === undefined ? [] : chartGuesses(drafted.chart)),
  ...drafted.images.map(
    ({ name, from, isSure }): Guess => ({ key: "images", value: name, from, confidence: isSure ? "likely" : "unsure" }),
  ),
];

/** A file once, however many places of it say the version: a lock file of a workspace has one for each member. */
const fileGuesses = (files: readonly GuessedFile[]): readonly Guess[] =>
  [...Map.groupBy(files, ({ file }) => file)].map(([file, places]) => {
    const held = [...new Set(places.map(({ holds }) => shown(holds)))].join(", ");
    return {
      key: "version-files",
      value: file,
      from: `holds ${held}${places.length === 1 ? "" : ` in ${places.length} places`}`,
      confidence: "likely",
    };
  });

const chartGuesses = ({ repository, main, guessed }: NonNullable<Drafted["chart"]>): readonly Guess[] => [
  repository,
  main,
  {
    key: "chart.label",
    value: guessed.label ?? "none",
    from: guessed.label === undefined ? "no workflow asks for one" : "a workflow asks for it",
    confidence: guessed.label === undefined ? "unsure" : "likely",
  },
  ...guessed.edits.map(
    ({ file, holds }): Guess => ({ key: "chart.edits", value: file, from: `holds ${shown(holds)}`, confidence: "likely" }),
  ),
];
