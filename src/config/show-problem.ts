import type { Problem } from "../domain/problem.ts";

/**
 * A problem for a terminal: where, the line with a caret below the place, what was found and what would be right. Whatever the file holds, nothing
 * of it moves a cursor or hides: characters that do not show are written as their code. `file` is the configuration's path, when there is one.
 */
export const showProblem = (text: string, problem: Problem, file?: string): string => {
  const { severity, line, column, path, found, expected, suggestion } = problem;
  const source = text.replace(/^\ufeff/, "").split(/\r?\n/, line)[line - 1] ?? "";
  const margin = `${line}`.length;
  const { shown, caret } = excerpt(source, column);
  const at = file === undefined ? `line ${line}, column ${column}` : `${visible(file)}:${line}:${column}`;
  return [
    `${at}: ${severity}${path === "" ? "" : ` at ${visible(path)}`}`,
    ...(source.trim() === "" ? [] : [`  ${line} | ${shown}`, `  ${" ".repeat(margin)} | ${" ".repeat(caret)}^`]),
    `  found ${visible(found)}; expected ${visible(expected)}`,
    ...(suggestion === undefined ? [] : [`  did you mean: ${visible(suggestion)}`]),
  ].join("\n");
};

const widest = 100;

/** The part of a line around a column, and where in it the caret belongs. */
const excerpt = (source: string, column: number): { readonly shown: string; readonly caret: number } => {
  const from = column > widest - 20 ? column - 40 : 0;
  const before = visible(source.slice(from, column - 1));
  const lead = from > 0 ? "…" : "";
  const rest = source.slice(column - 1, from + widest);
  const tail = source.length > from + widest ? "…" : "";
  return { shown: `${lead}${before}${visible(rest)}${tail}`, caret: lead.length + before.length };
};

const visible = (text: string): string =>
  text
    .replaceAll("\t", " ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
