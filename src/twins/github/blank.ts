import type { Json } from "../../domain/known.ts";
import { dereference, description, isObject, type Schema, schemas } from "./description.ts";

/** Facts to lay over a blank: nested objects are merged, everything else replaces. */
export type Facts = { readonly [key: string]: Json | undefined };

/**
 * The value that GitHub's description allows for a schema when nothing is known: every required property, as empty as it may be.
 * Answers are this with the twin's facts over it, so that no invented example ever reaches a reader.
 */
export function filled(schemaName: string, facts: Facts): { readonly [key: string]: Json } {
  const schema = description.schemas[schemaName];
  if (schema === undefined) throw new Error(`the description has no schema ${schemaName}`);
  const empty = blanks.get(schemaName) ?? blank(schema);
  blanks.set(schemaName, empty);
  if (!isObject(empty)) throw new Error(`${schemaName} is not an object`);
  return overlay(empty, facts);
}

const blanks = new Map<string, Json>();

function overlay(base: { readonly [key: string]: Json }, facts: Facts): { readonly [key: string]: Json } {
  const merged: Record<string, Json> = { ...base };
  for (const [key, fact] of Object.entries(facts)) {
    if (fact === undefined) continue;
    const known = merged[key];
    merged[key] = isObject(known) && isObject(fact) ? overlay(known, fact) : fact;
  }
  return merged;
}

function blank(given: Schema): Json {
  const schema = dereference(given);
  const alternatives = [...schemas(schema["anyOf"]), ...schemas(schema["oneOf"])];
  const types = [schema["type"] ?? []].flat();
  if (types.includes("null") || alternatives.some((each) => each["type"] === "null")) return null;
  if (Array.isArray(schema["enum"])) return schema["enum"][0] ?? null;
  const parts = [...schemas(schema["allOf"]), ...alternatives.slice(0, 1)].map(blank);
  if (parts.length > 0 && !isObject(schema["properties"])) return parts.every(isObject) ? Object.assign({}, ...parts) : (parts[0] ?? null);
  return types.includes("object") || isObject(schema["properties"])
    ? Object.assign({}, ...parts.filter(isObject), required(schema))
    : scalar(schema, types);
}

function required(schema: Schema): Json {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const names = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  return Object.fromEntries(names.map((name) => [name, isObject(properties[name]) ? blank(properties[name]) : null]));
}

const texts: { readonly [format: string]: string } = {
  "date-time": "1970-01-01T00:00:00Z",
  date: "1970-01-01",
  uri: "https://api.github.com/",
  email: "nobody@example.com",
};

function scalar(schema: Schema, types: readonly Json[]): Json {
  if (types.includes("array")) return [];
  if (types.includes("boolean")) return false;
  if (types.includes("integer") || types.includes("number")) return typeof schema["minimum"] === "number" ? schema["minimum"] : 0;
  const shortest = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  return texts[String(schema["format"])] ?? "0".repeat(shortest);
}
