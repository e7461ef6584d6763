import type { Edited, EditRefused, SetValue } from "../domain/edit.ts";
import { splice, type TextRange } from "../domain/text-range.ts";
import type { Leaf } from "./leaf.ts";
import { listed, quoted, refuse } from "./refusal.ts";

/**
 * Sets one `KEY=value` of a `.properties` or `.env` file. The whole of `at` is the key, because keys of these files have dots. A key that stands
 * twice is refused: which one counts depends on the reader.
 */
export const setProperties = (text: string, edit: SetValue): Edited | EditRefused => {
  const entries = entriesOf(text, isEnvironmentFile(edit.file));
  const [entry, second] = entries.filter(({ key }) => key === edit.at);
  if (entry === undefined) return refuse(edit, "NO_SUCH_PATH", `the keys are ${listed(entries.map(({ key }) => key))}`);
  if (second !== undefined)
    return refuse(edit, "MANY_MATCHES", `${quoted(edit.at)} is set on lines ${lineOf(text, entry)} and ${lineOf(text, second)}`);
  if (entry.continues) return refuse(edit, "NO_SUCH_PATH", "a value that goes on over several lines");
  const spelling = spelled(entry.quote, edit.to, isEnvironmentFile(edit.file));
  if (spelling === undefined) return refuse(edit, "NOT_PARSABLE", `${quoted(edit.to)} cannot be written as a value of this file`);
  return { is: "edited", text: splice(text, entry, spelling) };
};

/** The value of a key as text, without its quotes; nothing where it stands not at all, twice, or over several lines. */
export const readProperties = (text: string, file: string, key: string): string | undefined => {
  const [entry, second] = entriesOf(text, isEnvironmentFile(file)).filter((each) => each.key === key);
  if (entry === undefined || second !== undefined || entry.continues) return undefined;
  return textOf(text, entry);
};

/** Every key that stands once, with its value on one line. */
export const listProperties = (text: string, file: string): readonly Leaf[] => {
  const entries = entriesOf(text, isEnvironmentFile(file)).filter((each) => !each.continues);
  const counts = new Map<string, number>();
  for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  return entries
    .filter(({ key }) => counts.get(key) === 1)
    .map((entry) => ({ keys: [entry.key], value: textOf(text, entry), start: entry.start, end: entry.end }));
};

interface Entry extends TextRange {
  readonly key: string;
  readonly quote: "" | "'" | '"';
  readonly continues: boolean;
}

const isEnvironmentFile = (file: string): boolean => /(?:^|\/)[^/]*\.env(?:\.[^/]*)?$/.test(file);

const entriesOf = (text: string, environment: boolean): readonly Entry[] => {
  const line = environment
    ? /^[ \t]*(?:export[ \t]+)?([^\s=#][^\s=]*)[ \t]*(=)[ \t]*([^\r\n]*)/gm
    : /^[ \t]*([^\s=:#![][^\s=:]*)[ \t]*([=: \t])[ \t]*([^\r\n]*)/gm;
  return Array.from(text.matchAll(line), (found) => {
    const [whole, key = "", , rest = ""] = found;
    const start = found.index + whole.length - rest.length;
    const value = environment ? (/^(?:"(?:[^"\\]|\\.)*"|'[^']*')(?=\s*(?:#|$))/.exec(rest)?.[0] ?? beforeComment(rest)) : rest;
    const first = value.charAt(0);
    const quote = environment && value.length > 1 && (first === "'" || first === '"') && value.endsWith(first) ? first : "";
    // An opened quote that this line does not close goes on below.
    const open = environment && quote === "" && (first === "'" || first === '"');
    return { key, start, end: start + value.length, quote, continues: open || (!environment && backslashesBehind(rest) % 2 === 1) };
  });
};

const textOf = (text: string, { start, end, quote }: Entry): string =>
  quote === "" ? text.slice(start, end) : text.slice(start + 1, end - 1);

const beforeComment = (rest: string): string => rest.slice(0, /(?:^|\s)#/.exec(rest)?.index ?? rest.length).trimEnd();

const backslashesBehind = (rest: string): number => {
  let count = 0;
  while (rest.charAt(rest.length - 1 - count) === "\\") count += 1;
  return count;
};

const lineOf = (text: string, { start }: TextRange): number => text.slice(0, start).split("\n").length;

/** Quoting rules differ between readers of `.env` files, so only text that all of them read alike is written. */
const spelled = (quote: Entry["quote"], to: string, environment: boolean): string | undefined => {
  if (/[\r\n\0]/.test(to)) return undefined;
  if (!environment) return /^\s/.test(to) ? undefined : to.replaceAll("\\", "\\\\");
  if (quote === "" && /^[\w.:/@+,=%-]*$/.test(to)) return to;
  if (quote === '"') return /["\\$`]/.test(to) ? undefined : `"${to}"`;
  return to.includes("'") ? undefined : `'${to}'`;
};
