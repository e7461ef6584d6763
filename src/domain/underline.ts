/** A section whose heading may be underlined, taken apart. */
export interface Underlined {
  /** Without the underline: the heading is its first line. */
  readonly text: string;
  /** The line below the heading that makes it one; undefined for a heading that has a mark of its own. */
  readonly underline: string | undefined;
}

/** Parts a heading of the underlined kind from its underline. Source: commonmark.org, "Setext headings". */
export const withoutUnderline = (section: string): Underlined => {
  const [heading = "", below, ...rest] = section.split("\n");
  if (below === undefined || heading.startsWith("#") || !/^(?:=+|-{2,})[ \t]*$/.test(below)) return { text: section, underline: undefined };
  return { text: [heading, ...rest].join("\n"), underline: below.trimEnd() };
};

/** The level of such a heading. */
export const levelOfUnderline = (underline: string): number => (underline.startsWith("=") ? 1 : 2);

/** An underline like one that stood below another heading: as long as the heading where it was, else as long as it was. */
export const underlineLike = (model: { readonly heading: string; readonly underline: string }, heading: string): string =>
  model.underline.length === model.heading.length ? model.underline.charAt(0).repeat(heading.length) : model.underline;
