import type { TextRange } from "../../domain/text-range.ts";

/** The title of a README: its first line with a text, where that is a heading of the first level. */
export const titleOf = (text: string): TextRange | undefined => {
  const found = /^\s{0,100}(?=# )[^\r\n]{1,300}/.exec(text.slice(0, 500));
  return found === null ? undefined : { start: found.index, end: found[0].trimEnd().length };
};
