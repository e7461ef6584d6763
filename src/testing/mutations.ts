import { isDeepStrictEqual } from "node:util";
import type { Json } from "../domain/known.ts";

/** A request body that was right until one thing was changed. */
export interface Mutation {
  readonly what: string;
  readonly body: Record<string, Json>;
}

interface ObjectSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * Every way in which a right body goes wrong by one field: a misspelt name, a field too many, a required one missing, a value of another type;
 * at the top and inside each object for which the schema lists fields.
 */
export const mutationsOf = (body: Readonly<Record<string, Json>>, schema: ObjectSchema): readonly Mutation[] => {
  const names = Object.keys(body);
  const own = [
    ...names.map((name) => ({ what: `misspelt ${name}`, body: { ...without(body, name), [`${name}x`]: body[name] ?? null } })),
    { what: "a field too many", body: { ...body, colour: "red" } },
    ...(schema.required ?? []).map((name) => ({ what: `no ${name}`, body: without(body, name) })),
    ...names.map((name) => ({ what: `${name} of another type`, body: { ...body, [name]: otherType(body[name] ?? null) } })),
  ];
  const inner = names.flatMap((name) => innerMutations(body, name, schema));
  return [...own, ...inner].filter((mutation) => !isDeepStrictEqual(mutation.body, body));
};

const innerMutations = (body: Readonly<Record<string, Json>>, name: string, schema: ObjectSchema): readonly Mutation[] => {
  const inside = body[name];
  const described = schema.properties?.[name] as ObjectSchema | undefined;
  if (!isObject(inside) || described?.properties === undefined) return [];
  return mutationsOf(inside, described).map(({ what, body: changed }) => ({
    what: `${name}: ${what}`,
    body: { ...body, [name]: changed },
  }));
};

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const without = (body: Readonly<Record<string, Json>>, name: string): Record<string, Json> =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));

// Neither a list nor an object of lists can be read as a string, a number or a truth value.
const otherType = (value: Json): Json => (isObject(value) || Array.isArray(value) ? 7 : { wrong: [value] });
