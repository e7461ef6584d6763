import { type ChangelogPart, outlineChangelog } from "../domain/changelog-outline.ts";
import { compareLooseVersions, parseLooseVersion } from "../domain/loose-version.ts";
import { lineEndingOf, splice } from "../domain/text-range.ts";
import { writtenEntries } from "../domain/written-entries.ts";

/**
 * The changelog without what became a section: parts of the named pre-releases go; below `unreleased` what the section tells goes, and what it does not
 * tell stays, so that entries for the version after are never lost. Headings of groups stay where the file has empty ones elsewhere.
 */
export const takeParts = (text: string, takes: readonly string[], section: string): string =>
  outlineChangelog(text)
    .parts.filter((part) => isTaken(part, takes))
    .toReversed()
    .reduce((rest, part) => splice(rest, part, part.is === "version" ? "" : remainder(text, part, section)), text);

const isTaken = ({ is, version }: ChangelogPart, takes: readonly string[]): boolean =>
  takes.some((each) => {
    if (is === "unreleased" || version === undefined) return each === "unreleased" && is === "unreleased";
    const taken = parseLooseVersion(each);
    return taken !== undefined && taken.pre.length > 0 && compareLooseVersions(taken, version) === 0;
  });

const remainder = (text: string, part: ChangelogPart, section: string): string => {
  const ending = lineEndingOf(text);
  const own = text.slice(part.start, part.end);
  const [heading = "", ...rest] = own.replaceAll("\r\n", "\n").split("\n");
  const told = new Set(writtenEntries(section).flatMap(({ keys }) => keys));
  const lines = new Set(section.replaceAll("\r\n", "\n").split("\n"));
  const gone = new Set(
    writtenEntries(own)
      .filter(({ keys }) => keys.some((key) => told.has(key)))
      .flatMap(({ at, lines: taken }) => taken.map((_, offset) => at + offset - 1)),
  );
  const left = rest.filter((line, at) => !gone.has(at) && !(isText(line) && lines.has(line)));
  const kept = hasEmptyGroups(text, part) ? left : left.filter((line, at) => !isHeading(line) || hasTextBelow(left, at));
  const body = kept
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  const end = part.end < text.length ? "\n\n" : "\n";
  return `${heading}${body === "" ? "" : `\n\n${body}`}${end}`.replaceAll("\n", ending);
};

const isHeading = (line: string): boolean => /^#{1,6} /.test(line);
const isText = (line: string): boolean => line.trim() !== "" && !isHeading(line);

const hasTextBelow = (lines: readonly string[], at: number): boolean => {
  const next = lines.findIndex((line, other) => other > at && isHeading(line));
  return lines.slice(at + 1, next < 0 ? undefined : next).some(isText);
};

/** Whether released parts of the file have headings without an entry. */
const hasEmptyGroups = (text: string, taken: ChangelogPart): boolean =>
  outlineChangelog(text).parts.some(
    (part) =>
      part.start !== taken.start &&
      /^(#{2,6}) [^\n]+\n\s*\n?(?:\1 |(?![\s\S]))/m.test(text.slice(part.start, part.end).replaceAll("\r", "").trimEnd()),
  );
