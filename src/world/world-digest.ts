import { canonical, sha256 } from "../domain/canonical.ts";
import type { Json } from "../domain/known.ts";

/**
 * What may differ between two worlds in which the same was done: moments at which it was done, which somebody who died did later. A twin's
 * name as its holdings begin, and a field anywhere in them. Never more than eight.
 */
export const volatileFields = [
  { twin: "slack", field: "ts" },
  { twin: "mailchimp", field: "created" },
  { twin: "mailchimp", field: "sent" },
  { twin: "mailchimp", field: "due" },
  { twin: "mailchimp", field: "at" },
  { twin: "cloudfront", field: "created" },
  { twin: "cloudfront", field: "due" },
  { twin: "old app", field: "at" },
] as const;

/** What every twin holds without its volatile fields, as canonical JSON: equal texts are equal worlds. */
export const worldText = (holdings: Readonly<Record<string, Json>>): string =>
  canonical(Object.fromEntries(Object.entries(holdings).map(([twin, held]) => [twin, without(volatileOf(twin), held)])));

/** sha256 of `worldText`, in hex. */
export const worldDigest = (holdings: Readonly<Record<string, Json>>): string => sha256(worldText(holdings));

const volatileOf = (twin: string): ReadonlySet<string> =>
  new Set(volatileFields.filter((each) => each.twin === twin).map((each) => each.field));

const without = (fields: ReadonlySet<string>, value: Json): Json => {
  if (Array.isArray(value)) return value.map((each) => without(fields, each as Json));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !fields.has(name))
      .map(([name, each]) => [name, without(fields, each as Json)]),
  );
};
