/** The first lines that differ between two texts of as many lines, as a diff would show them; short, for one line of a report. */
export const differingLines = (before: string, after: string): string => {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const places = a.flatMap((line, at) => (line === b[at] ? [] : [`-${line.trim()} +${(b[at] ?? "").trim()}`]));
  return `${places.slice(0, 3).join(" ")}${places.length > 3 ? ` and ${places.length - 3} more` : ""}`;
};
