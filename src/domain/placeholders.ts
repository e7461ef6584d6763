import { listNames, valueNames } from "./text-names.ts";
import { versionNames } from "./version-names.ts";

/** A place in a text that somebody meant to fill in. Both count from 1; the column counts UTF-16 units. */
export interface Placeholder {
  readonly line: number;
  readonly column: number;
  readonly found: string;
}

const shapes: readonly RegExp[] = [
  /\b(?:TODO|TBD|TBA|FIXME|XXX|WIP|PLACEHOLDER)\b/g,
  /\b[A-Z]['A-Z]{0,20}(?: [A-Z]['A-Z]{0,20}){1,8} HERE\b/g,
  /\[(?:insert|your|describe|add) [^\][\n]{1,60}\](?![([\]:])/gi,
  /<(?:(?:your|the) [a-z ]{1,30}|description|[a-z]{1,20}(?: [a-z]{1,20}){0,3} here)>/gi,
  /\blorem ipsum\b/gi,
  /\{\{ {0,2}[a-z][\w-]{0,40} {0,2}\}\}/g,
  new RegExp(
    `(?<!\\{)\\{(?:${[...Object.keys(versionNames("1.0.0")), "previous", "previous-dashed", ...valueNames, ...listNames].join("|")})\\}`,
    "g",
  ),
];

/** What a text may hold without being unfinished: the words of others, told line by line, and headings that stand whether or not anything is below. */
interface Allowed {
  readonly told?: readonly string[];
  readonly headings?: boolean;
}

/**
 * Words that stand for something to come, names of a template that nothing filled, and lists and headings with nothing in them. Code, comments and
 * addresses of links do not count, so a word that is meant can be written in backticks; nor do the lines in `told`, which tell a change in its
 * author's words.
 */
export const findPlaceholders = (text: string, { told = [], headings = false }: Allowed = {}): readonly Placeholder[] => {
  const lines = withoutCode(text.replaceAll("\r\n", "\n").split("\n"));
  const authors = new Set(told.map((line) => line.trim()));
  const body = bodyStart(lines);
  const found: Placeholder[] = [];
  let below: string | undefined;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? "";
    if (!authors.has(line.trim()))
      found.push(...findIn(line, at < body ? undefined : emptied(line, below, headings)).map((each) => ({ line: at + 1, ...each })));
    if (line.trim() !== "") below = line;
  }
  return found.toSorted((a, b) => a.line - b.line || a.column - b.column);
};

/** Whether a text says anything at all: headings, rules, comments and empty items do not. */
export const saysNothing = (markdown: string): boolean => {
  let isComment = false;
  return markdown.split("\n").every((line) => {
    const shown = withoutComments(line, isComment);
    isComment = shown.isComment;
    return /^[\s·]*(?:#{1,6}(?:\s.*)?|[-=*_\s]*|(?:[-*+]|\d{1,3}[.)])\s*)$/.test(shown.line.slice(0, 2000));
  });
};

/** Where they are and what stands there, in a line. */
export const placeholdersText = (found: readonly Placeholder[], most = 5): string =>
  [
    ...found.slice(0, most).map((each) => `line ${each.line}, column ${each.column}: ${each.found}`),
    ...(found.length > most ? [`and ${found.length - most} more`] : []),
  ].join("; ");

const findIn = (line: string, nothing: string | undefined): readonly Omit<Placeholder, "line">[] => {
  const words = shapes.flatMap((shape) => [...line.matchAll(shape)].map(({ index, 0: found }) => ({ column: index + 1, found })));
  return nothing === undefined || words.length > 0 ? words : [{ column: indentOf(line) + 1, found: nothing }];
};

/** Puts a letter for all that is shown as it is or not shown at all, so that nothing becomes empty by it and every other place stays where it was. */
const withoutCode = (lines: readonly string[]): readonly string[] => {
  let fence: string | undefined;
  let isComment = false;
  return lines.map((line) => {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined || mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark?.startsWith(fence) === true) fence = undefined;
      return blank(line);
    }
    const shown = withoutComments(line, isComment);
    isComment = shown.isComment;
    return shown.line.replaceAll(/`[^`]{1,500}`|(?<=\])\([^()\s]{1,500}\)/g, blank);
  });
};

const withoutComments = (line: string, wasComment: boolean): { readonly line: string; readonly isComment: boolean } => {
  let [shown, at, isComment] = ["", 0, wasComment];
  while (at < line.length) {
    const mark = line.indexOf(isComment ? "-->" : "<!--", at);
    const end = mark < 0 ? line.length : mark + (isComment ? 3 : 0);
    shown += isComment ? blank(line.slice(at, end)) : line.slice(at, end);
    at = end;
    if (mark >= 0) isComment = !isComment;
  }
  return { line: shown, isComment };
};

const blank = (code: string): string => "·".repeat(code.length);

/** The line behind the front matter, which is data. */
const bodyStart = (lines: readonly string[]): number => (lines[0] === "---" ? lines.indexOf("---", 1) + 1 : 0);

/** What is empty here, when only `below` comes next. */
const emptied = (line: string, below: string | undefined, headings: boolean): string | undefined => {
  if (/^\s*(?:[-*+]|\d{1,3}[.)])(?:\s+(?:\.{2,6}|…))?\s*$/.test(line)) return "an item of a list with nothing in it";
  const [level, next] = [levelOf(line), below === undefined ? 0 : levelOf(below)];
  const isOver = below === undefined || next > 0;
  if (level > 0)
    return !headings && (below === undefined || (next > 0 && next <= level)) ? `a heading over nothing: ${line.trim()}` : undefined;
  if (onlyLabel.test(line) && (below === undefined || indentOf(below) <= indentOf(line)))
    return `a label with nothing behind it: ${line.trim()}`;
  return isOver && /[^\s:]:[*_]*\s*$/.test(line) ? `a list with nothing in it: ${line.trim()}` : undefined;
};

/** An item that was begun and not filled in, such as `- **New**:`. */
const onlyLabel = /^\s{0,20}[-*+]\s{1,20}\*\*[^*]{1,60}(?:\*\*:|:\*\*)\s*$/;

const indentOf = (line: string): number => line.length - line.trimStart().length;

const levelOf = (line: string): number => /^(#{1,6}) /.exec(line)?.[1]?.length ?? 0;
