/** A line of a text and what a unified diff made of it: another line, or nothing where it is gone. */
export interface PairedLine {
  readonly before: string;
  readonly after: string | undefined;
}

/** The text that a unified diff makes of another; throws where a line of the diff is not the text's, so that no case is judged by a wrong answer. */
export const applyDiff = (before: string, diff: string): string => {
  const lines = before.split("\n");
  const hunks = hunksOf(lines, diff);
  const after = hunks.flatMap(({ start, added }, at) => {
    const behind = hunks[at - 1];
    return [...lines.slice(behind === undefined ? 0 : behind.start + behind.removed.length, start), ...added];
  });
  const last = hunks.at(-1);
  return [...after, ...lines.slice(last === undefined ? 0 : last.start + last.removed.length)].join("\n");
};

/** Each line of a text with what a diff made of it; of a changed run the first with the first, the second with the second. */
export const pairLines = (before: string, diff: string): readonly PairedLine[] => {
  const lines = before.split("\n");
  const hunks = hunksOf(lines, diff);
  return lines.map((line, at) => {
    const hunk = hunks.find(({ start, removed }) => at >= start && at < start + removed.length);
    return { before: line, after: hunk === undefined ? line : hunk.added[at - hunk.start] };
  });
};

/** A run of lines that were taken out, and those put in their place. */
interface Hunk {
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

const hunksOf = (lines: readonly string[], diff: string): readonly Hunk[] => {
  const hunks: Hunk[] = [];
  let at = 0;
  let run: { start: number; removed: string[]; added: string[] } | undefined;
  for (const line of diff.split("\n")) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+/.exec(line);
    const mark = line.charAt(0);
    if (header !== null) at = Number(header[1]) - (header[2] === "0" ? 0 : 1);
    else if (/^(?:diff |index |--- |\+\+\+ |\\)/.test(line) || line === "") continue;
    if ((mark === "-" || mark === " ") && lines[at] !== line.slice(1))
      throw new Error(`line ${at + 1} is ${JSON.stringify(lines[at])}, and the diff has ${JSON.stringify(line)}`);
    if (mark === "-" || mark === "+") {
      run ??= { start: at, removed: [], added: [] };
      (mark === "-" ? run.removed : run.added).push(line.slice(1));
    } else if (run !== undefined) {
      hunks.push(run);
      run = undefined;
    }
    if (mark === "-" || mark === " ") at += 1;
  }
  return run === undefined ? hunks : [...hunks, run];
};
