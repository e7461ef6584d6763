/** One thing that cannot be meant. `at` is the path inside the section: `["move", "2021-11-29", "to"]`. */
export interface ScheduleProblem {
  readonly at: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
  readonly suggestions: readonly string[];
}

/** Notes a problem; answers nothing, so that a reader can end with it. */
export type Report = (at: ScheduleProblem["at"], found: string, expected: string, suggestions?: readonly string[]) => undefined;
