/** One thing in a configuration that cannot be meant, or is probably not. Texts quote what others wrote: escape them for the sink. */
export interface Problem {
  readonly severity: "error" | "warning";
  /** Both from 1; the column counts UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Where it stands, for people and machines: `announce.slack[0].channel`; empty for the file as a whole. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** What was probably meant, ready to be written there. */
  readonly suggestion?: string;
}
