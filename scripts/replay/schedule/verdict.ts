/** What was found about one case. */
export interface Verdict {
  /** Empty when it is right. */
  readonly differs: readonly string[];
  /** What a reader has to know to judge the judgement. */
  readonly remarks: readonly string[];
}
