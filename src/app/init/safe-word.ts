import { forTerminal } from "../../texts/for-terminal.ts";

/** A branch or tag that the configuration takes; what else git accepts is left alone. */
export const isPlainRef = (name: string): boolean =>
  name.length <= 150 && /^[A-Za-z0-9][A-Za-z0-9._/@-]*$/.test(name) && !/\.\.|\/\/|\/\.|\/$|\.$|\.lock(?:\/|$)/.test(name);

/** Text of others in a comment or on a terminal: one line, nothing hidden, short. */
export const shown = (text: string): string => {
  const line = /^[\x20-\x7e]*$/.test(text) ? text : forTerminal(text);
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

/** A short name of small letters, digits and dashes, or nothing. */
export const slugOf = (text: string): string | undefined => {
  const slug = (/^[ -~]*$/.test(text) ? text : text.normalize("NFKD").replaceAll(/\p{M}/gu, ""))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return slug === "" || slug === "constructor" || slug === "prototype" ? undefined : slug;
};

/** How often each text occurs, most frequent first, ties in order of the text. */
export const counted = (texts: readonly string[]): readonly (readonly [text: string, count: number])[] => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};
