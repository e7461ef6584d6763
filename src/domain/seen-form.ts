import { numbersNamed } from "./written-entries.ts";

/** What a reader sees of a changelog's form. Read on its own, so that the reading by which drafts are made is not judged by itself. */
export interface SeenForm {
  /** Of the first heading; 0 where there is none. */
  readonly level: number;
  /** `-`, `*` or `+`, of most entries of the newest section that has some; empty without entries. */
  readonly mark: string;
  /** Headings above entries, or words before them, of each part in its order. */
  readonly categories: readonly (readonly string[])[];
  /** Kinds of references, such as `[#](pull)`. */
  readonly links: readonly string[];
}

/** Every number that a text refers to, once, in its order. */
export const referencesIn = (text: string): readonly number[] => [...new Set(numbersNamed(text))];

export const formSeenIn = (text: string): SeenForm => {
  const lines = text.split("\n");
  const first = Number(commonest(lines.filter((line) => levelOf(line) > 0 && number.test(line)).map((line) => String(levelOf(line)))) ?? 0);
  const entries = lines.filter((line) => bullet.test(line));
  const parts = partsAt(lines, first);
  const newest = parts.find((part) => number.test(part.heading) && part.lines.some((line) => bullet.test(line)))?.lines ?? lines;
  return {
    level: first,
    mark: commonest(newest.filter((line) => bullet.test(line)).map((line) => line.trim().slice(0, 1))) ?? "",
    categories: parts.map((part) => categoriesOf(part.lines, first)),
    links: [...new Set(entries.flatMap(kindsIn))],
  };
};

/**
 * How the form of a draft differs from the one that is wanted, a clause each. A category that another known section has is no strange one: not every
 * release has something of every kind.
 */
export const formDifferences = (drafted: SeenForm, wanted: SeenForm, known: readonly SeenForm[] = []): readonly string[] => {
  const names = drafted.categories.flat();
  const usual = new Set([wanted, ...known].flatMap(({ categories }) => categories.flat()));
  const strange = names.filter((name) => !usual.has(name));
  const turned = names.flatMap((name, at) =>
    names
      .slice(at + 1)
      .filter((later) => isOnlyBefore(wanted.categories, later, name))
      .map((later) => `${name} before ${later}`),
  );
  return [
    ...(drafted.level === wanted.level ? [] : [`its heading has level ${drafted.level}, not ${wanted.level}`]),
    ...(drafted.mark === wanted.mark || drafted.mark === "" || wanted.mark === ""
      ? []
      : [`its entries begin with ${drafted.mark}, not with ${wanted.mark}`]),
    ...(strange.length === 0 ? [] : [`it has categories that the project does not have (${strange.join(", ")})`]),
    ...(turned.length === 0 ? [] : [`it has ${turned.join(" and ")}`]),
    ...(drafted.links.every((link) => wanted.links.includes(link)) || wanted.links.length === 0
      ? []
      : [`it refers as ${drafted.links.join(" and ")}, not as ${wanted.links.join(" or ")}`]),
  ];
};

/** Whether one name stands before the other wherever a section has both. */
const isOnlyBefore = (sections: readonly (readonly string[])[], first: string, second: string): boolean => {
  const both = sections.filter((names) => names.includes(first) && names.includes(second));
  return both.length > 0 && both.every((names) => names.indexOf(first) < names.indexOf(second));
};

const number = /\d+\.\d+\.\d+/;

const bullet = /^ {0,3}[-*+] +\S/;

const levelOf = (line: string): number => /^(#{1,6}) /.exec(line)?.[1]?.length ?? 0;

interface Part {
  readonly heading: string;
  readonly lines: readonly string[];
}

const partsAt = (lines: readonly string[], level: number): readonly Part[] => {
  const starts = lines.flatMap((line, at) => (levelOf(line) > 0 && levelOf(line) <= level ? [at] : []));
  return starts.map((start, index) => ({ heading: lines[start] ?? "", lines: lines.slice(start + 1, starts[index + 1]) }));
};

const categoriesOf = (lines: readonly string[], level: number): readonly string[] => {
  const headings = lines.filter((line) => levelOf(line) > level).map((line) => line.replace(/^#+ /, "").trim());
  const words = lines.flatMap((line) => /^ {0,3}[-*+] +(\[[A-Z]{2,20}\]) /.exec(line)?.[1] ?? []);
  return [...new Set([...headings, ...words])].slice(0, mostCategories);
};

/** More than any section has: who compares them all with each other must come to an end. */
const mostCategories = 100;

const kindsIn = (line: string): readonly string[] => {
  const kinds: string[] = [];
  const rest = line
    .replaceAll(/\[#\d{1,9}\]\(\S{0,300}?\/(pull|issues)\/\d{1,9}\)/g, (_, path: string) => `${kinds.push(`[#](${path})`) && ""}`)
    .replaceAll(/\[[0-9a-f]{7,12}\]\(\S{0,300}?\/commit\/[0-9a-f]{40}\)/g, () => `${kinds.push("[commit]") && ""}`)
    .replaceAll(/https?:\/\/\S{0,300}?\/(pull|issues)\/\d{1,9}/g, (_, path: string) => `${kinds.push(path) && ""}`)
    .replaceAll(/\(#\d+\)/g, () => `${kinds.push("(#)") && ""}`);
  return kinds.length === 0 && /(?<![\w&])#\d+/.test(rest) ? ["#"] : kinds;
};

const commonest = (values: readonly string[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
};
