import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type ParsedNode, parseDocument, type YAMLError } from "yaml";
import type { Complaint } from "./complaint.ts";
import { type Path, type Place, type Places, placeKey, type Span } from "./place.ts";
import { deepest, tooDeep, tooMuch } from "./too-much.ts";

/** The plain values of a YAML text with where each stands, and everything that is wrong with it as YAML. */
export interface ReadYaml {
  /** Objects have no prototype; absent when the text could not be read at all. */
  readonly value: unknown;
  readonly places: Places;
  readonly complaints: readonly (Complaint & { readonly offset: number })[];
}

/**
 * Reads YAML 1.2 that is data only (T06): no anchors, aliases, merge keys, tags or directives, every key once. An alias could only multiply, a tag
 * only construct; neither is looked up. The text comes without byte order mark.
 */
export const readYaml = (text: string): ReadYaml => {
  const early = tooMuch(text);
  if (early !== undefined) return { value: undefined, places: new Map(), complaints: [early] };
  try {
    return walked(parseDocument(text, { uniqueKeys: false, prettyErrors: false, merge: false, version: "1.2", schema: "core" }), text);
  } catch (error) {
    // The parser recurses; a text that nests in a way the counting did not see ends here.
    if (error instanceof RangeError) return { value: undefined, places: new Map(), complaints: [tooDeep(0)] };
    throw error;
  }
};

interface Walk {
  readonly text: string;
  readonly places: Map<string, Place>;
  readonly complaints: (Complaint & { readonly offset: number })[];
}

const walked = (document: Document.Parsed<ParsedNode>, text: string): ReadYaml => {
  const walk: Walk = { text, places: new Map(), complaints: [] };
  if (document.errors.length > 0) {
    const { errors } = document;
    return { value: undefined, places: walk.places, complaints: errors.slice(0, 20).map(fromParser) };
  }
  const directive = /^%.*/m.exec(text);
  if (directive !== null && text.slice(0, directive.index).trim().replaceAll(/^#.*$/gm, "").trim() === "")
    refuse(walk, [], directive.index, "a directive", "plain YAML 1.2 without %-lines");
  const value = document.contents === null ? undefined : valueAt(walk, document.contents, []);
  return { value, places: walk.places, complaints: walk.complaints };
};

const fromParser = (error: YAMLError): Complaint & { readonly offset: number } => ({
  path: [],
  offset: error.pos[0],
  found: `no YAML: ${error.message.split("\n", 1)[0] ?? ""}`,
  expected: expectedFor[error.code] ?? "YAML that can be read",
});

const expectedFor: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "blanks as indentation, never tabs",
  BAD_INDENT: "the indentation of the lines around it",
  MULTIPLE_DOCS: "one document",
  BLOCK_AS_IMPLICIT_KEY: "quotes around a text with a colon in it",
  BAD_SCALAR_START: "quotes around a text that begins with this character",
};

const valueAt = (walk: Walk, node: Node | null, path: Path, key?: Span): unknown => {
  const span = spanOf(node);
  const plain = isScalar(node) && node.type === "PLAIN" ? (node.source ?? "") : undefined;
  walk.places.set(placeKey(path), { key, value: span.end === 0 && key !== undefined ? key : span, plain });
  if (path.length > deepest)
    return refuse(walk, path.slice(0, 3), span.start, "nesting without end", `sections and lists at most ${deepest} deep`);
  if (isAlias(node))
    return refuse(walk, path, span.start, `the alias *${node.source.slice(0, 40)}`, "the value itself: aliases are not followed");
  if (node === null) return null;
  refuseDecoration(walk, node, path, span.start);
  if (isMap(node)) return sectionOf(walk, node.items as readonly Pair<Node | null, Node | null>[], path);
  if (isSeq(node)) return (node.items as readonly (Node | null)[]).map((item, at) => valueAt(walk, item, [...path, at]));
  return isScalar(node) ? node.value : undefined;
};

const refuseDecoration = (walk: Walk, node: Node, path: Path, offset: number): void => {
  const { anchor, tag } = node as { readonly anchor?: string; readonly tag?: string };
  if (anchor !== undefined)
    refuse(walk, path, offset, `the anchor &${anchor.slice(0, 40)}`, "no anchors: each value is written where it is used");
  if (tag !== undefined) refuse(walk, path, offset, `the tag ${tag.slice(0, 60)}`, "no tags: a configuration is plain data");
};

const sectionOf = (walk: Walk, pairs: readonly Pair<Node | null, Node | null>[], path: Path): unknown => {
  const section: Record<string, unknown> = Object.create(null);
  const seen = new Set<string>();
  for (const { key, value } of pairs) {
    const span = spanOf(key);
    const name = nameOf(key);
    if (name === undefined) refuse(walk, path, span.start, "a key that is no text", "a plain word before the colon");
    else if (name === "<<") refuse(walk, [...path, name], span.start, "a merge key", "the keys themselves: nothing is merged in");
    else if (name === "__proto__" || name === "constructor" || name === "prototype")
      refuse(walk, [...path, name], span.start, name, "another name: this one has a meaning to programs");
    else if (seen.has(name)) refuse(walk, [...path, name], span.start, `${name} a second time`, "every key once");
    else {
      seen.add(name);
      if (key !== null) refuseDecoration(walk, key, [...path, name], span.start);
      section[name] = valueAt(walk, value, [...path, name], span);
    }
  }
  return section;
};

/** A key as it was written: `2021-12` and `1.30` are names here, never numbers. */
const nameOf = (key: Node | null): string | undefined =>
  isScalar(key) ? (key.type === "PLAIN" ? (key.source ?? "") : String(key.value)) : undefined;

const spanOf = (node: Node | null): Span => ({ start: node?.range?.[0] ?? 0, end: node?.range?.[1] ?? 0 });

const refuse = (walk: Walk, path: Path, offset: number, found: string, expected: string): undefined => {
  if (walk.complaints.length < 100) walk.complaints.push({ path, offset, found, expected });
  return undefined;
};
