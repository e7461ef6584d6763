/** A half-open range of a text in UTF-16 units, as every parser here reports it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The only way bytes change: what stands before and after the range is kept as it is. */
export const splice = (text: string, { start, end }: TextRange, replacement: string): string =>
  text.slice(0, start) + replacement + text.slice(end);

/** The same at several places, given in the order of the text and apart from each other. */
export const spliceAll = (text: string, ranges: readonly TextRange[], replacement: string): string =>
  [...ranges.map(({ start }, at) => text.slice(ranges[at - 1]?.end ?? 0, start) + replacement), text.slice(ranges.at(-1)?.end ?? 0)].join(
    "",
  );

/** The line ending that most lines of the text have; a text without lines has `\n`. */
export const lineEndingOf = (text: string): "\r\n" | "\n" => {
  const lines = text.split("\n").length - 1;
  const windows = text.split("\r\n").length - 1;
  return windows * 2 > lines ? "\r\n" : "\n";
};

/** Where the last line that is not empty ends. Looked for from behind: a pattern would try again at each of a million empty lines. */
export const contentEndOf = (text: string): number => {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === "\n") end -= text.charAt(end - 2) === "\r" ? 2 : 1;
  return end;
};

/** The same lines with the given ending. */
export const withLineEnding = (text: string, ending: "\r\n" | "\n"): string => text.replaceAll(/\r\n|\n/g, ending);
