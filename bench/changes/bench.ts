import type { Runner } from "./run.ts";

/** What every measurement is given. */
export interface Bench {
  /** Gone at the end. */
  readonly folder: string;
  /** The built command. */
  readonly product: string;
  /** Where peers are kept from one time to the next. */
  readonly cache: string;
  readonly runs: number;
  /** Ends what takes too long. */
  readonly runner: Runner;
  readonly patient: Runner;
  readonly tell: (what: string) => void;
}
