import type { Path } from "./place.ts";

/** A problem before it is placed in the text. */
export interface Complaint {
  readonly path: Path;
  /** Whether the key is wrong, rather than its value. */
  readonly atKey?: boolean;
  readonly severity?: "error" | "warning";
  readonly found: string;
  readonly expected: string;
  readonly suggestion?: string | undefined;
}

/** A value as a problem quotes it: on one line, short. */
export const shortly = (value: unknown): string => {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") return "a section";
  const text = String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};
