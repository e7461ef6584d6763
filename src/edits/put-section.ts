import { type ChangelogPart, outlineChangelog } from "../domain/changelog-outline.ts";
import type { ChangelogSection, Edited, EditRefused } from "../domain/edit.ts";
import { compareLooseVersions, type LooseVersion, parseLooseVersion } from "../domain/loose-version.ts";
import { lineEndingOf, splice, withLineEnding } from "../domain/text-range.ts";
import { quoted, refuse } from "./refusal.ts";
import { takeParts } from "./take-parts.ts";

/** Puts a version's section where its version belongs, with the file's own line ending and gap between sections; an existing one is replaced in place. */
export const putSection = (text: string, edit: ChangelogSection): Edited | EditRefused => {
  const version = parseLooseVersion(edit.version);
  if (version === undefined) return refuse(edit, "NO_MATCH", `${quoted(edit.version)}, which is no version`);
  const section = withLineEnding(edit.text.trim(), lineEndingOf(text));
  const own = outlineChangelog(section).parts;
  if (own.length !== 1 || own[0]?.start !== 0 || !sameVersion(own[0].version, version))
    return refuse(edit, "NO_MATCH", `a section that begins with ${quoted(section.slice(0, 60))} instead of one heading of ${edit.version}`);
  const rest = edit.takes === undefined ? text : takeParts(text, edit.takes, section);
  const changed = placed(rest, section, version);
  return typeof changed === "string"
    ? verified(changed, rest, section, edit)
    : refuse(edit, "MANY_MATCHES", `${changed.found} sections of ${edit.version}`);
};

const placed = (text: string, section: string, version: LooseVersion): string | { readonly found: number } => {
  const { parts, preambleEnd } = outlineChangelog(text);
  const same = parts.filter((part) => sameVersion(part.version, version));
  if (same.length > 1) return { found: same.length };
  if (same[0] !== undefined) return splice(text, { start: same[0].start, end: contentEnd(text, same[0].start, same[0].end) }, section);
  const gap = gapOf(text, parts);
  const versions = parts.filter((part) => part.is === "version");
  const below = versions
    .filter((part) => orderOf(part, version) < 0)
    .toSorted(byVersion)
    .at(-1);
  if (below !== undefined && !isOldestFirst(versions)) return splice(text, { start: below.start, end: below.start }, `${section}${gap}`);
  const beside = below ?? versions.toSorted(byVersion)[0];
  if (beside !== undefined && below === undefined && isOldestFirst(versions))
    return splice(text, { start: beside.start, end: beside.start }, `${section}${gap}`);
  const end = beside?.end ?? parts.at(-1)?.end ?? preambleEnd;
  return appended(text, end, section, gap);
};

/** Puts the section behind what ends at `end`, and keeps the final newline of the file, or its lack. */
const appended = (text: string, end: number, section: string, gap: string): string => {
  const content = contentEnd(text, 0, end);
  const before = content === 0 ? "" : `${text.slice(0, content)}${gap}`;
  if (end < text.length) return `${before}${section}${gap}${text.slice(end)}`;
  return `${before}${section}${text.slice(content).endsWith("\n") ? lineEndingOf(text) : content === 0 ? "\n" : ""}`;
};

const contentEnd = (text: string, start: number, end: number): number => start + text.slice(start, end).trimEnd().length;

/** What stands between two sections of this file: at least one empty line. */
const gapOf = (text: string, parts: readonly ChangelogPart[]): string => {
  const ending = lineEndingOf(text);
  const between = parts.find(({ is, end }) => is === "version" && end < text.length);
  const lines = between === undefined ? 2 : text.slice(contentEnd(text, between.start, between.end), between.end).split("\n").length - 1;
  return ending.repeat(Math.max(2, Math.min(lines, 5)));
};

const sameVersion = (a: LooseVersion | undefined, b: LooseVersion): boolean => a !== undefined && compareLooseVersions(a, b) === 0;

const orderOf = (part: ChangelogPart, version: LooseVersion): number =>
  part.version === undefined ? 0 : compareLooseVersions(part.version, version);

const byVersion = (a: ChangelogPart, b: ChangelogPart): number => (b.version === undefined ? 0 : orderOf(a, b.version));

const isOldestFirst = (versions: readonly ChangelogPart[]): boolean => {
  const [first, last] = [versions[0], versions.at(-1)];
  return first !== undefined && last !== undefined && byVersion(first, last) < 0;
};

/** Reads the result back: one section more or the same number, the new one exactly as given, every other one as before. */
const verified = (changed: string, before: string, section: string, edit: ChangelogSection): Edited | EditRefused => {
  const version = parseLooseVersion(edit.version);
  const [was, is] = [partsOf(before), partsOf(changed)];
  const old = was.find((part) => version !== undefined && sameVersion(part.version, version))?.text ?? section;
  const others = is.filter(({ text }) => text !== section);
  const expected = was.filter(({ text }) => text !== section && text !== old);
  const same = others.length === expected.length && others.every(({ text }, at) => text === expected[at]?.text);
  if (same && is.some(({ text }) => text === section)) return { is: "edited", text: changed };
  return refuse(edit, "NOT_PARSABLE", "headings that would read differently with the new section between them");
};

const partsOf = (changelog: string): readonly { readonly version: LooseVersion | undefined; readonly text: string }[] =>
  outlineChangelog(changelog).parts.map(({ start, end, version }) => ({ version, text: changelog.slice(start, end).trimEnd() }));
