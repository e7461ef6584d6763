import { createHash } from "node:crypto";

/** Any JSON value of an OpenAPI document. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

/** Where a description comes from: the npm package, its version, and the hash of the file that was pruned. */
export type Origin = { readonly package: string; readonly version: string; readonly sha256: string };

/** One operation: `parameters` are `{ name, in, required, schema }`, `responses` maps a status to its JSON body's schema, or null for no body. */
export type Operation = {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Fields[];
  readonly body?: { readonly required: boolean; readonly schema: Json };
  readonly responses: { readonly [status: string]: Json };
};

/** The committed file. `sha256` covers `operations` and `schemas`, so that an edit by hand shows. */
export type Description = {
  readonly origin: Origin;
  readonly sha256: string;
  readonly operations: { readonly [id: string]: Operation };
  readonly schemas: Fields;
};

/**
 * Cuts an OpenAPI 3.0 document down to some operations and the schemas they reach, as plain JSON Schema (`nullable` becomes a null type)
 * without prose. Throws when an operation is not in the document.
 */
export function prune(document: Fields, wanted: readonly string[], origin: Origin): Description {
  const found = operationsById(document);
  const operations: Record<string, Operation> = {};
  const reached = new Map<string, Json>();
  const reach = (value: Json): Json => collect(value, document, reached);
  for (const id of [...wanted].sort()) {
    const operation = found.get(id);
    if (operation === undefined) throw new Error(`${origin.package} ${origin.version} has no operation ${id}`);
    operations[id] = slim(operation, document, reach);
  }
  const schemas = Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { origin, sha256: contentHash({ operations, schemas }), operations, schemas };
}

/** sha256 of what a description says, whatever its layout. */
export function contentHash(content: Pick<Description, "operations" | "schemas">): string {
  return createHash("sha256")
    .update(JSON.stringify([content.operations, content.schemas]))
    .digest("hex");
}

/** The file's text: one line per operation and per schema, so that an update of the vendor's description reads as a diff. */
export function layOut(description: Description): string {
  const block = (entries: object) =>
    Object.entries(entries)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(",\n");
  const { origin, sha256, operations, schemas } = description;
  const head = `  "origin": ${JSON.stringify(origin)},\n  "sha256": "${sha256}"`;
  return `{\n${head},\n  "operations": {\n${block(operations)}\n  },\n  "schemas": {\n${block(schemas)}\n  }\n}\n`;
}

const verbs = ["get", "post", "put", "patch", "delete"];

function operationsById(document: Fields): Map<string, Fields> {
  const found = new Map<string, Fields>();
  for (const [path, item] of Object.entries(fields(document["paths"]))) {
    for (const method of verbs) {
      const operation = fields(item)[method];
      if (operation !== undefined) found.set(String(fields(operation)["operationId"]), { ...fields(operation), method, path });
    }
  }
  return found;
}

function slim(operation: Fields, document: Fields, reach: (value: Json) => Json): Operation {
  const parameters = list(operation["parameters"]).map((given) => {
    const parameter = resolve(given, document);
    const schema = reach(toSchema(parameter["schema"] ?? {}));
    return { name: parameter["name"] ?? "", in: parameter["in"] ?? "", required: parameter["required"] === true, schema };
  });
  const body = operation["requestBody"] === undefined ? undefined : resolve(operation["requestBody"], document);
  const responses = Object.entries(fields(operation["responses"])).map(([status, given]) => [
    status,
    answer(resolve(given, document), reach),
  ]);
  return {
    method: String(operation["method"]).toUpperCase(),
    path: String(operation["path"]),
    parameters,
    ...(body === undefined ? {} : { body: { required: body["required"] === true, schema: answer(body, reach) } }),
    responses: Object.fromEntries(responses),
  };
}

/** GitHub lists media types per answer; ours is always the JSON one. */
function answer(response: Fields, reach: (value: Json) => Json): Json {
  const json = fields(response["content"] ?? {})["application/json"];
  return json === undefined ? null : reach(toSchema(fields(json)["schema"] ?? {}));
}

function collect(value: Json, document: Fields, reached: Map<string, Json>): Json {
  if (Array.isArray(value)) return value.map((entry) => collect(entry, document, reached));
  if (value === null || typeof value !== "object") return value;
  const target = fields(value)["$ref"];
  if (typeof target === "string" && target.startsWith("#/components/schemas/")) {
    const name = target.slice("#/components/schemas/".length);
    if (!reached.has(name)) {
      reached.set(name, null);
      reached.set(name, collect(toSchema(fields(fields(document["components"])["schemas"])[name] ?? {}), document, reached));
    }
    return { $ref: `#/schemas/${name}` };
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, collect(entry, document, reached)]));
}

const kept = new Set([
  "$ref",
  "type",
  "enum",
  "format",
  "pattern",
  "required",
  "properties",
  "items",
  "additionalProperties",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
]);
const limits = new Set([
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "multipleOf",
]);
/** The formats that ajv-formats knows; GitHub's own (`repo.nwo`, `ssh-url`, `int64`, `binary`) promise nothing that can be checked. */
const formats = new Set(["date", "date-time", "email", "uri", "uuid", "hostname"]);

/** An OpenAPI 3.0 schema object as JSON Schema, without prose; a property may be called `description` or `nullable`, so it knows where it is. */
function toSchema(given: Json): Json {
  if (given === null || typeof given !== "object" || Array.isArray(given)) return given;
  const schema: Record<string, Json> = {};
  for (const [key, value] of Object.entries(fields(given))) {
    if (key === "format" && !formats.has(String(value))) continue;
    if (key === "properties")
      schema[key] = Object.fromEntries(Object.entries(fields(value)).map(([name, entry]) => [name, toSchema(entry)]));
    else if (key === "allOf" || key === "anyOf" || key === "oneOf") schema[key] = list(value).map(toSchema);
    else if (key === "items" || key === "additionalProperties" || key === "not") schema[key] = toSchema(value);
    else if (kept.has(key) || limits.has(key)) schema[key] = value;
  }
  return fields(given)["nullable"] === true ? orNull(schema) : schema;
}

function orNull(schema: Fields): Json {
  const compound = ["$ref", "allOf", "anyOf", "oneOf"].some((key) => key in schema);
  if (compound) return { anyOf: [schema, { type: "null" }] };
  if (schema["type"] === undefined) return schema;
  const values = schema["enum"];
  const nullable = { ...schema, type: [schema["type"], "null"] };
  return values === undefined ? nullable : { ...nullable, enum: [...new Set([...list(values), null])] };
}

function resolve(given: Json, document: Fields): Fields {
  const target = fields(given)["$ref"];
  if (typeof target !== "string") return fields(given);
  const found = target
    .slice(2)
    .split("/")
    .reduce<Json>((at, key) => fields(at)[key] ?? {}, document);
  return fields(found);
}

function fields(value: Json | undefined): Fields {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Error("expected an object in the description");
  return value as Fields;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
