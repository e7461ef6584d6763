/** A half-open range of a text in UTF-16 units, as every parser here reports it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The only way bytes change: what stands before and after the range is kept as it is. */
export const splice = (text: string, { start, end }: TextRange, replacement: string): string =>
  text.slice(0, start) + replacement + text.slice(end);

/** The line ending that most lines of the text have; a text without lines has `\n`. */
export const lineEndingOf = (text: string): "\r\n" | "\n" => {
  const lines = text.split("\n").length - 1;
  const windows = text.split("\r\n").length - 1;
  return windows * 2 > lines ? "\r\n" : "\n";
};

/** The same lines with the given ending. */
export const withLineEnding = (text: string, ending: "\r\n" | "\n"): string => text.replaceAll(/\r\n|\n/g, ending);
