import type { Edit } from "../../domain/edit.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { mayCarryVersion, type RepositorySurvey } from "./repository-survey.ts";

/** A file that holds the previous version, and how to change it there; `place` is as the configuration spells it. */
export interface GuessedFile {
  readonly file: string;
  readonly place: { readonly at: string } | { readonly pattern: string } | { readonly whole: true };
}

/** Files that hold exactly the previous version at a place where such files have it. The edits themselves are tried: what they find, they can change. */
export const guessVersionFiles = ({ files, contents }: RepositorySurvey, previous: string): readonly GuessedFile[] =>
  files
    .filter((file) => mayCarryVersion(file) && isUsable(file))
    .flatMap((file) => {
      const text = contents[file];
      if (text === undefined || text.length > 200_000) return [];
      const place = placesFor(file).find((each) => holds(text, file, each, previous));
      return place === undefined ? [] : [{ file, place }];
    })
    .toSorted((a, b) => a.file.split("/").length - b.file.split("/").length || (a.file < b.file ? -1 : 1))
    .slice(0, 12);

const holds = (text: string, file: string, place: GuessedFile["place"], previous: string): boolean => {
  const same = applyEdit(text, editOf(file, place, previous));
  const other = applyEdit(text, editOf(file, place, "987.654.321"));
  return same.is === "edited" && same.text === text && other.is === "edited" && other.text !== text;
};

const editOf = (file: string, place: GuessedFile["place"], to: string): Edit => {
  if ("at" in place) return { is: "set", file, at: place.at, to };
  return "pattern" in place ? { is: "match", file, pattern: place.pattern, to } : { is: "whole", file, to };
};

const placesFor = (file: string): readonly GuessedFile["place"][] => {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  const known = placesByName.find(([pattern]) => pattern.test(name));
  return known?.[1] ?? [];
};

const quoted = "[\"']([^\"'\\n]*)[\"']";

const placesByName: readonly (readonly [RegExp, readonly GuessedFile["place"][]])[] = [
  [/\.json$/, [{ at: "version" }]],
  [/^pyproject\.toml$/, [{ at: "project.version" }, { at: "tool.poetry.version" }]],
  [/^cargo\.toml$/, [{ at: "package.version" }, { at: "workspace.package.version" }]],
  [/^chart\.ya?ml$/, [{ at: "appVersion" }, { at: "version" }]],
  [/^gradle\.properties$/, [{ at: "version" }]],
  [/^setup\.py$/, [{ pattern: `^\\s*version ?= ?${quoted}` }]],
  [/^setup\.cfg$/, [{ pattern: "^version ?= ?([^\\n\\s]*)" }]],
  [/\.py$/, [{ pattern: `^(?:VERSION|__version__|version)(?:: str)? ?= ?${quoted}` }]],
  [/^build\.gradle(?:\.kts)?$/, [{ pattern: `^version ?= ?${quoted}` }]],
  [/^pom\.xml$/, [{ pattern: "^(?: {2}| {4}|\\t)<version>([^<\\n]*)</version>" }]],
  [/\.csproj$|\.props$/, [{ pattern: "<Version>([^<\\n]*)</Version>" }]],
  [/^version\.(?:go|rb|ts|js)$/, [{ pattern: `^.*(?:VERSION|[vV]ersion) ?:?= ?${quoted}` }]],
  [/^mix\.exs$/, [{ pattern: '^ +version: "([^"\\n]*)"' }]],
  [/^\.?version(?:\.txt)?$/, [{ whole: true }]],
];

/** A path that the configuration takes. */
const isUsable = (file: string): boolean =>
  !/[\p{Cc}\p{Cf}\\{}]/u.test(file) &&
  !file.startsWith("/") &&
  !file.split("/").some((part) => part === "" || part.startsWith("..") || part === "." || /^\.git$/i.test(part));
