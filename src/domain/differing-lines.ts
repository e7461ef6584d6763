import { changedLines } from "./diff.ts";

/** The first lines that differ between two texts, as a diff would show them; short, for one line of a report. */
export const differingLines = (before: string, after: string): string => {
  const lines = changedLines(before, after).flatMap(({ removed, added }) =>
    Array.from({ length: Math.max(removed.length, added.length) }, (_, at) =>
      [marked("-", removed[at]), marked("+", added[at])].filter((text) => text !== "").join(" "),
    ),
  );
  return `${lines.slice(0, 3).join(" ")}${lines.length > 3 ? ` and ${lines.length - 3} more` : ""}`;
};

const marked = (mark: string, line: string | undefined): string => (line === undefined ? "" : `${mark}${ending(line).slice(0, 200)}`);

/** Two lines may differ in nothing but how they end, which is shown then. */
const ending = (line: string): string => {
  const text = line.trim();
  if (line.endsWith("\r\n")) return `${text} (CRLF)`;
  return line.endsWith("\n") ? text : `${text} (no newline)`;
};
