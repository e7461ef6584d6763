import { matchesGlob } from "../../domain/path-glob.ts";
import type { Place } from "../../domain/train.ts";
import { editAt } from "../../edits/edit-at.ts";
import { readStanding, readValue } from "../../edits/read-value.ts";
import { guessMentions } from "./guess-mentions.ts";
import { guessMovingImages, guessMovingTags } from "./guess-moving-tags.ts";
import { preReleaseMarks } from "./guess-pre-release-marks.ts";
import { guessRelatives } from "./guess-relatives.ts";
import { canBeWritten, type GuessedFile } from "./guessed-file.ts";
import { ownPlaces } from "./own-places.ts";
import { isUsablePath, mayCarryVersion, mayMentionVersion, type RepositorySurvey, textsOf } from "./repository-survey.ts";
import {
  developedSince,
  earlierPatches,
  isNextOf,
  isOfThisLine,
  isTelling,
  onMainFor,
  parseStanding,
  type Spelling,
  type StandingVersion,
  shiftedSpellings,
  spellingIn,
  spellingsOf,
} from "./standing-version.ts";

/**
 * Places that hold the version before the next release: the files in which products keep their own version, what belongs to these (lock files,
 * packages beside them, the day), and what mentions it elsewhere. Each edit is tried: what is found can be changed, and nothing else with it.
 */
export const guessVersionFiles = (survey: RepositorySurvey, previous: string): readonly GuessedFile[] => {
  const own = ownFiles(survey, previous);
  const marks = own.flatMap((each) => preReleaseMarks(survey.contents[each.file] ?? "", each, previous));
  const relatives = [...guessRelatives(survey, own), ...marks];
  const mentions = guessMentions(survey, [...own, ...relatives], {
    spellings: spellingsToFind(own, previous),
    earlier: earlierPatches(previous),
  });
  const moving = own.length === 0 ? guessMovingTags(survey) : [];
  const taken = new Set(moving.map(({ file }) => file));
  return underGlobs(survey, [
    ...own,
    ...relatives,
    ...mentions.filter(({ file }) => !taken.has(file)),
    ...moving,
    ...guessMovingImages(survey),
  ])
    .toSorted((a, b) => a.file.split("/").length - b.file.split("/").length || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
    .slice(0, mostGuesses);
};

/** Texts that files hold the version by, for whoever can search a repository: files with one of them are worth reading besides. */
export const searchFor = (survey: RepositorySurvey, previous: string | undefined): Search => {
  if (previous === undefined) return { texts: [], mayHold: () => false };
  const texts = spellingsToFind(ownFiles(survey, previous), previous).map(({ text }) => text);
  return { texts: [...new Set(texts)], mayHold: (path) => mayMentionVersion(path) && isUsablePath(path) };
};

/** What to search for, and in which files. */
export interface Search {
  readonly texts: readonly string[];
  readonly mayHold: (path: string) => boolean;
}

const mostGuesses = 40;

const ownFiles = (survey: RepositorySurvey, previous: string): readonly GuessedFile[] => {
  const read = textsOf(survey)
    .filter(({ file }) => mayCarryVersion(file))
    .flatMap(({ file, text }) =>
      ownPlaces(file).flatMap((place) => {
        const holds = readStanding(text, editAt(file, place, ""))?.trim();
        return holds === undefined || !canBeWritten(text, file, place, holds, otherThan(holds)) ? [] : [{ file, place, holds }];
      }),
    );
  const plain = read.flatMap((each) => {
    const standing = standingIn(each.holds);
    return standing !== undefined && isOfThisLine(standing, previous) ? [{ ...each, standing }] : [];
  });
  const next = read.flatMap((each) => {
    const standing = standingIn(each.holds);
    return plain.length === 0 && standing !== undefined && isNextOf(standing, previous) ? [{ ...each, standing }] : [];
  });
  const forgotten = read.flatMap((each) => {
    const standing = standingIn(each.holds);
    const isBehind = standing !== undefined && isTelling(standing) && earlierPatches(previous).some(({ text }) => text === each.holds);
    return plain.length > 0 && isBehind && isPrivate(survey, each.file) ? [{ ...each, standing }] : [];
  });
  const found = [...plain, ...next, ...forgotten];
  const versions = [{ version: previous, mark: "" }, ...found.map((each) => each.standing)];
  const spelt = read.flatMap((each) => {
    const spelling = spellingIn(each.holds, found.some(({ file }) => file === each.file) ? [] : versions, shiftedSpellings);
    return spelling === undefined ? [] : [{ ...each, spelling }];
  });
  return oneForEachFile([
    ...found.flatMap((each) => {
      const spelling = spellingIn(each.holds, [each.standing]);
      return spelling === undefined ? [] : [guessed(each, spelling, each.standing, previous)];
    }),
    ...spelt
      .filter(
        ({ spelling }) => /[a-z]/i.test(spelling.text) || spelt.filter((other) => other.spelling.template === spelling.template).length > 1,
      )
      .map((each) => guessed(each, each.spelling, undefined, previous)),
  ]);
};

/** A package that nobody publishes has no versions of its own: one at an earlier patch of the product's was forgotten by a release. */
const isPrivate = ({ contents }: RepositorySurvey, file: string): boolean =>
  /(?:^|\/)package\.json$/.test(file) && readValue(contents[file], file, "private") === "true";

const standingIn = (holds: string): StandingVersion | undefined => parseStanding(holds.replaceAll(/, /g, "."));

const guessed = (
  { file, place, holds }: { readonly file: string; readonly place: Place; readonly holds: string },
  spelling: Spelling,
  standing: StandingVersion | undefined,
  previous: string,
): GuessedFile => {
  const onMain = standing === undefined ? undefined : onMainFor(standing, previous);
  return {
    file,
    place,
    to: spelling.template,
    holds,
    ...(onMain === undefined ? {} : { onMain: spelling.template.replace("{version}", () => onMain) }),
  };
};

/** `appVersion` and `version` of one chart may both say it; the first is what a release writes. */
const oneForEachFile = (files: readonly GuessedFile[]): readonly GuessedFile[] =>
  files.filter(({ file }, at) => files.findIndex((each) => each.file === file) === at);

const otherThan = (holds: string): string => (holds.includes(", ") ? "987, 654, 321" : "987.654.321");

const spellingsToFind = (own: readonly GuessedFile[], previous: string): readonly Spelling[] => {
  const standing = own.flatMap(({ holds }) => standingIn(holds) ?? []);
  const versions = [
    { version: previous, mark: "" },
    ...standing.filter((each) => isOfThisLine(each, previous) || isNextOf(each, previous)),
  ];
  const shifted = own.flatMap(({ holds, to }) => (to.includes("{minor") && !to.includes(", ") ? [{ text: holds, template: to }] : []));
  const all = [...developedSince(previous), ...versions.flatMap((each) => spellingsOf(each)), ...shifted];
  return all.filter(({ text }, at) => all.findIndex((each) => each.text === text) === at);
};

/** Many files of one name with the same place are written as one path with stars, where that means these files and no other. */
const underGlobs = ({ files }: RepositorySurvey, guesses: readonly GuessedFile[]): readonly GuessedFile[] => {
  const groups = new Map<string, GuessedFile[]>();
  for (const each of guesses) {
    const key = JSON.stringify([each.file.slice(each.file.lastIndexOf("/") + 1), each.place, each.to, each.onMain, each.holds]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const glob = globOf(group.map(({ file }) => file));
    const isSame = glob !== undefined && files.filter((file) => matchesGlob(glob, file)).length === group.length;
    return first !== undefined && isSame ? [{ ...first, file: glob }] : group;
  });
};

const globOf = (files: readonly string[]): string | undefined => {
  if (files.length < 3) return undefined;
  const folders = files.map((file) => file.split("/").slice(0, -1));
  const [first = []] = folders;
  const end = first.findIndex((part, at) => folders.some((folder) => folder[at] !== part));
  const shared = end < 0 ? first : first.slice(0, end);
  return [...shared, "**", files[0]?.split("/").at(-1) ?? ""].join("/");
};
