import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import type { Json } from "../../domain/known.ts";

/** The name space of API version 2020-05-31. */
export const nameSpace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

/**
 * An XML document as plain data: an element with elements in it becomes an object, one with text a string, one that repeats a list. Undefined
 * when it is no XML, mixes text and elements, or stands in another name space.
 */
export const fromXml = (bytes: Uint8Array): Json | undefined => {
  try {
    const root = parseXml(Buffer.from(bytes).toString("utf8")).root;
    if (root === null || root.attributes["xmlns"] !== nameSpace || Object.keys(root.attributes).length > 1) return undefined;
    return { [root.name]: dataOf(root) };
  } catch {
    return undefined;
  }
};

/** Plain data as an XML document of one root element, in the order of its fields. */
export const toXml = (document: { readonly [root: string]: Json }): string => {
  const [root = "", value = null] = Object.entries(document)[0] ?? [];
  return `<?xml version="1.0"?>\n<${root} xmlns="${nameSpace}">${inside(value)}</${root}>`;
};

const inside = (value: Json): string => {
  if (typeof value !== "object" || value === null) return escaped(String(value ?? ""));
  return Object.entries(value)
    .flatMap(([name, each]) => (Array.isArray(each) ? each : [each]).map((one: Json) => `<${name}>${inside(one)}</${name}>`))
    .join("");
};

const dataOf = (element: XmlElement): Json => {
  const children = element.children.filter((child): child is XmlElement => child instanceof XmlElement);
  if (children.length === 0) return element.text;
  const mixed = element.children.some((child) => child instanceof XmlText && child.text.trim() !== "");
  if (mixed || children.some((child) => Object.keys(child.attributes).length > 0)) throw new Error("mixed content or attributes");
  const names = [...new Set(children.map((child) => child.name))];
  return Object.fromEntries(
    names.map((name) => {
      const values = children.filter((child) => child.name === name).map(dataOf);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
};

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
