import type { Edited, EditRefused, ReplaceMatch } from "../domain/edit.ts";
import { spliceAll, type TextRange } from "../domain/text-range.ts";
import { patternCost } from "./pattern-cost.ts";
import { quoted, refuse } from "./refusal.ts";

/** Replaces the one capture group of the match. A pattern that would not find the new value again is refused: nobody could tell a done edit from a missing one. */
export const replaceMatch = (text: string, edit: ReplaceMatch): Edited | EditRefused => {
  const pattern = compiled(edit.pattern);
  if (pattern === undefined)
    return refuse(edit, "UNSAFE_PATTERN", `${quoted(edit.pattern)} is not a pattern with exactly one capture group`);
  const targets = groupsIn(text, edit, pattern);
  if ("is" in targets) return targets;
  const changed = spliceAll(text, targets, edit.to);
  const after = groupsIn(changed, edit, pattern);
  if (!("is" in after) && after.length === targets.length && after.every((each) => changed.slice(each.start, each.end) === edit.to))
    return { is: "edited", text: changed };
  return refuse(edit, "NO_MATCH", `with ${quoted(edit.to)} in place the pattern would not find it again`);
};

/** What the group of a match holds now; nothing where the pattern does not say exactly that. */
export const readMatch = (text: string, edit: ReplaceMatch): string | undefined => {
  const pattern = compiled(edit.pattern);
  const targets = pattern === undefined ? [] : groupsIn(text, edit, pattern);
  return "is" in targets || targets[0] === undefined ? undefined : text.slice(targets[0].start, targets[0].end);
};

/** A second would be too long to wait for one pattern; V8 tries roughly this many steps in it. */
const mostSteps = 2e8;

const compiled = (pattern: string): RegExp | undefined => {
  try {
    const groups = new RegExp(`${pattern}|`, "mu").exec("");
    return groups?.length === 2 ? new RegExp(pattern, "dgmu") : undefined;
  } catch {
    return undefined;
  }
};

/** Where the group stands, once or as often as it is allowed to. */
const groupsIn = (text: string, edit: ReplaceMatch, pattern: RegExp): readonly TextRange[] | EditRefused => {
  const cost = patternCost(edit.pattern, text);
  if (typeof cost === "string") return refuse(edit, "UNSAFE_PATTERN", cost);
  if (cost > mostSteps)
    return refuse(
      edit,
      "UNSAFE_PATTERN",
      `repetitions that could take ${cost.toExponential(0)} steps on this file; begin the pattern with fixed text`,
    );
  const groups: TextRange[] = [];
  for (const match of text.matchAll(pattern)) {
    const group = match.indices?.[1];
    if (group === undefined) return refuse(edit, "NO_MATCH", "a match in which the capture group takes no part");
    const [first] = groups;
    const [start, end] = group;
    if (first !== undefined && (edit.every === undefined || text.slice(start, end) !== text.slice(first.start, first.end)))
      return refuse(edit, "MANY_MATCHES", severalIn(text, edit, [first, { start, end }]));
    groups.push({ start, end });
  }
  return groups.length === 0 ? refuse(edit, "NO_MATCH", `no match of ${quoted(edit.pattern)}`) : groups;
};

const severalIn = (text: string, edit: ReplaceMatch, groups: readonly TextRange[]): string => {
  const lines = groups.map(({ start }) => lineOf(text, start)).join(" and ");
  if (edit.every === undefined) return `matches of ${quoted(edit.pattern)} on lines ${lines}`;
  return `different texts on lines ${lines}: ${groups.map(({ start, end }) => quoted(text.slice(start, end))).join(" and ")}`;
};

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;
