import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import type { Edited, EditRefused, SetValue } from "../domain/edit.ts";
import { splice } from "../domain/text-range.ts";
import { listed, quoted, refuse } from "./refusal.ts";
import { samePath, type ValuePath } from "./value-path.ts";

/** Sets one scalar of a TOML file by its source range. A quoted value keeps its kind of quotes; a date or whole number stays one if the new value is one. */
export const setToml = (text: string, edit: SetValue, path: ValuePath): Edited | EditRefused => {
  const places = placesOf(text);
  if (typeof places === "string") return refuse(edit, "NOT_PARSABLE", places);
  const target = places.find((place) => samePath(place.path, path))?.node;
  if (target === undefined) return refuse(edit, "NO_SUCH_PATH", `the values are ${listed(places.map((place) => place.path.join(".")))}`);
  if (target.type !== "TOMLValue")
    return refuse(edit, "NO_SUCH_PATH", target.type === "TOMLArray" ? "a list, not one value" : "a table, not one value");
  if (target.kind === "string" && target.multiline) return refuse(edit, "NO_SUCH_PATH", "a text of several lines, not a one-line value");
  const [start, end] = target.range;
  if (textOf(target, text) === edit.to) return { is: "edited", text };
  for (const spelling of spellings(target, edit.to)) {
    const changed = splice(text, { start, end }, spelling);
    const after = placesOf(changed);
    if (typeof after === "string" || after.length !== places.length) continue;
    const read = after.find((place) => samePath(place.path, path))?.node;
    if (read?.type === "TOMLValue" && textOf(read, changed) === edit.to) return { is: "edited", text: changed };
  }
  return refuse(edit, "NOT_PARSABLE", `${quoted(edit.to)} cannot stand at ${edit.at}`);
};

/** The value at a path as text; nothing where there is none. */
export const readToml = (text: string, path: ValuePath): string | undefined => {
  const places = placesOf(text);
  const target = typeof places === "string" ? undefined : places.find((place) => samePath(place.path, path))?.node;
  return target?.type === "TOMLValue" ? textOf(target, text) : undefined;
};

interface Place {
  readonly path: ValuePath;
  readonly node: AST.TOMLContentNode;
}

const placesOf = (text: string): readonly Place[] | string => {
  try {
    return parseTOML(text).body[0].body.flatMap((node) =>
      node.type === "TOMLTable" ? node.body.flatMap((pair) => ofPair(pair, node.resolvedKey)) : ofPair(node, []),
    );
  } catch (error) {
    return error instanceof ParseError ? `line ${error.lineNumber}: ${error.message}` : "nested too deep";
  }
};

const ofPair = (pair: AST.TOMLKeyValue, above: ValuePath): readonly Place[] =>
  ofContent(pair.value, [...above, ...pair.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value))]);

const ofContent = (node: AST.TOMLContentNode, path: ValuePath): readonly Place[] => {
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
