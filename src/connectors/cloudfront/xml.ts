import { parseXml, XmlElement } from "@rgrove/parse-xml";

/** The name space of API version 2020-05-31. */
const nameSpace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

/** The body of CreateInvalidation (docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html). */
export const invalidationBatch = (reference: string, paths: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<InvalidationBatch xmlns="${nameSpace}">`,
    `<Paths><Quantity>${paths.length}</Quantity><Items>${paths.map((path) => `<Path>${escaped(path)}</Path>`).join("")}</Items></Paths>`,
    `<CallerReference>${escaped(reference)}</CallerReference>`,
    "</InvalidationBatch>",
  ].join("");

/** The root element of an answer, `undefined` when the bytes are no XML. */
export const readRoot = (bytes: Uint8Array): XmlElement | undefined => {
  try {
    return parseXml(Buffer.from(bytes).toString("utf8")).root ?? undefined;
  } catch {
    return undefined;
  }
};

/** The text at a way of element names below an element; `undefined` when any is missing or there more than once. */
export const textAt = (element: XmlElement, ...way: readonly string[]): string | undefined => {
  const [name, ...rest] = way;
  if (name === undefined) return element.text;
  const named = element.children.filter((child): child is XmlElement => child instanceof XmlElement && child.name === name);
  return named[0] === undefined || named.length > 1 ? undefined : textAt(named[0], ...rest);
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (found) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" })[found] ?? found);
