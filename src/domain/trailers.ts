import type { Signature } from "./commit.ts";

/** People in `Co-authored-by: Name <e-mail>` lines of a body. */
export const coAuthorsIn = (body: string): readonly Signature[] =>
  coAuthored.test(body)
    ? [...body.matchAll(/^co-authored-by:[ \t]*([^<>\n]{0,200})<([^<>\n]{1,200})>[ \t\r]*$/gim)].map((found) => ({
        name: (found[1] ?? "").trim(),
        email: (found[2] ?? "").trim(),
      }))
    : [];

/** Ids in `(cherry picked from commit …)` lines, in order. */
export const pickedFrom = (body: string): readonly string[] =>
  body.includes("(cherry picked from commit ")
    ? [...body.matchAll(/^[ \t]*\(cherry picked from commit ([0-9a-f]{7,64})\)[ \t\r]*$/gm)].map((found) => found[1] ?? "")
    : [];

/**
 * Numbers of issues that a text closes: `Fixes #1`, `Closes: #1, #2 and #3`, `resolves GH-1`; those of other repositories are left out. A pull
 * request's own number is no issue.
 */
export const issuesIn = (text: string, pull: number | undefined): readonly number[] => {
  if (!text.includes("#") && !/gh-\d/i.test(text)) return [];
  const lists = [...text.matchAll(closing)].map((found) => found[1] ?? "");
  const numbers = lists.flatMap((list) => [...list.matchAll(/\d{1,9}/g)].map((found) => Number(found[0])));
  return [...new Set(numbers)].filter((number) => number !== pull);
};

const coAuthored = /co-authored-by:/i;

const closing =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):? ((?:#|GH-)\d{1,9}(?:(?:, and |, ?| and | & )(?:#|GH-)\d{1,9}){0,20})\b/gi;
