import type { ExtraBody, ExtraRequest } from "../../domain/extra-deed.ts";
import type { Json } from "../../domain/known.ts";
import { mapParts } from "../../domain/named-secrets.ts";
import type { TwinRequest } from "../kernel/twin.ts";
import { matchTemplates } from "./template-match.ts";

/** How a request of an item arrives: its headers by their names in small letters, and its body. */
export interface SentAs {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ExtraBody | undefined;
}

/** An address, its names and credentials still open. */
export interface Address {
  readonly origin: string;
  readonly path: string;
  readonly query: string;
}

export const splitAddress = (url: string): Address => {
  const origin = /^https:\/\/[^/?]+/.exec(url)?.[0] ?? "";
  const [path = "", ...query] = url.slice(origin.length).split("?");
  return { origin: new URL(origin).origin, path: path === "" ? "/" : path, query: query.join("?") };
};

export const sentAs = ({ headers, body }: Pick<ExtraRequest, "headers" | "body">): SentAs => ({
  headers: {
    ...(body === undefined ? {} : { "content-type": body.is === "json" ? "application/json" : "text/plain; charset=utf-8" }),
    ...Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text])),
  },
  body,
});

/** The path as an operation has it: a name in braces stands for one part, a credential for any number. */
export const pathPattern = (path: string): string => {
  let count = 0;
  return path.replaceAll(/\$\{[^}]*\}|\{\{|\}\}|\{[^{}]*\}/g, (part) => {
    const name = [...String(count++)].map((digit) => "abcdefghij"[Number(digit)]).join("");
    return part.startsWith("$") ? `{${name}+}` : `{${name}}`;
  });
};

/** Whether a request is what an item sends, and for which release; or what is wrong with it. */
export const sentProblems = (
  { headers, body }: SentAs,
  { path, query }: Address,
  request: TwinRequest,
  secrets: Readonly<Record<string, string>>,
): { readonly is: "fits"; readonly version: string | undefined } | { readonly is: "other"; readonly problems: readonly string[] } => {
  const open = (text: string, encode: (value: string) => string = (value) => value): string =>
    mapParts(
      text,
      (piece) => piece,
      (name) => encode(secrets[name] ?? ""),
    );
  const asked = [...request.query].flat();
  const wanted = [...new URLSearchParams(open(query, encodeURIComponent))].flat();
  const sent = bodyTexts(body, request);
  const parts = [
    { about: "the path", templates: [open(path, (value) => value.split("/").map(encodeURIComponent).join("/"))], texts: [request.path] },
    { about: "the query", templates: wanted, texts: asked },
    ...Object.entries(headers).map(([name, text]) => ({
      about: `the header ${name}`,
      templates: [open(text)],
      texts: [request.headers[name] ?? ""],
    })),
    { about: "the body", ...sent },
  ];
  const problems = [
    ...parts
      .filter(({ templates, texts }) => matchTemplates(templates, texts).is === "other")
      .map(({ about }) => `${about} is another one`),
    ...Object.keys(request.headers)
      .filter((name) => headers[name] === undefined && !usual.test(name))
      .map((name) => `the header ${name} is unknown`),
  ];
  if (problems.length > 0) return { is: "other", problems };
  const whole = matchTemplates(
    parts.flatMap(({ templates }) => templates),
    parts.flatMap(({ texts }) => texts),
  );
  return whole.is === "match" ? { is: "fits", version: whole.version } : { is: "other", problems: ["it tells of two releases"] };
};

/** What every client writes, and our key. */
const usual = /^(?:host|connection|content-length|user-agent|accept|accept-encoding|x-forwarded-host|idempotency-key)$/;

const bodyTexts = (
  body: ExtraBody | undefined,
  request: TwinRequest,
): { readonly templates: readonly string[]; readonly texts: readonly string[] } => {
  const text = Buffer.from(request.body).toString("utf8");
  if (body === undefined) return { templates: [""], texts: [text] };
  if (body.is === "text") return { templates: [body.text], texts: [text] };
  return { templates: leaves(body.value), texts: leaves(request.json ?? null) };
};

/** A JSON value as texts: names and whatever is no text as they are, so that only equal shapes match. */
const leaves = (value: Json): readonly string[] => {
  if (typeof value === "string") return ["text", value];
  if (Array.isArray(value)) return ["list", String(value.length), ...value.flatMap((each: Json) => leaves(each))];
  if (typeof value !== "object" || value === null) return [JSON.stringify(value)];
  const pairs = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    "object",
    String(pairs.length),
    ...pairs.flatMap(([name, each]) => [`name ${name.replaceAll(/[{}]/g, "")}`, ...leaves(each as Json)]),
  ];
};
