import { fillTemplate } from "../domain/template.ts";
import type { Chart, Place } from "../domain/train.ts";
import { parseValuePath, type ValuePath } from "../domain/value-path.ts";
import { versionNames } from "../domain/version-names.ts";

/** Files of a chart of which no clone was given: every configured place is there and holds the previous release. A pattern that is no plain text is left out. */
export const standInChart = (chart: Chart, previous: string): Readonly<Record<string, string>> => {
  const values = [
    ...chart.edits.map(({ file, place, to }) => ({ file, place, value: filled(to, previous) })),
    { file: chart.version.file, place: { is: "at", path: chart.version.at } as const, value: ownVersion },
  ];
  const files = [...new Set(values.map((each) => each.file))];
  return Object.fromEntries(files.map((file) => [file, textWith(values.filter((each) => each.file === file))]));
};

const ownVersion = "0.1.0";

interface Value {
  readonly place: Place;
  readonly value: string;
}

const filled = (template: string, previous: string): string => {
  const known = template.replaceAll(/\{digest\.[^{}]+\}/g, `sha256:${"0".repeat(64)}`);
  const text = fillTemplate(known, { ...versionNames(previous), "chart-version": ownVersion });
  return typeof text === "string" ? text : template;
};

const textWith = (values: readonly Value[]): string => {
  const [whole] = values.filter(({ place }) => place.is === "whole");
  if (whole !== undefined) return `${whole.value}\n`;
  const lines = values.flatMap(({ place, value }) => (place.is === "pattern" ? (sampleOf(place.pattern, value) ?? []) : []));
  const tree: Tree = {};
  for (const { place, value } of values) if (place.is === "at") put(tree, parseValuePath(place.path) ?? [], value);
  const written = Object.keys(tree).length === 0 ? "" : write(tree, "");
  return `${lines.map((line) => (written === "" || /^\s*#/.test(line) ? line : `# ${line}`)).join("\n")}${lines.length === 0 ? "" : "\n"}${written}`;
};

/** A line that a pattern of plain text around its group finds, as `init` writes them; nothing for any other. */
const sampleOf = (pattern: string, value: string): string | undefined => {
  const [before, after, more] = pattern
    .replace(/^\^/, "")
    .replace(/\$$/, "")
    .split(/\((?!\?)(?:\\.|\[[^\]]*\]|[^()\\[\]])*\)/);
  const plain = [before, after].flatMap((part) => (part === undefined || /(?<!\\)[[\](){}*+?|.^$]|\\\w/.test(part) ? [] : [part]));
  return more !== undefined || plain.length < 2 ? undefined : plain.map((part) => part.replaceAll(/\\(.)/g, "$1")).join(value);
};

interface Tree {
  [key: string]: string | Tree | Tree[];
}

/** An item of a list is told by what it says; one by its position is made as the first. */
const put = (tree: Tree, [first = "", ...rest]: ValuePath, value: string): void => {
  const key = String(first);
  const [next, ...below] = rest;
  if (next === undefined) {
    tree[key] = value;
  } else if (typeof next === "string") {
    const inner = tree[key];
    const made = typeof inner === "object" && !Array.isArray(inner) ? inner : {};
    tree[key] = made;
    put(made, rest, value);
  } else {
    const list = tree[key];
    const items = Array.isArray(list) ? list : [];
    tree[key] = items;
    const found = typeof next === "number" ? items[0] : items.find((item) => item[next.key] === next.is);
    const item = found ?? (typeof next === "number" ? {} : { [next.key]: next.is });
    if (found === undefined) items.push(item);
    put(item, below, value);
  }
};

const write = (tree: Tree, indent: string): string =>
  Object.entries(tree)
    .map(([key, value]) => {
      const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
      if (typeof value === "string") return `${indent}${name}: ${JSON.stringify(value)}\n`;
      if (!Array.isArray(value)) return `${indent}${name}:\n${write(value, `${indent}  `)}`;
      return `${indent}${name}:\n${value.map((item) => `${indent}  - ${write(item, `${indent}    `).trimStart()}`).join("")}`;
    })
    .join("");
