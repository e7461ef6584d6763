import type { TextRange } from "../domain/text-range.ts";

/** One scalar of a structured file and where it is spelt. */
export interface Leaf extends TextRange {
  /** Keys, and positions in lists. */
  readonly keys: readonly (string | number)[];
  readonly value: string;
}
