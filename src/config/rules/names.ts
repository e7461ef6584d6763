import { closest } from "../../domain/closest.ts";
import { fillTemplate } from "../../domain/template.ts";
import type { ListName, ValueName } from "../../domain/text-names.ts";
import { versionNames } from "../../domain/version-names.ts";
import type { Complaint } from "../complaint.ts";
import type { Path } from "../place.ts";
import type { Words } from "../sections/index.ts";

/** Names that branches and the tags of git and images may use: the whole version, so that two releases never share one without saying so. */
export const refNames: Readonly<Record<string, string>> = {
  version: "1.30.0",
  "version-dashed": "1-30-0",
  previous: "1.29.0",
  "previous-dashed": "1-29-0",
};

/** Names that every other template may use, with values to try them with. */
export const shortNames: Readonly<Record<string, string>> = { ...versionNames("1.30.0"), ...refNames };

/** Names that a file of the release may use besides: the day in the changelog's heading. */
export const fileNames: Readonly<Record<string, string>> = { ...shortNames, day: "2021-11-29" };

/** Names that the chart's values may use besides: its own version where the pull request raises it, and digests that are promoted as they were tested. */
export const chartNames = (raises: boolean, images: Words["images"]): Readonly<Record<string, string>> => ({
  ...shortNames,
  ...(raises ? { "chart-version": "4.5.6" } : {}),
  ...Object.fromEntries(
    images
      .filter(({ by, candidate }) => by === "signalbox" && candidate !== undefined)
      .map(({ name }) => [`digest.${name.slice(name.lastIndexOf("/") + 1)}`, `sha256:${"0".repeat(64)}`]),
  ),
});

/** Names that the texts for people may use besides. */
export const textNames: Readonly<Record<string, string>> = {
  ...shortNames,
  ...({
    day: "2021-11-29",
    "post-url": "https://example.com/post",
    "release-notes": "https://example.com/notes",
    "compare-url": "https://example.com/compare",
    highlights: "- A highlight",
    breaking: "- A change that breaks",
    changes: "- A change",
    contributors: "- somebody",
    "first-timers": "- somebody",
  } satisfies Record<ValueName | ListName, string>),
};

/** Names that the text of a rollback may use: what the release told is what is taken back. */
export const rollbackNames: Readonly<Record<string, string>> = { ...shortNames, reason: "it loses data" };

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
