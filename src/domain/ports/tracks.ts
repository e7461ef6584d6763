/** What other releases of the train are doing: only one may be between its tag and its announcement. */
export interface Tracks {
  /** Versions of the train, other than this one, that have passed their point of no return and not yet finished launching. */
  readonly launching: (train: string, except: string) => Promise<readonly string[]>;
  /**
   * The same beside whichever release makes this tag, for the look between its intent and its push. `yields`: where both find each other, it is
   * the one that stands back for longer.
   */
  readonly beside: (tag: string) => Promise<{ readonly launching: readonly string[]; readonly yields: boolean }>;
}
