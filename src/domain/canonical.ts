import { createHash } from "node:crypto";
import type { Json } from "./known.ts";

/** Canonical JSON: keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes them. Source: RFC 8785. */
export const canonical = (value: Json): string => {
  // Written as JSON writes it, or a value would not have the same form after it was stored.
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`);
  return `{${fields.join(",")}}`;
};

/** sha256 in lower-case hex. */
export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The hash of a value's canonical form. */
export const hashOf = (value: Json): string => sha256(canonical(value));
