import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Json } from "../../domain/known.ts";
import { description, isObject, type Operation, type Schema } from "./description.ts";
import { undocumented } from "./undocumented.ts";

/** A request as it came over the wire, its path already split into the operation's parameters. `body` is undefined when there was none. */
export type WireRequest = {
  readonly path: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  readonly body: Json | undefined;
};

/** What is wrong with a request by GitHub's description: unknown or ill-typed parameters, a missing or ill-formed body, undocumented fields. */
export function requestProblems(id: string, request: WireRequest): readonly string[] {
  const operation = operationOf(id);
  return [...parameterProblems(id, operation, request), ...bodyProblems(id, operation, request.body)];
}

/**
 * What is wrong with an answer: a status or a body that GitHub does not document, or a field it does not mention. Errors that any
 * operation may give (bad credentials, rate limits, validation) are held against GitHub's common error.
 */
export function responseProblems(id: string, status: number, body: Json | undefined): readonly string[] {
  const { responses } = operationOf(id);
  const documented = responses[String(status)];
  if (documented === null && (status < 400 || body === undefined))
    return body === undefined ? [] : [`${id} ${status}: a body where none is documented`];
  const schema = documented ?? (status === 422 ? commonInvalid : status >= 400 ? commonError : undefined);
  if (schema === undefined) return [`${id}: status ${status} is not documented`];
  if (body === undefined) return [`${id} ${status}: no body`];
  return bodyAgainst(`${id}#${status}`, schema, body, `${id} ${status}`);
}

const commonError: Schema = { $ref: "#/schemas/basic-error" };
const commonInvalid: Schema = { $ref: "#/schemas/validation-error" };
const compiled = new Map<string, ValidateFunction>();
const answers = validator(false);
const parameters = validator(true);

function validator(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, coerceTypes, ownProperties: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "github", schemas: description.schemas });
  return ajv;
}

function operationOf(id: string): Operation {
  const operation = description.operations[id];
  if (operation === undefined) throw new Error(`the description has no operation ${id}`);
  return operation;
}

function parameterProblems(id: string, operation: Operation, request: WireRequest): readonly string[] {
  const known = new Set(operation.parameters.filter((each) => each.in === "query").map((each) => each.name));
  const unknown = Object.keys(request.query).filter((name) => !known.has(name));
  const ill = operation.parameters.flatMap((parameter) => {
    const given = request[parameter.in][parameter.name];
    if (given === undefined) return parameter.required ? [`${parameter.in} parameter ${parameter.name} is required`] : [];
    const schema = { properties: { value: parameter.schema } };
    const key = `${id}?${parameter.in}.${parameter.name}`;
    // Where a number or a text is allowed, the text as it came must count: read as a number it would match both.
    if (compile(answers, `${key} as text`, schema)({ value: given })) return [];
    const check = compile(parameters, key, schema);
    return check({ value: given }) ? [] : [`${parameter.in} parameter ${parameter.name} ${explain(check)}`];
  });
  return [...unknown.map((name) => `query parameter ${name} is not documented`), ...ill];
}

function bodyProblems(id: string, operation: Operation, body: Json | undefined): readonly string[] {
  if (operation.body === undefined) return body === undefined ? [] : ["a body where none is documented"];
  if (body === undefined) return operation.body.required ? ["a body is required"] : [];
  return bodyAgainst(`${id}#body`, operation.body.schema, body, "body");
}

function bodyAgainst(key: string, schema: Schema, body: Json, name: string): readonly string[] {
  const check = compile(answers, key, schema);
  const ill = check(body) ? [] : [`${name} ${explain(check)}`];
  return [...ill, ...undocumented(body, schema).map((path) => `${name}${path} is not documented`)];
}

function compile(ajv: Ajv, key: string, schema: Schema): ValidateFunction {
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = ajv.compile(anchored(schema) as Schema);
  compiled.set(key, made);
  return made;
}

/** Schemas of operations refer to `#/schemas/…` of the description, which ajv knows under its own name. */
function anchored(value: Json): Json {
  if (Array.isArray(value)) return value.map(anchored);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, entry]) => [key, key === "$ref" && typeof entry === "string" ? `github${entry}` : anchored(entry)]),
  );
}

function explain(check: ValidateFunction): string {
  const errors = check.errors ?? [];
  const texts = errors.slice(0, 5).map((error) => `${error.instancePath} ${error.message ?? "is wrong"}`.trim());
  return [...new Set(texts)].join("; ");
}
