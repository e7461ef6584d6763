/**
 * How a part of a finished release stands to what the configuration makes of it. `unknown`: the clone does not tell · `none`: nothing in it says otherwise,
 * or the configuration says nothing.
 */
export type Match = "same" | "differs" | "unknown" | "none";

export interface Judged<Facts> {
  readonly is: Match;
  /** Undefined where nothing could be found out. */
  readonly facts: Facts | undefined;
  /** A plain sentence for each difference, or for what is not known. Names in them are hostile. */
  readonly why: readonly string[];
}

/** Same without a difference. */
export const judgedBy = <Facts>(facts: Facts, why: readonly string[]): Judged<Facts> => ({
  is: why.length === 0 ? "same" : "differs",
  facts,
  why,
});

export const unknown = <Facts>(why: string, facts?: Facts): Judged<Facts> => ({ is: "unknown", facts, why: [why] });

export const nothingToCompare = <Facts>(facts: Facts | undefined, why: readonly string[] = []): Judged<Facts> => ({
  is: "none",
  facts,
  why,
});

/** `a, b and c`, at most so many of them by name. */
export const listed = (words: readonly string[], most = 8): string => {
  const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
};

/** The beginning of a commit's id, as people write it. */
export const short = (commit: string): string => commit.slice(0, 12);
