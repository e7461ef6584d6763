import type { Edited, EditRefused, SetValue } from "../domain/edit.ts";
import { splice } from "../domain/text-range.ts";
import { formatValuePath, type PathPart, type ValuePath } from "../domain/value-path.ts";
import { type JsonNode, type JsonObject, type JsonScalar, parseJsonTree } from "./json-tree.ts";
import type { Leaf } from "./leaf.ts";
import { listed, quoted, refuse } from "./refusal.ts";
import { selectedItem } from "./selected-item.ts";

/** Sets one scalar of a JSON file. A text stays a text; a number, a truth value or null keeps its kind if the new value has it, and becomes a text if not. */
export const setJson = (text: string, edit: SetValue, path: ValuePath): Edited | EditRefused => {
  const tree = parseJsonTree(text);
  if (typeof tree === "string") return refuse(edit, "NOT_PARSABLE", tree);
  const target = scalarAt(tree, path);
  if (typeof target === "string") return refuse(edit, "NO_SUCH_PATH", target);
  if (String(target.value) === edit.to && target.value !== null) return { is: "edited", text };
  const changed = splice(text, target, spelling(target.value, edit.to));
  const after = parseJsonTree(changed);
  const read = typeof after === "string" ? after : scalarAt(after, path);
  if (typeof read !== "string" && String(read.value) === edit.to) return { is: "edited", text: changed };
  return refuse(edit, "NOT_PARSABLE", `${quoted(edit.to)} cannot stand at ${edit.at}`);
};

/** The scalar at a path as text; nothing where there is none. */
export const readJson = (text: string, path: ValuePath): string | undefined => {
  const tree = parseJsonTree(text);
  const target = typeof tree === "string" ? tree : scalarAt(tree, path);
  return typeof target === "string" || target.value === null ? undefined : String(target.value);
};

/** Every scalar; none of a text that does not parse. */
export const listJson = (text: string): readonly Leaf[] => {
  const tree = parseJsonTree(text);
  return typeof tree === "string" ? [] : leavesOf(tree, []);
};

const leavesOf = (node: JsonNode, keys: Leaf["keys"]): readonly Leaf[] => {
  if (node.is === "object") return node.members.flatMap(({ key, value }) => leavesOf(value, [...keys, key]));
  if (node.is === "list") return node.items.flatMap((item, at) => leavesOf(item, [...keys, at]));
  return [{ keys, value: String(node.value ?? ""), start: node.start, end: node.end }];
};

const scalarAt = (tree: JsonNode, path: ValuePath): JsonScalar | string => {
  let node = tree;
  for (const [depth, part] of path.entries()) {
    const below = childOf(node, part);
    if (below === undefined) return missing(node, path.slice(0, depth));
    if (typeof below === "string") return below;
    node = below;
  }
  if (node.is === "scalar") return node;
  return node.is === "object" ? "an object, not one value" : "a list, not one value";
};

const childOf = (node: JsonNode, part: PathPart): JsonNode | string | undefined => {
  if (typeof part !== "object") {
    if (node.is === "object") return memberOf(node, String(part));
    return node.is === "list" && typeof part === "number" ? node.items[part] : undefined;
  }
  if (node.is !== "list") return undefined;
  const found = selectedItem(
    node.items.filter((item) => item.is === "object" && isText(memberOf(item, part.key), part.is)),
    part,
  );
  return typeof found === "string" ? found : found.item;
};

const memberOf = ({ members }: JsonObject, key: string): JsonNode | undefined => members.find((member) => member.key === key)?.value;

const isText = (node: JsonNode | undefined, text: string): boolean =>
  node?.is === "scalar" && node.value !== null && String(node.value) === text;

const missing = (node: JsonNode, at: ValuePath): string => {
  const where = at.length === 0 ? "the top" : formatValuePath(at);
  if (node.is === "object") return `at ${where} there is ${listed(node.members.map(({ key }) => key))}`;
  return node.is === "list" ? `at ${where} there is a list of ${node.items.length}` : `at ${where} there is no object`;
};

const spelling = (old: JsonScalar["value"], to: string): string => {
  if (typeof old === "number" && Number.isSafeInteger(old) && /^(?:0|-?[1-9]\d{0,14})$/.test(to)) return to;
  if (typeof old === "boolean" && (to === "true" || to === "false")) return to;
  return JSON.stringify(to);
};
