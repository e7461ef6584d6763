import type { Edited, WholeFile } from "../domain/edit.ts";
import { contentEndOf, lineEndingOf, withLineEnding } from "../domain/text-range.ts";

/** Replaces everything but keeps the line ending and whether the last line has one; several at the end all stay. A new empty file gets none. */
export const replaceWhole = (text: string, edit: WholeFile): Edited => {
  const body = withLineEnding(edit.to.slice(0, contentEndOf(edit.to)), lineEndingOf(text));
  return { is: "edited", text: body + text.slice(contentEndOf(text)) };
};
