import { explain } from "../domain/errors.ts";
import { type Filling, fillTextWithin } from "../domain/fill-text.ts";
import { fillTemplate, type TemplateRefused } from "../domain/template.ts";

/** Fills a template of the configuration; raises TEMPLATE_UNKNOWN when it asks for what nobody gives. */
export const fillAll = (template: string, names: Readonly<Record<string, string>>): string =>
  filled(template, fillTemplate(template, names));

/** The same for a text with lists, of at most so many characters. */
export const fillTextAll = (template: string, filling: Filling, most: number, more: (leftOut: number) => string): string =>
  filled(template, fillTextWithin(most, template, filling, more));

const filled = (template: string, text: string | TemplateRefused): string => {
  if (typeof text === "string") return text;
  throw explain("TEMPLATE_UNKNOWN", { template: template.slice(0, 80), unknown: text.unknown.join(", "), known: text.known.join(", ") });
};
