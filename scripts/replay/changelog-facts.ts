/** What a reader sees of a changelog's form. Read here on its own, so that the product's own reading is not judged by itself. */
export interface SeenForm {
  /** Of the first heading; 0 where there is none. */
  readonly level: number;
  /** `-`, `*` or `+`, of most entries; empty without entries. */
  readonly mark: string;
  /** Headings above entries, or words before them, of each part in its order. */
  readonly categories: readonly (readonly string[])[];
  /** Kinds of references, such as `[#](pull)`. */
  readonly links: readonly string[];
}

/** Every number that a text refers to, once, in its order: `#12`, or at the end of an address of a pull request or issue. */
export const referencesIn = (text: string): readonly number[] => [
  ...new Set([...text.matchAll(/(?:(?<![\w&])#|\/(?:pull|issues)\/)(\d{1,9})\b/g)].map((found) => Number(found[1]))),
];

export const formSeenIn = (text: string): SeenForm => {
  const lines = text.split("\n");
  const first = Number(
    commonest(lines.filter((line) => levelOf(line) > 0 && /\d+\.\d+\.\d+/.test(line)).map((line) => String(levelOf(line)))) ?? 0,
  );
  const entries = lines.filter((line) => bullet.test(line));
  return {
    level: first,
    mark: commonest(entries.map((line) => line.trim().slice(0, 1))) ?? "",
    categories: partsAt(lines, first).map((part) => categoriesOf(part, first)),
    links: [...new Set(entries.flatMap(kindsIn))],
  };
};

const bullet = /^ {0,3}[-*+] +\S/;

const levelOf = (line: string): number => /^(#{1,6}) /.exec(line)?.[1]?.length ?? 0;

const partsAt = (lines: readonly string[], level: number): readonly (readonly string[])[] => {
  const starts = lines.flatMap((line, at) => (levelOf(line) > 0 && levelOf(line) <= level ? [at] : []));
  return starts.map((start, index) => lines.slice(start + 1, starts[index + 1]));
};

const categoriesOf = (lines: readonly string[], level: number): readonly string[] => {
  const headings = lines.filter((line) => levelOf(line) > level).map((line) => line.replace(/^#+ /, "").trim());
  const words = lines.flatMap((line) => /^ {0,3}[-*+] +(\[[A-Z]{2,20}\]) /.exec(line)?.[1] ?? []);
  return [...new Set([...headings, ...words])];
};

const kindsIn = (line: string): readonly string[] => {
  const kinds: string[] = [];
  const rest = line
    .replaceAll(/\[#\d+\]\(\S*?\/(pull|issues)\/\d+\)/g, (_, path: string) => `${kinds.push(`[#](${path})`) && ""}`)
    .replaceAll(/\[[0-9a-f]{7,12}\]\(\S*?\/commit\/[0-9a-f]{40}\)/g, () => `${kinds.push("[commit]") && ""}`)
    .replaceAll(/https?:\/\/\S*?\/(pull|issues)\/\d+/g, (_, path: string) => `${kinds.push(path) && ""}`)
    .replaceAll(/\(#\d+\)/g, () => `${kinds.push("(#)") && ""}`);
  return kinds.length === 0 && /(?<![\w&])#\d+/.test(rest) ? ["#"] : kinds;
};

const commonest = (values: readonly string[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
};
