/** What stands in a draft where something is still to be written. */
const signs: readonly RegExp[] = [
  /\b(?:TODO|TBD|TBA|FIXME|XXX|WIP|PLACEHOLDER)\b/,
  /\b[A-Z]{2,20}(?: [A-Z]{2,20}){0,6} HERE\b/,
  /\{\{ {0,2}[a-z][\w.-]{0,40} {0,2}\}\}/,
  /\{(?:version|version-dashed|previous|date|changes|highlights|contributors|first-timers)\}/,
  /\blorem ipsum\b/i,
  /<(?:your|the) [a-z ]{1,30}>|<description>|<[a-z]{1,20}(?: [a-z]{1,20}){0,3} here>/i,
];

/** A list item that was begun and not filled in: nothing, dots, or `**New**:` with nothing behind or below it. */
const emptyItem = /^[ \t]{0,20}(?:[-*+]|\d{1,3}[.)])(?:[ \t]{1,20}(?:\.{2,6}|…))?[ \t]{0,20}$/;
const onlyLabel = /^([ \t]{0,20})[-*+][ \t]{1,20}(?:\*\*[^*]{1,60}\*\*:|\*\*[^*]{1,60}:\*\*)[ \t]{0,20}$/;

/** A line beyond this is no line that somebody left open. */
const longest = 2000;
const most = 5;

/** Lines of a Markdown text in which something is still to be written, the first few. What stands in code or in a comment is meant as it is. */
export const placeholdersIn = (markdown: string): readonly string[] => {
  const lines = withoutComments(markdown)
    .split("\n")
    .map((line) => line.replace(/\r$/, "").slice(0, longest));
  const found: string[] = [];
  let fenced = false;
  for (const [at, line] of lines.entries()) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) fenced = !fenced;
    else if (!fenced && isOpen(line, lines[at + 1] ?? "")) found.push(line.trim());
    if (found.length === most) break;
  }
  return found;
};

/** Whether a text says anything at all: headings, rules and comments do not. */
export const saysNothing = (markdown: string): boolean =>
  withoutComments(markdown)
    .split("\n")
    .every((line) => /^\s*(?:#{1,6}(?:\s.*)?|[-=*_\s]*|(?:[-*+]|\d{1,3}[.)])\s*)$/.test(line.slice(0, longest)));

const isOpen = (line: string, next: string): boolean => {
  const plain = line.replaceAll(/`[^`]{0,200}`/g, "").replaceAll(/\]\([^()\s]{0,500}\)/g, "]");
  if (signs.some((sign) => sign.test(plain)) || emptyItem.test(line)) return true;
  const label = onlyLabel.exec(line);
  return label !== null && indentOf(next) <= (label[1] ?? "").length;
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

const withoutComments = (text: string): string => {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf("<!--", at);
    const end = start < 0 ? -1 : text.indexOf("-->", start + 4);
    if (end < 0) return [...kept, text.slice(at)].join("");
    kept.push(text.slice(at, start));
    at = end + 3;
  }
};
