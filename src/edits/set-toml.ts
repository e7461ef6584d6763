import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import type { Edited, EditRefused, SetValue } from "../domain/edit.ts";
import { splice } from "../domain/text-range.ts";
import { formatValuePath, type ValuePath } from "../domain/value-path.ts";
import type { Leaf } from "./leaf.ts";
import { listed, quoted, refuse } from "./refusal.ts";
import { selectedItem } from "./selected-item.ts";

/** Sets one scalar of a TOML file by its source range. A quoted value keeps its kind of quotes; a date or whole number stays one if the new value is one. */
export const setToml = (text: string, edit: SetValue, path: ValuePath): Edited | EditRefused => {
  const places = placesOf(text);
  if (typeof places === "string") return refuse(edit, "NOT_PARSABLE", places);
  const found = nodeAt(places, path, text);
  if (typeof found === "string") return refuse(edit, "NO_SUCH_PATH", found);
  const target = found.node;
  if (target.type !== "TOMLValue")
    return refuse(edit, "NO_SUCH_PATH", target.type === "TOMLArray" ? "a list, not one value" : "a table, not one value");
  if (target.kind === "string" && target.multiline) return refuse(edit, "NO_SUCH_PATH", "a text of several lines, not a one-line value");
  const [start, end] = target.range;
  if (textOf(target, text) === edit.to) return { is: "edited", text };
  for (const spelling of spellings(target, edit.to)) {
    const changed = splice(text, { start, end }, spelling);
    const after = placesOf(changed);
    if (typeof after === "string" || after.length !== places.length) continue;
    const read = nodeAt(after, path, changed);
    if (typeof read !== "string" && read.node.type === "TOMLValue" && textOf(read.node, changed) === edit.to)
      return { is: "edited", text: changed };
  }
  return refuse(edit, "NOT_PARSABLE", `${quoted(edit.to)} cannot stand at ${edit.at}`);
};

/** The value at a path as text; nothing where there is none. */
export const readToml = (text: string, path: ValuePath): string | undefined => {
  const places = placesOf(text);
  const found = typeof places === "string" ? places : nodeAt(places, path, text);
  return typeof found !== "string" && found.node.type === "TOMLValue" ? textOf(found.node, text) : undefined;
};

/** Every scalar on one line; none of a text that does not parse. */
export const listToml = (text: string): readonly Leaf[] => {
  const places = placesOf(text);
  if (typeof places === "string") return [];
  return places.flatMap(({ path: keys, node }) =>
    node.type === "TOMLValue" && !(node.kind === "string" && node.multiline)
      ? [{ keys, value: textOf(node, text), start: node.range[0], end: node.range[1] }]
      : [],
  );
};

/** A place by its keys and positions: what a selector means is looked for among these. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly node: AST.TOMLContentNode;
}

const nodeAt = (places: readonly Place[], path: ValuePath, text: string): Place | string => {
  const resolved: (string | number)[] = [];
  for (const part of path) {
    if (typeof part !== "object") {
      resolved.push(part);
      continue;
    }
    const named = selectedItem(
      places.filter(
        ({ path: own, node }) =>
          own.length === resolved.length + 2 &&
          own.at(-1) === part.key &&
          typeof own.at(-2) === "number" &&
          startsWith(own, resolved) &&
          node.type === "TOMLValue" &&
          textOf(node, text) === part.is,
      ),
      part,
    );
    if (typeof named === "string") return named;
    resolved.push(named.item.path[resolved.length] ?? 0);
  }
  const found = places.find((place) => place.path.length === resolved.length && startsWith(place.path, resolved));
  return found ?? `the values are ${listed(places.slice(0, 11).map((place) => formatValuePath(place.path)))}`;
};

const startsWith = (path: readonly (string | number)[], start: readonly (string | number)[]): boolean =>
  start.every((part, at) => part === path[at]);

const placesOf = (text: string): readonly Place[] | string => {
  try {
    return parseTOML(text).body[0].body.flatMap((node) =>
      node.type === "TOMLTable" ? node.body.flatMap((pair) => ofPair(pair, node.resolvedKey)) : ofPair(node, []),
    );
  } catch (error) {
    return error instanceof ParseError ? `line ${error.lineNumber}: ${error.message}` : "nested too deep";
  }
};

const ofPair = (pair: AST.TOMLKeyValue, above: Place["path"]): readonly Place[] =>
  ofContent(pair.value, [...above, ...pair.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value))]);

const ofContent = (node: AST.TOMLContentNode, path: Place["path"]): readonly Place[] => {
  if (node.type === "TOMLInlineTable") return [{ path, node }, ...node.body.flatMap((pair) => ofPair(pair, path))];
  if (node.type === "TOMLArray") return [{ path, node }, ...node.elements.flatMap((element, at) => ofContent(element, [...path, at]))];
  return [{ path, node }];
};

const textOf = (node: AST.TOMLValue, text: string): string => (node.kind === "string" ? node.value : text.slice(...node.range));

const spellings = (old: AST.TOMLValue, to: string): readonly string[] => {
  const basic = JSON.stringify(to).replaceAll("\u007f", "\\u007f");
  if (old.kind === "string") return old.style === "literal" && !/['\p{Cc}]/u.test(to) ? [`'${to}'`] : [basic];
  if (old.kind === "integer") return /^(?:0|-?[1-9]\d{0,14})$/.test(to) ? [to] : [basic];
  if (old.kind === "boolean") return to === "true" || to === "false" ? [to] : [basic];
  return old.kind === "float" ? [basic] : /^\d{4}-\d\d-\d\d/.test(to) ? [to, basic] : [basic];
};
