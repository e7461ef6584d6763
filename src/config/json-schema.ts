import { z } from "zod";
import type { Path } from "./place.ts";
import { configuration } from "./sections/index.ts";

/** What we use of a JSON Schema (draft 2020-12) made from the sections. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

let made: JsonSchema | undefined;

/** The schema of `signalbox.yaml` as people write it: what has a default may be left out. */
export const configurationSchema = (): JsonSchema => {
  made ??= z.toJSONSchema(configuration, { io: "input", target: "draft-2020-12" }) as unknown as JsonSchema;
  return made;
};

/** `schema.json`, which editors read. */
export const schemaFile = (): string => `${JSON.stringify(configurationSchema(), undefined, 2)}\n`;

/** The part of the schema that a path of a configuration is held against. */
export const jsonSchemaAt = (path: Path): JsonSchema | undefined =>
  path.reduce<JsonSchema | undefined>((schema, part) => {
    if (schema === undefined) return undefined;
    if (typeof part === "number") return schema.items;
    return schema.properties?.[part] ?? (schema.additionalProperties === false ? undefined : schema.additionalProperties);
  }, configurationSchema());
