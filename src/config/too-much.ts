import type { Complaint } from "./complaint.ts";

/** Bytes would need an encoder; characters are what the parser's time depends on. */
export const mostCharacters = 64 * 1024;
const longestLine = 4000;
/** How deep sections and lists may stand inside each other; a whole train needs six. */
export const deepest = 50;

/** A text to refuse before any parser sees it, and where it goes too far. */
export interface TooMuch extends Complaint {
  readonly offset: number;
}

/**
 * A YAML parser may take minutes, or all memory, on a text made for that (a megabyte of `[` or of wrong escapes), and cannot be stopped.
 * So what no configuration needs is refused by counting: size, length of a line, and brackets or dashes inside each other.
 */
export const tooMuch = (text: string): TooMuch | undefined => {
  if (text.length > mostCharacters)
    return refuse(0, `${text.length} characters`, `at most ${mostCharacters} characters in a whole configuration`);
  let offset = 0;
  let open = 0;
  for (const line of text.split("\n")) {
    if (line.length > longestLine)
      return refuse(offset, `a line of ${line.length} characters`, `lines of at most ${longestLine} characters`);
    const run = /^(?:[ \t]*[-?:](?=[ \t\r]|$))*/.exec(line)?.[0] ?? "";
    if ((run.match(/[-?:]/g)?.length ?? 0) > deepest) return tooDeep(offset);
    open += balanceOf(line);
    if (open > deepest * 4) return tooDeep(offset);
    offset += line.length + 1;
  }
  return undefined;
};

/** What to say of nesting, wherever it is noticed. */
export const tooDeep = (offset: number): TooMuch => refuse(offset, "nesting without end", `sections and lists at most ${deepest} deep`);

const balanceOf = (line: string): number => (line.match(/[[{]/g)?.length ?? 0) - (line.match(/[\]}]/g)?.length ?? 0);

const refuse = (offset: number, found: string, expected: string): TooMuch => ({ path: [], offset, found, expected });
