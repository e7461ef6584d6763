import { forHtml } from "../../texts/for-html.ts";

const inside = Symbol("markup");

/** HTML that was written here, in the source. Nothing that is read from outside can have this form: the symbol is not exported and JSON has none. */
export interface Markup {
  readonly [inside]: string;
}

/** What may stand in a hole: texts are escaped, markup stays, lists are joined, nothing is nothing. */
export type Part = string | number | Markup | undefined | false | readonly Part[];

/** HTML with holes. Everything that is not markup already is escaped, hidden characters made visible; holes stand in content or in quoted attributes. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  [inside]: literals.map((literal, at) => (at === 0 ? literal : `${rendered(parts[at - 1])}${literal}`)).join(""),
});

/** The finished text. */
export const textOf = (markup: Markup): string => markup[inside];

const rendered = (part: Part): string => {
  if (part === undefined || part === false) return "";
  if (typeof part === "string") return forHtml(part);
  if (typeof part === "number") return String(part);
  return isList(part) ? part.map(rendered).join("") : part[inside];
};

const isList = (part: Markup | readonly Part[]): part is readonly Part[] => Array.isArray(part);
