import { Document, isMap, isScalar, Pair, type ParsedNode, parseDocument, visit, YAMLMap } from "yaml";

/** A section of a configuration as YAML of its own, with the comments that stand in it. */
export interface SectionText {
  readonly name: string;
  readonly yaml: string;
}

/**
 * A configuration that was read and is right, section by section, in the order of the file. Each text says exactly what the section says; what a
 * reader would not see in it is written as an escape.
 */
export const sectionTexts = (text: string): readonly SectionText[] => {
  const document = parseDocument(text.replace(/^\ufeff/, ""), { prettyErrors: false, merge: false, version: "1.2", schema: "core" });
  if (!isMap(document.contents)) return [];
  return document.contents.items.map((pair) => {
    const name = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : "";
    return { name, yaml: textOf(pair.key, pair.value) };
  });
};

const textOf = (key: ParsedNode, value: ParsedNode | null): string => {
  // Comments above a section may speak of the file; those inside it are its own.
  const name = key.clone() as ParsedNode;
  name.commentBefore = null;
  name.spaceBefore = false;
  const only = new YAMLMap<ParsedNode, ParsedNode | null>();
  only.items.push(new Pair(name, value));
  const section = new Document(undefined, { version: "1.2", schema: "core" });
  section.contents = only as unknown as typeof section.contents;
  visit(section, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && unseen.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  return section.toString({ lineWidth: 0, flowCollectionPadding: true }).replaceAll(everyUnseen, escaped);
};

const unseen = /[[\p{C}--[\n]]\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/v;
const everyUnseen = new RegExp(unseen.source, "gv");

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
};
