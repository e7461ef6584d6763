import { type Structure, structureOf } from "../domain/structured-file.ts";
import { formatValuePath, type PathPart, type ValuePath } from "../domain/value-path.ts";
import type { Leaf } from "./leaf.ts";
import { listJson } from "./set-json.ts";
import { listProperties } from "./set-properties.ts";
import { listToml } from "./set-toml.ts";
import { listYaml } from "./set-yaml.ts";

/** A scalar with the path that an edit names it by. */
export interface StandingValue extends Leaf {
  /** With the items of lists named by what they say, where they say it. */
  readonly at: string;
  /** Whether no item of a list is told by its position alone, which the next item above it would change. */
  readonly isNamed: boolean;
}

/** Every scalar of a structured file on one line, in the order of the file; none of a file that is not structured or does not parse. */
export const listValues = (text: string, file: string): readonly StandingValue[] => {
  const kind = structureOf(file);
  if (kind === undefined) return [];
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const leaves = leavesOf(text.slice(mark), file, kind).filter(({ keys }) => keys.length > 0);
  const names = namesOf(leaves);
  return leaves.map((leaf) => {
    const path = pathOf(leaf.keys, names);
    const at = kind === "properties" ? String(leaf.keys[0] ?? "") : formatValuePath(path);
    return { ...leaf, start: leaf.start + mark, end: leaf.end + mark, at, isNamed: path.every((part) => typeof part !== "number") };
  });
};

const leavesOf = (text: string, file: string, kind: Structure): readonly Leaf[] => {
  try {
    if (kind === "properties") return listProperties(text, file);
    if (kind === "yaml") return listYaml(text);
    return kind === "json" ? listJson(text) : listToml(text);
  } catch {
    // Nested too deep for its parser: a file in which nothing is found.
    return [];
  }
};

/** By the place of a list's item: the selector that means it and no other item of its list. */
type Names = ReadonlyMap<string, PathPart>;

const namesOf = (leaves: readonly Leaf[]): Names => {
  const said = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { keys, value } of leaves) {
    const [key, item] = [keys.at(-1), keys.at(-2)];
    if (typeof key !== "string" || typeof item !== "number" || !naming.includes(key)) continue;
    said.set(placeOf([...keys.slice(0, -1), key]), value);
    const among = placeOf([...keys.slice(0, -2), key, value]);
    counts.set(among, (counts.get(among) ?? 0) + 1);
  }
  const names = new Map<string, PathPart>();
  for (const { keys } of leaves)
    for (const [at, part] of keys.entries()) {
      const item = keys.slice(0, at + 1);
      if (typeof part !== "number" || names.has(placeOf(item))) continue;
      const key = naming.find((each) => {
        const is = said.get(placeOf([...item, each]));
        return is !== undefined && is.length <= 80 && counts.get(placeOf([...item.slice(0, -1), each, is])) === 1;
      });
      if (key !== undefined) names.set(placeOf(item), { key, is: said.get(placeOf([...item, key])) ?? "" });
    }
  return names;
};

/** The keys by which items of lists are usually called. */
const naming: readonly string[] = ["name", "id", "key"];

const pathOf = (keys: Leaf["keys"], names: Names): ValuePath => keys.map((part, at) => names.get(placeOf(keys.slice(0, at + 1))) ?? part);

const placeOf = (keys: readonly (string | number)[]): string => JSON.stringify(keys);
