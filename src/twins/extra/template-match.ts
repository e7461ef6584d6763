import { parseVersion } from "../../domain/version.ts";

/** Which release a text tells of that was filled from a template; no version where the template names none. */
export type TemplateMatch = { readonly is: "match"; readonly version: string | undefined } | { readonly is: "other" };

/** Holds texts against the templates they may have been filled from, one by one: they are all of one release, or none of them. */
export const matchTemplates = (templates: readonly string[], texts: readonly string[]): TemplateMatch => {
  if (templates.length !== texts.length) return { is: "other" };
  const names = new Map<string, string>();
  for (const [at, template] of templates.entries()) {
    const found = matchOne(template, texts[at] ?? "");
    if (found === undefined) return { is: "other" };
    for (const [name, value] of found) {
      if (names.get(name) !== undefined && names.get(name) !== value) return { is: "other" };
      names.set(name, value);
    }
  }
  return { is: "match", version: versionIn(names) };
};

const versionIn = (names: ReadonlyMap<string, string>): string | undefined => {
  const told = names.get("version") ?? names.get("version-dashed")?.replace("-", ".").replace("-", ".");
  if (told !== undefined) return parseVersion(told) === undefined ? undefined : told;
  const parts = ["major", "minor", "patch"].map((name) => names.get(name));
  return parts.includes(undefined) ? undefined : parts.join(".");
};

const matchOne = (template: string, text: string): ReadonlyMap<string, string> | undefined => {
  const names: string[] = [];
  const source = template.replaceAll(/\{\{|\}\}|\{([a-z][a-z0-9.-]*)\}|[.*+?^$()|[\]\\/{}-]/g, (part, name: string | undefined) => {
    if (name === undefined) return `\\${part.charAt(0)}`;
    const before = names.indexOf(name);
    if (before >= 0) return `\\${before + 1}`;
    names.push(name);
    return `(${shapes[name] ?? number})`;
  });
  const found = new RegExp(`^${source}$`, "s").exec(text);
  return found === null ? undefined : new Map(names.map((name, at) => [name, found[at + 1] ?? ""]));
};

const number = "\\d{1,9}";
const dotted = `${number}\\.${number}\\.${number}(?:-[\\w.-]{1,40})?`;
const dashed = `${number}-${number}-${number}(?:-[\\w.-]{1,40})?`;

/** How what stands for a name looks; the others are numbers. */
const shapes: Readonly<Record<string, string>> = {
  version: dotted,
  previous: dotted,
  "next-patch": dotted,
  "next-minor": dotted,
  "version-dashed": dashed,
  "previous-dashed": dashed,
};
