/**
 * Whether trying again could help, and whether the outside world may have changed:
 * `never` and `later` mean that nothing was applied, `unknown` that it may have been.
 */
export type Retry = "never" | "later" | "unknown";

/** Where the cause lies, which decides the exit code: the words typed, the configuration or input, the world outside, this machine, the release's state, Signalbox itself. */
export type Fault = "usage" | "input" | "world" | "machine" | "state" | "bug";

/** One explained problem. */
export interface Explanation {
  /** What happened, with the offending value. */
  readonly what: string;
  readonly why: string;
  /** What to do next. */
  readonly next: string;
  readonly retry: Retry;
  readonly fault: Fault;
}

/** An error of the catalogue; the only kind that product code throws. */
export class ReleaseError extends Error {
  readonly code: string;
  readonly explanation: Explanation;
  /** Instant from which a retry makes sense, milliseconds from now, where the system said so. */
  readonly retryAfter: number | undefined;

  constructor(code: string, explanation: Explanation, more: { readonly cause?: unknown; readonly retryAfter?: number } = {}) {
    super(`${code}: ${explanation.what}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "ReleaseError";
    this.code = code;
    this.explanation = explanation;
    this.retryAfter = more.retryAfter;
  }
}

/** Somebody else wrote to the journal first: what was to be written is decided again from what they wrote. */
export const isLostRace = (error: unknown): boolean => error instanceof ReleaseError && error.code === "LOST_RACE";
