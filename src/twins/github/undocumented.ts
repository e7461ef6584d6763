import type { Json } from "../../domain/known.ts";
import { inPlace, isObject, type Schema } from "./description.ts";

/**
 * Paths of the properties that the description does not mention, at any depth. GitHub's schemas allow extra properties, so that a
 * validator alone lets a typo through; a schema that lists no properties, or says what further ones look like, is taken at its word.
 */
export function undocumented(value: Json, schema: Schema, at = ""): readonly string[] {
  return among(value, inPlace(schema), at);
}

function among(value: Json, applying: readonly Schema[], at: string): readonly string[] {
  if (Array.isArray(value)) {
    const items = applying.flatMap((schema) => (isObject(schema["items"]) ? inPlace(schema["items"]) : []));
    return value.flatMap((entry, index) => among(entry, items, `${at}/${index}`));
  }
  if (!isObject(value) || applying.length === 0) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const documented = applying.flatMap((schema) => property(schema, key));
    if (documented.length > 0)
      return among(
        entry,
        documented.flatMap((schema) => inPlace(schema)),
        `${at}/${key}`,
      );
    return applying.some(isOpen) ? [] : [`${at}/${key}`];
  });
}

function property(schema: Schema, key: string): readonly Schema[] {
  const listed = isObject(schema["properties"]) && Object.hasOwn(schema["properties"], key) ? schema["properties"][key] : undefined;
  if (isObject(listed)) return [listed];
  return isObject(schema["additionalProperties"]) ? [schema["additionalProperties"]] : [];
}

function isOpen(schema: Schema): boolean {
  if (schema["additionalProperties"] === true || Object.keys(schema).length === 0) return true;
  const named = ["properties", "allOf", "anyOf", "oneOf", "additionalProperties"].some((keyword) => keyword in schema);
  return [schema["type"]].flat().includes("object") && !named;
}
