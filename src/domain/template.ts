/** A template that cannot be filled: which names it asks for that nobody gives, or where a brace is left open. */
export interface TemplateRefused {
  readonly is: "refused";
  /** Names without a value, or the text from a stray brace on. */
  readonly unknown: readonly string[];
  readonly known: readonly string[];
}

/**
 * Replaces every `{name}` (`[a-z][a-z0-9.-]*`) by its value, in one pass: braces inside a value stay text. `{{` and `}}` are literal braces.
 * A name nobody gives a value for refuses the whole template, so that no half-filled text leaves the house.
 */
export const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string | TemplateRefused => {
  const unknown: string[] = [];
  const filled = template.replaceAll(/\{\{|\}\}|\{([a-z][a-z0-9.-]*)\}|\{[^{}\n]{0,40}\}?/g, (part, name: string | undefined) => {
    if (part === "{{" || part === "}}") return part.charAt(0);
    const value = name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) unknown.push(name ?? part);
    return value ?? "";
  });
  return unknown.length === 0 ? filled : { is: "refused", unknown: [...new Set(unknown)], known: Object.keys(values).toSorted() };
};
