import { applyEdit } from "../../edits/apply-edit.ts";
import { editAt } from "../../edits/edit-at.ts";
import { listValues } from "../../edits/list-values.ts";
import { guessTag } from "./guess-tag.ts";
import { canBeWritten, type GuessedFile } from "./guessed-file.ts";
import { ownWords } from "./own-words.ts";
import { escaped } from "./place-of-mention.ts";
import { titleOf } from "./readme-title.ts";
import { isEnvironmentFile, isKustomization, isReadme, type RepositorySurvey, textsOf } from "./repository-survey.ts";

/**
 * A product that is a composition of its own images holds no version between releases: its environment file says `nightly`. A release pins each
 * image of the owner's, in the README's title too where that says the same word, and main goes back.
 */
export const guessMovingTags = (survey: RepositorySurvey): readonly GuessedFile[] => {
  const owner = survey.origin?.split("/")[0]?.toLowerCase() ?? "";
  if (owner === "") return [];
  const pinned = textsOf(survey)
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
  return [...pinned, ...[...new Set(pinned.map(({ holds }) => holds))].flatMap((tag) => titled(survey, tag))];
};

/**
 * A kustomization that deploys the product's own image as `latest`: what a release installs is that release, by the tag that git has too, and main goes
 * back.
 */
export const guessMovingImages = (survey: RepositorySurvey): readonly GuessedFile[] => {
  const own = ownWords(survey);
  const tag = guessTag(survey).guess.value;
  const to = tag.slice(tag.lastIndexOf("/") + 1);
  return textsOf(survey)
    .filter(({ file }) => isKustomization(file))
    .flatMap(({ file, text }) =>
      listValues(text, file).flatMap((value) => {
        const image = /^images\[name="([^"]{1,200})"\]\.newTag$/.exec(value.at)?.[1] ?? "";
        const isOwn =
          image.includes("/") &&
          image
            .toLowerCase()
            .split("/")
            .some((part) => own.includes(part));
        const place = { is: "at", path: value.at } as const;
        return isOwn && moving.test(value.value) && canBeWritten(text, file, place, value.value, "987.654.321")
          ? [{ file, place, to, onMain: value.value, holds: value.value }]
          : [];
      }),
    );
};

/** `# The shop nightly`: what the README calls itself by the same word is called by the version. */
const titled = (survey: RepositorySurvey, tag: string): readonly GuessedFile[] =>
  textsOf(survey)
    .filter(({ file }) => isReadme(file))
    .flatMap(({ file, text }) => {
      const title = titleOf(text);
      const line = title === undefined ? "" : text.slice(title.start, title.end).trimStart();
      const name = line.endsWith(` ${tag}`) ? line.slice(0, -tag.length) : "";
      const place = { is: "pattern", pattern: `^${escaped(name)}([\\w.-]+)$` } as const;
      const isPlace = /^# \S/.test(name) && place.pattern.length <= 300 && canBeWritten(text, file, place, tag, "987.654.321");
      return isPlace ? [{ file, place, to: "{version}", onMain: tag, holds: tag }] : [];
    });

/** `ghcr.io/acme/`, `app`, `nightly`. */
const imageWithTag = /^((?:[\w.-]{1,100}\/){1,4})([\w.-]{1,100}):([\w.-]{1,100})$/;

/** Names of what is built before a release; `latest` is one. */
const unreleased = /^(?:nightly|edge|dev|develop|unstable|snapshot|canary|next)$/;

/** The same where nothing else could be meant: a manifest that a release carries names no image that moves. */
const moving = /^(?:latest|main|master|nightly|edge|dev|develop|unstable|snapshot|canary|next)$/;
