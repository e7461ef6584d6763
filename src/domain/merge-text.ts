import { type ChangedLines, changedLines } from "./diff.ts";

export interface TextMerge {
  /** The draft that people were given, and the newer one. */
  readonly from: string;
  readonly to: string;
  /** What people made of the draft. */
  readonly edited: string;
}

export interface MergedText {
  readonly text: string;
  /** Lines of the newer draft for which people left no place. */
  readonly leftOut: readonly string[];
}

/**
 * Carries a newer draft into what people made of an older one. Their words win: what they wrote stays, what they deleted stays deleted, and a line that
 * they changed is not changed again. Lines that they left as they were follow the draft; new ones go behind their neighbours, unless people took
 * the whole list out.
 */
export const mergeText = ({ from, to, edited }: TextMerge): MergedText => {
  const [old, wanted, now] = [normal(from), normal(to), normal(edited)];
  if (old === now) return { text: spelledAs(edited, wanted), leftOut: [] };
  const ground = groundOf(old, now);
  const outcome = { lines: new Map<number, string | undefined>(), behind: new Map<number, string[]>(), leftOut: [] as string[] };
  for (const run of changedLines(old, wanted)) settle(run, ground, outcome);
  const before = outcome.behind.get(-1) ?? [];
  const lines = ground.now.flatMap((line, at) => [
    ...(outcome.lines.has(at) ? [outcome.lines.get(at) ?? []].flat() : [line]),
    ...(outcome.behind.get(at) ?? []),
  ]);
  return { text: spelledAs(edited, [...before, ...lines].join("")), leftOut: outcome.leftOut.map((line) => line.trimEnd()) };
};

/** Where the old draft's lines are in the edited text. */
interface Ground {
  readonly old: readonly string[];
  readonly now: readonly string[];
  /** Of lines that people left as they were. */
  readonly kept: readonly (number | undefined)[];
  /** Of lines that people left, or of the last line that they wrote instead: for an item of a list, of the last item. */
  readonly near: readonly (number | undefined)[];
}

interface Outcome {
  /** What becomes of a line of the edited text; undefined takes it out. */
  readonly lines: Map<number, string | undefined>;
  /** What is put behind one; behind -1 is at the head. */
  readonly behind: Map<number, string[]>;
  readonly leftOut: string[];
}

const bullet = /^\s*[-*+] /;

const normal = (text: string): string => text.replaceAll("\r\n", "\n").replace(/(?<!\n)$/, "\n");

/** With the line endings and the final newline, or none, of the text that people have. */
const spelledAs = (edited: string, text: string): string => {
  const ended = edited.endsWith("\n") ? text : text.replace(/\n$/, "");
  return edited.includes("\r\n") ? ended.replaceAll("\n", "\r\n") : ended;
};

const linesOf = (text: string): readonly string[] => text.split(/(?<=\n)/);

const groundOf = (old: string, now: string): Ground => {
  const kept: (number | undefined)[] = [];
  const near: (number | undefined)[] = [];
  let shift = 0;
  let place = 0;
  const lines = linesOf(old);
  const keepTo = (end: number): void => {
    for (; place < end; place += 1) [kept[place], near[place]] = [place + shift, place + shift];
  };
  for (const { beforeStart, removed, added } of changedLines(old, now)) {
    keepTo(beforeStart);
    const start = beforeStart + shift;
    const lastItem = added.findLastIndex((line) => bullet.test(line));
    for (const line of removed) {
      const last = bullet.test(line) ? lastItem : added.length - 1;
      [kept[place], near[place]] = [undefined, last < 0 ? undefined : start + last];
      place += 1;
    }
    shift += added.length - removed.length;
  }
  keepTo(lines.length);
  return { old: lines, now: linesOf(now), kept, near };
};

/** One run of lines that the newer draft changes. */
const settle = ({ beforeStart, removed, added }: ChangedLines, ground: Ground, outcome: Outcome): void => {
  const partners = partnersOf(removed, added);
  for (const [at] of removed.entries()) {
    const place = ground.kept[beforeStart + at];
    const partner = partners.indexOf(at);
    if (place !== undefined) outcome.lines.set(place, partner < 0 ? undefined : added[partner]);
  }
  let anchor: number | undefined;
  for (let at = 0; at < added.length; ) {
    const partner = partners[at];
    if (partner !== undefined) {
      anchor = ground.near[beforeStart + partner];
      at += 1;
      continue;
    }
    let end = at;
    while (end < added.length && partners[end] === undefined) end += 1;
    const fresh = notThere(added.slice(at, end), ground);
    const place = anchor ?? placeFor(fresh, { above: beforeStart - 1, below: beforeStart + removed.length }, ground);
    if (place === undefined) outcome.leftOut.push(...fresh.filter((line) => line.trim() !== ""));
    else outcome.behind.set(place, [...(outcome.behind.get(place) ?? []), ...fresh]);
    at = end;
  }
};

/** For each added line the removed one that it replaces: of the same pull request, or else in the same order where as many came as went. */
const partnersOf = (removed: readonly string[], added: readonly string[]): readonly (number | undefined)[] => {
  const taken = new Set<number>();
  const byNumber = added.map((line) => {
    const number = numberIn(line);
    const found = number === undefined ? -1 : removed.findIndex((old, at) => !taken.has(at) && numberIn(old) === number);
    if (found >= 0) taken.add(found);
    return found < 0 ? undefined : found;
  });
  const others = [...removed.keys()].filter((at) => !taken.has(at));
  const open = [...added.keys()].filter((at) => byNumber[at] === undefined);
  if (others.length !== open.length) return byNumber;
  return byNumber.map((found, at) => found ?? others[open.indexOf(at)]);
};

const numberIn = (line: string): string | undefined => /(?<![\w&])#(\d{1,9})\b/.exec(line)?.[1];

/** Lines that do not stand there already, nor tell of what people tell in words of their own; blank ones only with something to part. */
const notThere = (lines: readonly string[], { now, kept }: Ground): readonly string[] => {
  const left = new Set(kept);
  const own = now.filter((_, at) => !left.has(at));
  const numbers = new Set(own.flatMap((line) => numberIn(line) ?? []));
  const there = new Set(now.map((line) => line.trim()));
  const fresh = lines.filter((line) => line.trim() === "" || !(there.has(line.trim()) || numbers.has(numberIn(line) ?? "")));
  return fresh.some((line) => line.trim() !== "") ? fresh : [];
};

/** Behind the nearest neighbour of the list that it belongs to, or of the text above; -1 is the head. Undefined when people took the list out. */
const placeFor = (
  fresh: readonly string[],
  { above, below }: { readonly above: number; readonly below: number },
  { old, near, kept }: Ground,
): number | undefined => {
  const siblings = (from: number, step: number): readonly number[] => {
    const found: number[] = [];
    for (let at = from; old[at] !== undefined && old[at]?.trim() !== ""; at += step) if (bullet.test(old[at] ?? "")) found.push(at);
    return found;
  };
  if (bullet.test(fresh[0] ?? "")) {
    const [up, down] = [siblings(above, -1), siblings(below, 1)];
    const before = up.find((at) => near[at] !== undefined);
    if (before !== undefined) return near[before];
    const after = down.find((at) => near[at] !== undefined);
    if (after !== undefined) return (near[after] ?? 0) - 1;
    if (up.length + down.length > 0) return undefined;
  }
  for (let at = above; at >= 0; at -= 1) if (near[at] !== undefined) return near[at];
  return kept.some((at) => at !== undefined) ? -1 : undefined;
};
