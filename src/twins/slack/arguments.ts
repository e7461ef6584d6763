import type { Json } from "../../domain/known.ts";
import { queryObject, type Schema } from "../kernel/schema.ts";
import type { TwinRequest } from "../kernel/twin.ts";

/**
 * The arguments of a call: a JSON body, a form or a query, as Slack takes them all. In a form and a query every value is text, so it is read
 * as the schema's type wants it; what cannot be read stays text and fails the schema.
 */
export const argumentsOf = (request: TwinRequest, schema: Schema): Json | undefined => {
  const query = fromText(queryObject(request.query), schema);
  const type = request.headers["content-type"] ?? "";
  if (/^application\/json\b/.test(type)) return isObject(request.json) ? { ...query, ...request.json } : undefined;
  if (/^application\/x-www-form-urlencoded\b/.test(type)) {
    const form = queryObject(new URLSearchParams(Buffer.from(request.body).toString("utf8")));
    return { ...query, ...fromText(form, schema) };
  }
  return request.body.length === 0 ? query : undefined;
};

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fromText = (given: Readonly<Record<string, Json>>, schema: Schema): Record<string, Json> => {
  const properties = schema["properties"] as Readonly<Record<string, Schema>>;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, read(value, properties[name]?.["type"])]));
};

const read = (value: Json, type: Json | undefined): Json => {
  if (typeof value !== "string") return value;
  if (type === "boolean") return { true: true, "1": true, false: false, "0": false }[value] ?? value;
  if (type === "integer") return /^[0-9]+$/.test(value) ? Number(value) : value;
  return type === "object" ? parsed(value) : value;
};

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};
