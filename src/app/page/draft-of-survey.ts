import type { GuessedFile } from "../init/guessed-file.ts";
import type { Guess } from "../init/repository-survey.ts";
import { shown } from "../init/safe-word.ts";
import type { Drafted } from "../init/write-yaml.ts";
import { type Draft, list, type Said, section } from "./draft.ts";

/** What the repository shows, for everything that the page says nothing of. */
export const draftOfSurvey = (drafted: Drafted, github: Said): Draft =>
  section({
    people: section(
      Object.fromEntries(
        drafted.people.map(({ name, github: account, roles, from }) => [
          name,
          section({ github: account === undefined ? undefined : value(account, from, "likely"), roles: value(roles, from, "unsure") }),
        ]),
      ),
    ),
    repository: section({ github, main: guessed(drafted.main), branch: guessed(drafted.branch), tag: guessed(drafted.tag) }),
    contributors: section({
      staff: drafted.staff === undefined ? undefined : section({ domains: value([drafted.staff.value], drafted.staff.from, "likely") }),
      bots: value(drafted.bots.bots, drafted.bots.from, "unsure"),
    }),
    changelog: drafted.changelog === undefined ? undefined : section({ file: guessed(drafted.changelog) }),
    "version-files": drafted.versionFiles.files.length === 0 ? undefined : list(drafted.versionFiles.files.map(fileOf)),
    images: drafted.images.length === 0 ? undefined : list(drafted.images.map(imageOf)),
    gates: section({
      launch: section({ approvals: value(1, "not on the page", "unsure"), from: value(["release-team"], "not on the page", "unsure") }),
    }),
  });

const value = (what: Said["value"], from: string, confidence: Guess["confidence"]): Said => ({ is: "said", value: what, from, confidence });

const guessed = (guess: Guess): Said => value(guess.value, guess.from, guess.confidence);

const fileOf = ({ file, place, to, onMain, holds }: GuessedFile): Draft => {
  const from = `holds ${shown(holds)}`;
  return section({
    file: value(file, from, "likely"),
    ...(place.is === "at"
      ? { at: value(place.path, from, "likely") }
      : place.is === "pattern"
        ? { pattern: value(place.pattern, from, "likely") }
        : {}),
    ...(to === "{version}" ? {} : { to: value(to, from, "likely") }),
    ...(onMain === undefined ? {} : { "on-main": value(onMain, from, "likely") }),
  });
};

const imageOf = ({ name, candidate, release, from, isSure }: Drafted["images"][number]): Draft => {
  const confidence = isSure ? "likely" : "unsure";
  return section({
    name: value(name, from, confidence),
    candidate: candidate === undefined ? undefined : value(candidate, from, confidence),
    release: value(release, from, confidence),
  });
};
