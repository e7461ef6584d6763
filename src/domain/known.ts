/** Plain data: what plans, journals and hashes are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Named outputs of a step that later steps use, such as `commit` or `digest`. Ids and numbers of outside systems are strings. */
export type Facts = Readonly<Record<string, string>>;

/** A value that another step will tell: the fact `fact` of the step `after` (`item/step`). */
export interface FactOf {
  readonly after: string;
  readonly fact: string;
}

/** Several parts, some not yet known, that make one string. */
export interface Joined {
  readonly join: readonly (string | FactOf)[];
}

/** An input as the plan holds it: wherever a string may stand, a fact of an earlier step may stand instead. */
export type Known<T> = T extends string
  ? T | FactOf | Joined
  : T extends readonly (infer E)[]
    ? readonly Known<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Known<T[K]> }
      : T;

export const factOf = (after: string, fact: string): FactOf => ({ after, fact });

export const joined = (...parts: (string | FactOf)[]): Joined => ({ join: parts });

export const isFactOf = (value: unknown): value is FactOf =>
  hasJust(value, "after", "fact") && typeof value["after"] === "string" && typeof value["fact"] === "string";

export const isJoined = (value: unknown): value is Joined => hasJust(value, "join") && isParts(value["join"]);

const hasJust = (value: unknown, ...names: readonly string[]): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === names.length &&
  names.every((name) => Object.hasOwn(value, name));

const isParts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === "string" || isFactOf(each));

/** Every fact that a planned input waits for, in order of appearance. */
export const factsIn = (value: unknown): readonly FactOf[] => {
  if (isFactOf(value)) return [value];
  if (isJoined(value)) return value.join.filter(isFactOf);
  if (Array.isArray(value)) return value.flatMap(factsIn);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(factsIn);
  return [];
};

export type Resolved = { readonly is: "known"; readonly value: Json } | { readonly is: "unknown"; readonly waitsFor: FactOf };

/** Replaces every fact by its value, or names the first that is not known yet. */
export const resolve = (value: Json, lookUp: (wanted: FactOf) => string | undefined): Resolved => {
  const missing = factsIn(value).find((wanted) => lookUp(wanted) === undefined);
  if (missing !== undefined) return { is: "unknown", waitsFor: missing };
  return { is: "known", value: substitute(value, (wanted) => lookUp(wanted) ?? "") };
};

/** The same input for people to read, what is not known written as «known after …». */
export const illustrate = (value: Json, lookUp: (wanted: FactOf) => string | undefined): Json =>
  substitute(value, (wanted) => lookUp(wanted) ?? `«known after ${wanted.after}»`);

const substitute = (value: Json, lookUp: (wanted: FactOf) => string): Json => {
  if (isFactOf(value)) return lookUp(value);
  if (isJoined(value)) return value.join.map((part) => (typeof part === "string" ? part : lookUp(part))).join("");
  if (Array.isArray(value)) return value.map((each) => substitute(each, lookUp));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, substitute(each, lookUp)]));
};

/** A field of an input, when the input is an object. */
export const fieldAt = (input: Json | undefined, name: string): Json | undefined =>
  typeof input === "object" && input !== null && !Array.isArray(input) ? (input as Readonly<Record<string, Json>>)[name] : undefined;

/** A field of an input, when it is a known string. */
export const textAt = (input: Json | undefined, name: string): string | undefined => {
  const value = fieldAt(input, name);
  return typeof value === "string" ? value : undefined;
};
