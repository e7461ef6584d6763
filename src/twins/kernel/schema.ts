import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Json } from "../../domain/known.ts";

/** A JSON Schema as plain data. */
export type Schema = { readonly [keyword: string]: Json };

/** Sentences about what is wrong with a value, each naming the field; none means that it fits. */
export type Check = (value: unknown) => readonly string[];

/** Makes a check of a schema of ours, compiled when it is first used. `name` stands for the value in the sentences. */
export const checker = (name: string, schema: Schema): Check => {
  let compiled: ValidateFunction | undefined;
  return (value) => {
    compiled ??= compiler().compile(schema);
    return compiled(value) ? [] : (compiled.errors ?? []).map((error) => sentence(name, error));
  };
};

/** A query as an object of strings; a name given twice becomes a list, which no schema of a single value accepts. */
export const queryObject = (query: URLSearchParams): Record<string, Json> =>
  Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );

let made: Ajv | undefined;

const compiler = (): Ajv => {
  if (made !== undefined) return made;
  made = new Ajv({ allErrors: true, ownProperties: true, allowUnionTypes: true });
  addFormats.default(made);
  return made;
};

const sentence = (name: string, error: ErrorObject): string => {
  const extra = (error.params as { readonly additionalProperty?: string }).additionalProperty;
  return `${name}${error.instancePath} ${error.message ?? "is wrong"}${extra === undefined ? "" : `: ${extra}`}`;
};
