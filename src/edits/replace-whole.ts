import type { Edited, WholeFile } from "../domain/edit.ts";
import { lineEndingOf, withLineEnding } from "../domain/text-range.ts";

/** Replaces everything but keeps the line ending and whether the last line has one. */
export const replaceWhole = (text: string, edit: WholeFile): Edited => {
  const ending = lineEndingOf(text);
  const body = withLineEnding(edit.to.replace(/(?:\r?\n)+$/, ""), ending);
  return { is: "edited", text: text.endsWith("\n") || text === "" ? `${body}${trailing(text, ending)}` : body };
};

/** A new empty file gets no line ending of its own; a file with several at the end keeps them all. */
const trailing = (text: string, ending: string): string => (text === "" ? "" : (/(?:\r?\n)+$/.exec(text)?.[0] ?? ending));
