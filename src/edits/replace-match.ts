import type { Edited, EditRefused, ReplaceMatch } from "../domain/edit.ts";
import { splice, type TextRange } from "../domain/text-range.ts";
import { patternCost } from "./pattern-cost.ts";
import { quoted, refuse } from "./refusal.ts";

/** Replaces the one capture group of the one match. A pattern that would not find the new value again is refused: nobody could tell a done edit from a missing one. */
export const replaceMatch = (text: string, edit: ReplaceMatch): Edited | EditRefused => {
  const pattern = compiled(edit.pattern);
  if (pattern === undefined)
    return refuse(edit, "UNSAFE_PATTERN", `${quoted(edit.pattern)} is not a pattern with exactly one capture group`);
  const target = onlyMatch(text, edit, pattern);
  if ("is" in target) return target;
  const changed = splice(text, target, edit.to);
  const after = onlyMatch(changed, edit, pattern);
  if (!("is" in after) && changed.slice(after.start, after.end) === edit.to) return { is: "edited", text: changed };
  return refuse(edit, "NO_MATCH", `with ${quoted(edit.to)} in place the pattern would not find it again`);
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

const onlyMatch = (text: string, edit: ReplaceMatch, pattern: RegExp): TextRange | EditRefused => {
  const cost = patternCost(edit.pattern, text);
  if (typeof cost === "string") return refuse(edit, "UNSAFE_PATTERN", cost);
  if (cost > mostSteps)
    return refuse(
      edit,
      "UNSAFE_PATTERN",
      `repetitions that could take ${cost.toExponential(0)} steps on this file; begin the pattern with fixed text`,
    );
  const matches = text.matchAll(pattern);
  const first = matches.next().value;
  if (first === undefined) return refuse(edit, "NO_MATCH", `no match of ${quoted(edit.pattern)}`);
  const second = matches.next().value;
  if (second !== undefined)
    return refuse(
      edit,
      "MANY_MATCHES",
      `matches of ${quoted(edit.pattern)} on lines ${lineOf(text, first.index)} and ${lineOf(text, second.index)}`,
    );
  const group = first.indices?.[1];
  return group === undefined
    ? refuse(edit, "NO_MATCH", "a match in which the capture group takes no part")
    : { start: group[0], end: group[1] };
};

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;
