import { explain } from "../domain/errors.ts";
import { fillTemplate } from "../domain/template.ts";

/** Fills a template of the configuration; raises TEMPLATE_UNKNOWN when it asks for what nobody gives. */
export const fillAll = (template: string, names: Readonly<Record<string, string>>): string => {
  const text = fillTemplate(template, names);
  if (typeof text === "string") return text;
  throw explain("TEMPLATE_UNKNOWN", { template: template.slice(0, 80), unknown: text.unknown.join(", "), known: text.known.join(", ") });
};
