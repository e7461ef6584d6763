import { closest } from "../../domain/closest.ts";
import { fillTemplate } from "../../domain/template.ts";
import type { ListName, ShortName, ValueName } from "../../domain/text-names.ts";
import type { Complaint } from "../complaint.ts";
import type { Path } from "../place.ts";

/** Names that every template may use, with values to try them with. */
export const shortNames: Readonly<Record<ShortName, string>> = {
  version: "1.30.0",
  "version-dashed": "1-30-0",
  previous: "1.29.0",
  "previous-dashed": "1-29-0",
};

/** Names that the texts for people may use besides. */
export const textNames: Readonly<Record<ShortName | ValueName | ListName, string>> = {
  ...shortNames,
  day: "2021-11-29",
  "post-url": "https://example.com/post",
  "release-notes": "https://example.com/notes",
  "compare-url": "https://example.com/compare",
  highlights: "- A highlight",
  breaking: "- A change that breaks",
  changes: "- A change",
  contributors: "- somebody",
  "first-timers": "- somebody",
};

/** A template filled with values to try it, or what is wrong with it. */
export type Tried = { readonly is: "filled"; readonly text: string } | { readonly is: "complaint"; readonly complaint: Complaint };

export const tryTemplate = (path: Path, template: string, names: Readonly<Record<string, string>> = shortNames, from = ""): Tried => {
  const filled = fillTemplate(template, names);
  if (typeof filled === "string") return { is: "filled", text: filled };
  const [unknown = ""] = filled.unknown;
  const isName = !unknown.startsWith("{");
  const [near] = isName ? closest(unknown, filled.known, 1) : [];
  return {
    is: "complaint",
    complaint: {
      path,
      found: `${from}${isName ? `the unknown name {${unknown}}` : `a stray brace: ${unknown}`}`,
      expected: isName ? `only {${filled.known.join("}, {")}}` : "{name}, or {{ and }} for braces",
      suggestion: near === undefined ? undefined : `{${near}}`,
    },
  };
};
