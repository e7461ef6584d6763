import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Edited, EditRefused, SetValue } from "../domain/edit.ts";
import { splice, type TextRange } from "../domain/text-range.ts";
import { formatValuePath, type PathPart, type ValuePath } from "../domain/value-path.ts";
import type { Leaf } from "./leaf.ts";
import { listed, quoted, refuse } from "./refusal.ts";
import { selectedItem } from "./selected-item.ts";

/**
 * Sets one scalar of a YAML file by its source range. Values are read with the failsafe schema, where `1.30` and `no` are text, so no reading
 * changes a version; a plain scalar stays plain only if YAML 1.1 and 1.2 both read the new one as the same text, because chart tools still read 1.1.
 */
export const setYaml = (text: string, edit: SetValue, path: ValuePath): Edited | EditRefused => {
  const document = parsed(text, "failsafe");
  if (typeof document === "string") return refuse(edit, "NOT_PARSABLE", document);
  const target = targetAt(document, path);
  if (typeof target === "string") return refuse(edit, "NO_SUCH_PATH", target);
  if (target.scalar.value === edit.to && target.scalar.type !== "PLAIN") return { is: "edited", text };
  for (const spelling of spellings(target.scalar, edit.to)) {
    const changed = splice(
      text,
      target.range,
      target.range.start === target.range.end ? padded(text, target.range.start, spelling) : spelling,
    );
    if (readsAs(changed, edit.to, path, target.scalar, spelling)) return { is: "edited", text: changed };
  }
  return refuse(edit, "NOT_PARSABLE", `${quoted(edit.to)} cannot stand at ${edit.at} without changing how the file reads`);
};

/** The scalar at a path as the text it is spelt with; nothing where there is none. */
export const readYaml = (text: string, path: ValuePath): string | undefined => {
  const value = valueAt(text, path, "failsafe");
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** Every scalar on one line; none of a text that does not parse or holds several documents. */
export const listYaml = (text: string): readonly Leaf[] => {
  const document = parsed(text, "failsafe");
  return typeof document === "string" ? [] : leavesOf(document.contents, []);
};

const leavesOf = (node: unknown, keys: Leaf["keys"]): readonly Leaf[] => {
  if (isMap(node)) return node.items.flatMap(({ key, value }) => (isScalar(key) ? leavesOf(value, [...keys, String(key.value)]) : []));
  if (isSeq(node)) return node.items.flatMap((item, at) => leavesOf(item, [...keys, at]));
  if (!isScalar(node) || !node.range || node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED") return [];
  const [start, end] = node.range;
  return [{ keys, value: String(node.value), start, end }];
};

interface Target {
  readonly scalar: Scalar;
  /** Empty, and right behind the colon or dash, where there is no value yet. */
  readonly range: TextRange;
}

const parsed = (text: string, schema: "failsafe" | "core" | "yaml-1.1"): Document | string => {
  const documents = parseAllDocuments(text, { schema, keepSourceTokens: true, logLevel: "silent", uniqueKeys: true, prettyErrors: false });
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (document === undefined) return "an empty file";
  if (second !== undefined) return "several YAML documents in one file";
  const error = document.errors[0];
  if (error === undefined) return document;
  const line = text.slice(0, error.pos[0]).split("\n").length;
  return `line ${line}: ${error.message.split("\n")[0] ?? error.code}`;
};

const targetAt = (document: Document, path: ValuePath): Target | string => {
  let node: unknown = document.contents;
  let behind: number | undefined;
  for (const [depth, part] of path.entries()) {
    const pair = childOf(node, part);
    if (pair === undefined) return missing(node, path.slice(0, depth));
    if (typeof pair === "string") return pair;
    behind = isPair(pair) ? colonOf(pair) : undefined;
    node = isPair(pair) ? pair.value : pair;
  }
  if (isAlias(node)) return `an alias (*${node.source}), whose value stands elsewhere`;
  if (!isScalar(node) || !node.range) return isMap(node) ? "a map, not one value" : "a list, not one value";
  if (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED") return "a block of text (| or >), not a one-line value";
  const [start, end] = node.range;
  return { scalar: node, range: start === end && behind !== undefined ? { start: behind, end: behind } : { start, end } };
};

const childOf = (node: unknown, part: PathPart): Pair | unknown | string => {
  if (typeof part !== "object")
    return isMap(node) ? pairOf(node, part) : isSeq(node) && typeof part === "number" ? node.items[part] : undefined;
  if (!isSeq(node)) return undefined;
  const found = selectedItem(
    node.items.filter((item) => {
      const named = isMap(item) ? pairOf(item, part.key)?.value : undefined;
      return isScalar(named) && String(named.value) === part.is;
    }),
    part,
  );
  return typeof found === "string" ? found : found.item;
};

const pairOf = (map: YAMLMap, key: string | number): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === String(key));

const colonOf = (pair: Pair): number | undefined => {
  const colon = pair.srcToken?.sep?.find((token) => token.type === "map-value-ind");
  return colon === undefined ? undefined : colon.offset + 1;
};

const missing = (node: unknown, at: ValuePath): string => {
  const where = at.length === 0 ? "the top" : formatValuePath(at);
  if (isMap(node))
    return `at ${where} there is ${listed((node as YAMLMap).items.map(({ key }) => (isScalar(key) ? String(key.value) : "?")))}`;
  if (isSeq(node)) return `at ${where} there is a list of ${(node as YAMLSeq).items.length}`;
  return `at ${where} there is no map`;
};

const spellings = (old: Scalar, to: string): readonly string[] => {
  const double = JSON.stringify(to);
  if (old.type === "QUOTE_DOUBLE") return [double];
  if (old.type === "QUOTE_SINGLE") return [`'${to.replaceAll("'", "''")}'`, double];
  return [to, double];
};

const padded = (text: string, at: number, spelling: string): string => {
  const before = at === 0 || /\s/.test(text.charAt(at - 1)) ? "" : " ";
  const after = at === text.length || /\s/.test(text.charAt(at)) ? "" : " ";
  return `${before}${spelling}${after}`;
};

const readsAs = (text: string, to: string, path: ValuePath, old: Scalar, spelling: string): boolean => {
  if (valueAt(text, path, "failsafe") !== to) return false;
  // A tag such as !!str decides by itself how the value reads.
  if (spelling !== to || old.tag !== undefined || staysPlainNumber(old, to)) return true;
  return valueAt(text, path, "core") === to && valueAt(text, path, "yaml-1.1") === to;
};

/** `replicas: 3` and `enabled: true` are meant as number and truth value, and stay so; `1.29` is a version that lost its quotes. */
const staysPlainNumber = (old: Scalar, to: string): boolean => {
  const before = String(old.value);
  return (canonicalInteger.test(before) && canonicalInteger.test(to)) || (truth.test(before) && truth.test(to));
};

const canonicalInteger = /^(?:0|-?[1-9]\d{0,14})$/;
const truth = /^(?:true|false)$/;

const valueAt = (text: string, path: ValuePath, schema: "failsafe" | "core" | "yaml-1.1"): unknown => {
  const document = parsed(text, schema);
  if (typeof document === "string") return undefined;
  const target = targetAt(document, path);
  return typeof target === "string" ? undefined : target.scalar.value;
};
