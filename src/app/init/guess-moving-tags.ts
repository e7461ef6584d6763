import { applyEdit } from "../../edits/apply-edit.ts";
import { editAt } from "../../edits/edit-at.ts";
import { listValues } from "../../edits/list-values.ts";
import type { GuessedFile } from "./guessed-file.ts";
import { isEnvironmentFile, type RepositorySurvey, textsOf } from "./repository-survey.ts";

/**
 * A product that is a composition of its own images holds no version between releases: its environment file says `nightly`. A release pins each
 * image of the owner's, and main goes back.
 */
export const guessMovingTags = (survey: RepositorySurvey): readonly GuessedFile[] => {
  const owner = survey.origin?.split("/")[0]?.toLowerCase() ?? "";
  if (owner === "") return [];
  return textsOf(survey)
    .filter(({ file }) => isEnvironmentFile(file))
    .flatMap(({ file, text }) => {
      const images = listValues(text, file).flatMap(({ value }) => {
        const [, before = "", image = "", tag = ""] = imageWithTag.exec(value) ?? [];
        return before.split("/").at(-2)?.toLowerCase() === owner && image !== "" ? [{ before, tag }] : [];
      });
      const [first] = images;
      if (first === undefined || images.some(({ before }) => before !== first.before) || !unreleased.test(first.tag)) return [];
      const place = { is: "pattern", pattern: `=${first.before.replaceAll(".", "\\.")}[\\w.-]+:([\\w.-]+)`, every: true } as const;
      const tried = applyEdit(text, editAt(file, place, first.tag));
      return tried.is === "edited" && tried.text === text ? [{ file, place, to: "{version}", onMain: first.tag, holds: first.tag }] : [];
    });
};

/** `ghcr.io/acme/`, `app`, `nightly`. */
const imageWithTag = /^((?:[\w.-]{1,100}\/){1,4})([\w.-]{1,100}):([\w.-]{1,100})$/;

/** Names of what is built before a release; `latest` is one. */
const unreleased = /^(?:nightly|edge|dev|develop|unstable|snapshot|canary|next)$/;
