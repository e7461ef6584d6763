import { type DefaultTreeAdapterMap, parse } from "parse5";

type Node = DefaultTreeAdapterMap["node"];

/** The elements of a parsed page, in its order. */
export const elementsIn = (node: Node): readonly DefaultTreeAdapterMap["element"][] => [
  ...("tagName" in node ? [node] : []),
  ...("childNodes" in node ? node.childNodes.flatMap(elementsIn) : []),
];

/** What a part of a page says. */
export const textIn = (node: Node): string =>
  "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textIn).join("") : "";

/** Every element with its attributes, by name only, and every value that could act: what a page is made of, apart from its words. */
export const skeletonOf = (page: string): ReadonlySet<string> =>
  new Set(
    elementsIn(parse(page)).flatMap(({ tagName, attrs }) => [
      tagName,
      ...attrs.map(({ name, value }) => (acting.has(name) ? `${tagName} ${name}=${value.replace(/\d+/g, "N")}` : `${tagName} ${name}`)),
    ]),
  );

const acting = new Set(["href", "src", "style", "http-equiv", "content", "rel", "action", "formaction", "srcdoc", "xlink:href"]);
