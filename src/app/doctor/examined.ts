import type { Diagnosis } from "../../domain/diagnosis.ts";

/** One check of the doctor, and what it came to. */
export interface Examined {
  /** Stable, for scripts. */
  readonly check: string;
  readonly title: string;
  /** Which of several things, where there are several. */
  readonly about: string;
  readonly diagnosis: Diagnosis;
}
