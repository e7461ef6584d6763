import { fillTemplate, type TemplateRefused } from "./template.ts";

/** What a text for people is filled with: names with one value, and lists, whose items become bullets. */
export interface Filling {
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/**
 * Fills a template for people. A list of nothing that has a line for itself goes, with the paragraph that introduces it by ending in a colon, and with
 * the heading above when nothing else stands below it: no text has a heading over nothing because a release had no highlights.
 */
export const fillText = (template: string, { values, lists }: Filling): string | TemplateRefused =>
  fillTemplate(withoutEmptyLists(template, lists), {
    ...values,
    ...Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, bullets(items)])),
  });

/** The same, but never longer than a sink takes: all lists are cut to the same length, and `more` says how many of each are left out. */
export const fillTextWithin = (
  most: number,
  template: string,
  { values, lists }: Filling,
  more: (leftOut: number) => string,
): string | TemplateRefused => {
  const longest = Math.max(0, ...Object.values(lists).map((items) => items.length));
  const cutTo = (length: number): string | TemplateRefused =>
    fillText(template, {
      values,
      lists: Object.fromEntries(
        Object.entries(lists).map(([name, items]) => [
          name,
          items.length <= length ? items : [...items.slice(0, length), more(items.length - length)],
        ]),
      ),
    });
  const fits = (text: string | TemplateRefused): boolean => typeof text !== "string" || text.length <= most;
  let [low, high] = [0, longest];
  if (fits(cutTo(longest))) return cutTo(longest);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cutTo(middle))) low = middle;
    else high = middle - 1;
  }
  return cutTo(low);
};

const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

const withoutEmptyLists = (template: string, lists: Filling["lists"]): string => {
  const lines = template.split("\n");
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const name = /^\s*\{([a-z][a-z0-9.-]*)\}\s*$/.exec(lines[at] ?? "")?.[1];
    if (name !== undefined && Object.hasOwn(lists, name) && lists[name]?.length === 0) removeAt(lines, at);
  }
  return lines.join("\n");
};

/** Takes out the line and what only led to it; of the blank lines around, those above stay. */
const removeAt = (lines: string[], place: number): void => {
  let end = place + 1;
  while (end < lines.length && isBlank(lines[end])) end += 1;
  const isOver = lines[end] === undefined || levelOf(lines[end]) > 0;
  let start = place;
  for (let above = lastText(lines, start), isFirst = true; above >= 0; above = lastText(lines, start), isFirst = false) {
    if (introduces(lines[above]) && (isFirst || isOver)) start = paragraphStart(lines, above);
    else if (isEmptied(lines[above], lines[end])) start = above;
    else break;
  }
  lines.splice(start, end - start);
  if (start === lines.length) while (lines.length > 1 && isBlank(lines.at(-1)) && isBlank(lines.at(-2))) lines.pop();
};

const introduces = (line: string | undefined): boolean => /:[*_]*\s*$/.test(line ?? "") && levelOf(line) === 0;

const isBlank = (line: string | undefined): boolean => line !== undefined && line.trim() === "";

/** Place of the last line with text above this one; -1 where there is none. */
const lastText = (lines: readonly string[], place: number): number => lines.slice(0, place).findLastIndex((line) => !isBlank(line));

const paragraphStart = (lines: readonly string[], place: number): number =>
  lines.slice(0, place).findLastIndex((line) => isBlank(line) || levelOf(line) > 0) + 1;

/** A heading with nothing below it but the end, or a heading that is not its own. */
const isEmptied = (heading: string | undefined, next: string | undefined): boolean =>
  levelOf(heading) > 0 && (next === undefined || (levelOf(next) > 0 && levelOf(next) <= levelOf(heading)));

const levelOf = (line: string | undefined): number => /^(#{1,6}) /.exec(line ?? "")?.[1]?.length ?? 0;
