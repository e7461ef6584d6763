import { structureOf } from "../../../domain/structured-file.ts";
import type { GuessedFile } from "../../init/guessed-file.ts";
import { isUsablePath } from "../../init/repository-survey.ts";
import type { PageLine, Passage } from "../checklist-lines.ts";
import { type Draft, left, list, missing, said, section } from "../draft.ts";
import { templateOf, versionWords } from "../version-words.ts";
import { commandsOf, commitMessage, type Doubt, partsOf, pathsIn, type Recogniser } from "./reading.ts";

/** The list of commits since the last release. */
export const commitList: Recogniser = ({ lines }) => {
  const taken = lines.filter(
    (line) =>
      commandsOf(line).some(
        ({ words }) => words[0] === "git" && (words[1] === "log" || words[1] === "shortlog") && words.some((word) => word.includes("..")),
      ) || /\b(?:list of commits|commit list|list of contributors|what(?:'s| is| has) (?:new|updated|changed))\b/i.test(line.text),
  );
  return taken.length === 0 ? [] : [{ item: "collect-changes", lines: taken, draft: section({}) }];
};

/** The changelog: a line that writes in a file of such a name. */
export const changelog: Recogniser = ({ lines }) => {
  const found = lines.flatMap((line) => {
    if (isAbout(line, /\bcherry-?pick/i)) return [];
    return partsOf(line).flatMap((part) => {
      if (!writes.test(part.text)) return [];
      const file = pathsIn(part)
        .map(filePath)
        .find((each) => each !== undefined && isChangelogPath(each));
      return file !== undefined || (part === line && /\bchange ?log\b/i.test(part.text)) ? [{ line, file }] : [];
    });
  });
  const first = found.find((each) => each.file !== undefined) ?? found[0];
  if (first === undefined) return [];
  const message = commitMessage(first.line);
  const draft = section({
    changelog: section({
      file:
        first.file === undefined
          ? missing("CHANGELOG.md", "the page names no file; this is the usual one")
          : said(first.file, first.line.line),
      message: message === undefined ? left("Changelog version {version}") : said(templateOf(message.message), message.on),
    }),
  });
  return [{ item: "write-changelog", lines: [first.line], draft, doubts: literal(message, first.line) }];
};

const writes = /\b(?:write|writing|update|edit|add|draft|finish|finali[sz]e|complete|generate|cut)\b/i;

/** A file of such a name, or one file a version in a folder of such a name. */
const isChangelogPath = (file: string): boolean =>
  /(?:^|\/)(?:change-?log|changes|history|news|release-?notes)\.\w{2,8}$|(?:^|\/)(?:change-?log|changes|history|news)$|(?:^|\/)(?:change-?logs?|release-?notes)\/.*\{/i.test(
    file,
  );

/** Files that hold the version: a line that raises it names them. */
export const versionFiles: Recogniser = ({ lines, files }) => {
  const found = lines.flatMap((line) => {
    const named = isAbout(line, elsewhere) ? [] : partsOf(line).flatMap((part) => versionPaths(part, files));
    const once = [...new Set(named)].filter((file) => !named.some((other) => other !== file && other.endsWith(`/${file}`)));
    return once.length === 0 ? [] : [{ line, named: once }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const message = commitMessage(first.line);
  const entry = (file: string, line: PageLine): Draft =>
    section({
      file: said(file, line.line),
      ...placeIn(files.find((each) => each.file === file)),
      message: message === undefined ? left("Bump version {version}") : said(templateOf(message.message), message.on),
    });
  const all = found.flatMap(({ line, named }) => named.map((file) => ({ file, line })));
  const once = all.filter(({ file }, at) => all.findIndex((each) => each.file === file) === at).slice(0, 20);
  return [
    {
      item: "bump-version",
      lines: found.map((each) => each.line),
      draft: section({ "version-files": list(once.map(({ file, line }) => entry(file, line))) }),
      doubts: literal(message, first.line),
    },
  ];
};

const elsewhere = /\b(?:chart|cherry-?pick|minimum|dependenc\w*|spec file|next|higher|k8s|python|client)\b/i;

/** Files that a sentence tells to write the version in. */
const versionPaths = (part: Passage, files: readonly GuessedFile[]): readonly string[] => {
  if (!/\b(?:bump|update|set|increase|raise|increment|change)\b/i.test(part.text) || !/\bversion\b/i.test(part.text)) return [];
  if (elsewhere.test(part.text) || /^no\b|\bnot\b/i.test(part.text)) return [];
  const paths = [...new Set(pathsIn(part).map(filePath))].filter((each): each is string => each !== undefined && !each.includes("{"));
  const held = paths.filter((file) => holdsVersion(file, files));
  // `VERSION` beside a file is a word in it, unless it is called a file.
  return held.filter((file) => held.length === 1 || !/^[A-Z]+$/.test(file) || new RegExp(`\\b${file}\\s+file\\b`).test(part.text));
};

const isAbout = (line: PageLine, what: RegExp): boolean => what.test(line.text);

const filePath = (path: string): string | undefined => {
  const { template } = versionWords(path);
  return isUsablePath(template.replaceAll(/\{[a-z]+\}/g, "1")) ? template : undefined;
};

/** A name that tells where the version stands, or a place that the repository shows. */
const holdsVersion = (file: string, files: readonly GuessedFile[]): boolean =>
  files.some((each) => each.file === file) ||
  /(?:^|\/)\.?version(?:\.txt)?$/i.test(file) ||
  (/\.py$/.test(file) && /version|about|__init__|setup/i.test(file)) ||
  (structureOf(file) !== undefined &&
    /version|release|package\.json|pyproject|cargo|galaxy|composer/i.test(file) &&
    !/versions\./i.test(file));

const placeIn = (known: GuessedFile | undefined): Readonly<Record<string, Draft>> => {
  if (known === undefined) return {};
  const from = (value: string): Draft => ({ is: "said", value, from: "as the file shows", confidence: "likely" });
  const { place, to } = known;
  return {
    ...(place.is === "at" ? { at: from(place.path) } : place.is === "pattern" ? { pattern: from(place.pattern) } : {}),
    ...(to === "{version}" ? {} : { to: from(to) }),
  };
};

const literal = (message: { readonly message: string; readonly on: number } | undefined, line: PageLine): readonly Doubt[] =>
  message !== undefined && /\d+\.\d+\.\d+/.test(message.message)
    ? [{ line: message.on, says: `the message names one version where the release's is meant (${line.text.slice(0, 60)})` }]
    : [];
