import type { z } from "zod";
import { closest } from "../domain/closest.ts";
import { type Complaint, shortly } from "./complaint.ts";
import { jsonSchemaAt } from "./json-schema.ts";
import { type Path, type Places, placeKey } from "./place.ts";
import { configuration, type Section, sections, type Words } from "./sections/index.ts";

/** The sections that have the right shape (each has its name here), with defaults, and what is wrong with the others. */
export interface Shaped {
  readonly words: Partial<Words>;
  readonly complaints: readonly Complaint[];
}

/** Checks every section by itself, so that the rules can go on with those that are right. */
export const checkShape = (value: unknown, places: Places): Shaped => {
  const given = value === undefined || value === null ? Object.create(null) : value;
  const whole = configuration.safeParse(given);
  if (whole.success) return { words: { ...nothing, ...whole.data }, complaints: [] };
  const complaints = whole.error.issues.flatMap((issue) => complaintsOf(issue, given, places));
  if (typeof given !== "object" || Array.isArray(given)) return { words: {}, complaints };
  const words: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(sections)) {
    const parsed = schema.safeParse((given as Record<string, unknown>)[name]);
    if (parsed.success) words[name as Section] = parsed.data;
  }
  return { words: words as Partial<Words>, complaints };
};

/** A section that may be left out and is has the right shape as well: its name is there, its words are not. */
const nothing = Object.fromEntries(Object.keys(sections).map((name) => [name, undefined]));

type Issue = z.core.$ZodIssue;

const complaintsOf = (issue: Issue, root: unknown, places: Places): readonly Complaint[] => {
  const path = issue.path as Path;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(path, key));
    case "invalid_value":
      return [choice(path, root, issue.values.map(String))];
    case "invalid_type":
      return [wrongKind(path, root, issue.expected, places)];
    case "invalid_key":
      return [{ path, atKey: true, found: String(path.at(-1)), expected: issue.issues[0]?.message ?? "a name" }];
    case "invalid_union":
      return [unquotedNumber(path, places) ?? { path, found: shortly(valueAt(root, path)), expected: issue.message }];
    default:
      return [{ path, found: shortly(valueAt(root, path)), expected: issue.message }];
  }
};

const unknownKey = (path: Path, key: string): Complaint => {
  const known = Object.keys(jsonSchemaAt(path)?.properties ?? {});
  const [near] = closest(key, known, 1);
  return {
    path: [...path, key],
    atKey: true,
    found: `the unknown key ${shortly(key)}`,
    expected: `one of ${known.join(", ")}`,
    suggestion: near,
  };
};

const choice = (path: Path, root: unknown, values: readonly string[]): Complaint => {
  const found = valueAt(root, path);
  return { path, found: shortly(found), expected: values.join(" or "), suggestion: closest(shortly(found), values, 1)[0] };
};

const wrongKind = (path: Path, root: unknown, expected: string, places: Places): Complaint => {
  const found = valueAt(root, path);
  if (expected === "string") {
    const unquoted = unquotedNumber(path, places);
    if (unquoted !== undefined) return unquoted;
  }
  return { path, found: shortly(found), expected: kinds[expected] ?? expected };
};

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a section",
  record: "a section",
};

/** YAML reads `1.30` as the number 1.3, `no` or `0123` as whatever the reader's version thinks: a text that looks like one is quoted. */
const unquotedNumber = (path: Path, places: Places): Complaint | undefined => {
  const plain = places.get(placeKey(path))?.plain;
  if (plain === undefined || plain === "" || plain === "~" || plain === "null") return undefined;
  return {
    path,
    found: `${shortly(plain)} without quotes, which YAML does not read as a text`,
    expected: "the same in quotes",
    suggestion: JSON.stringify(plain),
  };
};

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, part) => (value === null || typeof value !== "object" ? undefined : (value as Record<string, unknown>)[part]),
    root,
  );
