import type { Json } from "../../domain/known.ts";
import document from "./description.json" with { type: "json" };

/** A JSON Schema of the description; `$ref`s are `#/schemas/NAME`. */
export type Schema = { readonly [keyword: string]: Json };

/** One operation of api.github.com. A response is null where GitHub documents no body. */
export type Operation = {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: "path" | "query";
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  readonly responses: { readonly [status: string]: Schema | null };
};

/** GitHub's own description, pruned by `npm run specs`: operations by GitHub's id, and the schemas they reach. */
export const description = document as unknown as {
  readonly origin: { readonly package: string; readonly version: string; readonly sha256: string };
  readonly operations: { readonly [id: string]: Operation };
  readonly schemas: { readonly [name: string]: Schema };
};

/** The schema itself, behind any chain of references. Throws on a reference to nowhere: the description would be broken. */
export function dereference(schema: Schema): Schema {
  const target = schema["$ref"];
  if (typeof target !== "string") return schema;
  const found = description.schemas[target.slice("#/schemas/".length)];
  if (found === undefined) throw new Error(`the description has no ${target}`);
  return dereference(found);
}

/** The alternatives and parts that apply to the same value as `schema` itself (`allOf`, `anyOf`, `oneOf`), flattened and without references. */
export function inPlace(schema: Schema, seen: ReadonlySet<Schema> = new Set()): readonly Schema[] {
  const own = dereference(schema);
  if (seen.has(own)) return [];
  const now = new Set([...seen, own]);
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => schemas(own[keyword]));
  return [own, ...parts.flatMap((part) => inPlace(part, now))];
}

/** A keyword's value as a list of schemas; empty when the keyword is absent. */
export function schemas(value: Json | undefined): readonly Schema[] {
  return Array.isArray(value) ? (value as readonly Schema[]) : [];
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
