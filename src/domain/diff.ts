/** A run of lines that differ: `before[beforeStart..]` went, `after[afterStart..]` came; starts count from 0. */
export interface ChangedLines {
  readonly beforeStart: number;
  readonly removed: readonly string[];
  readonly afterStart: number;
  readonly added: readonly string[];
}

/**
 * The runs of lines that differ between two texts, in order; lines keep their endings. Common head and tail cost linear time; what is between is
 * compared by Myers' algorithm up to a bound, and beyond it shown as one run, which is still true if not the shortest.
 */
export const changedLines = (before: string, after: string): readonly ChangedLines[] => {
  const [left, right] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < shorter - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  const [a, b] = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)];
  return runsOf(a, b, commonPairs(a, b), head);
};

/** A unified diff as `git apply` takes it, with `a/` and `b/` before the path; the empty text when nothing differs. `undefined` is a file that is not there. */
export const unifiedDiff = (before: string | undefined, after: string | undefined, path: string, context = 3): string => {
  const [old, fresh] = [before ?? "", after ?? ""];
  const hunks = grouped(changedLines(old, fresh), context).map((runs) => formatHunk(runs, linesOf(old), context));
  if (hunks.length === 0) return "";
  return `--- ${before === undefined ? "/dev/null" : `a/${path}`}\n+++ ${after === undefined ? "/dev/null" : `b/${path}`}\n${hunks.join("")}`;
};

/** More differences than this and the middle is shown as one run: the memory of the search grows with their square. */
const mostDifferences = 1000;

const linesOf = (text: string): readonly string[] => (text === "" ? [] : text.split(/(?<=\n)/));

type Pair = readonly [left: number, right: number];

/** The matching lines of a longest common subsequence, in order; none when the texts differ too much to search. */
const commonPairs = (a: readonly string[], b: readonly string[]): readonly Pair[] => {
  if (a.length === 0 || b.length === 0) return [];
  const most = Math.min(a.length + b.length, mostDifferences);
  const offset = most + 1;
  const furthest = new Int32Array(2 * most + 3);
  const steps: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    steps.push(furthest.slice(offset - edits - 1, offset + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [below, above] = [furthest[offset + diagonal + 1] ?? 0, furthest[offset + diagonal - 1] ?? 0];
      let x = diagonal === -edits || (diagonal !== edits && above < below) ? below : above + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      furthest[offset + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return walkBack(steps, a.length, b.length);
    }
  }
  return [];
};

const walkBack = (steps: readonly Int32Array[], width: number, height: number): readonly Pair[] => {
  const pairs: Pair[] = [];
  let [x, y] = [width, height];
  for (let edits = steps.length - 1; edits >= 0; edits--) {
    const reached = (diagonal: number): number => steps[edits]?.[diagonal + edits + 1] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && reached(diagonal - 1) < reached(diagonal + 1));
    const from = down ? diagonal + 1 : diagonal - 1;
    const [fromX, fromY] = edits === 0 ? [0, 0] : [reached(from), reached(from) - from];
    while (x > fromX && y > fromY) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
};

const runsOf = (a: readonly string[], b: readonly string[], pairs: readonly Pair[], head: number): readonly ChangedLines[] => {
  const runs: ChangedLines[] = [];
  let [x, y] = [0, 0];
  for (const [left, right] of [...pairs, [a.length, b.length] as const]) {
    if (left > x || right > y)
      runs.push({ beforeStart: head + x, removed: a.slice(x, left), afterStart: head + y, added: b.slice(y, right) });
    [x, y] = [left + 1, right + 1];
  }
  return runs;
};

const grouped = (runs: readonly ChangedLines[], context: number): readonly (readonly ChangedLines[])[] => {
  const groups: ChangedLines[][] = [];
  for (const run of runs) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && run.beforeStart - (last.beforeStart + last.removed.length) <= 2 * context)
      group.push(run);
    else groups.push([run]);
  }
  return groups;
};

const formatHunk = (runs: readonly ChangedLines[], before: readonly string[], context: number): string => {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return "";
  const start = Math.max(0, first.beforeStart - context);
  const end = Math.min(before.length, last.beforeStart + last.removed.length + context);
  const lines: string[] = [];
  let at = start;
  for (const { beforeStart, removed, added } of runs) {
    lines.push(...marked(" ", before.slice(at, beforeStart)), ...marked("-", removed), ...marked("+", added));
    at = beforeStart + removed.length;
  }
  lines.push(...marked(" ", before.slice(at, end)));
  const grown = runs.reduce((sum, { removed, added }) => sum + added.length - removed.length, 0);
  const afterStart = first.afterStart - (first.beforeStart - start);
  return `@@ -${span(start, end - start)} +${span(afterStart, end - start + grown)} @@\n${lines.join("")}`;
};

const span = (start: number, length: number): string => `${length === 0 ? start : start + 1}${length === 1 ? "" : `,${length}`}`;

const marked = (sign: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`));
