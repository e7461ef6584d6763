import type { Twin } from "./twin.ts";

/**
 * What goes wrong with one request. `lost-before`: the connection ends and nothing was applied · `lost-after`: applied, the answer never leaves ·
 * `reset`: the connection is reset before the request is read · `500-before`, `500-after` · `429`, `403-secondary`: not applied, rate limited ·
 * `502-after`: applied, a proxy answers · `garbled-after`: applied, a 200 with half a body · `applied-late`: the connection ends, and it is
 * applied when the plan says so.
 */
export type Fault =
  | "lost-before"
  | "lost-after"
  | "reset"
  | "500-before"
  | "500-after"
  | "429"
  | "403-secondary"
  | "502-after"
  | "garbled-after"
  | "applied-late";

/** A moment in the life of one request at a twin. */
export interface Moment {
  readonly twin: string;
  readonly operation: string;
  readonly changes: boolean;
  /** `arrived`: read, nothing done yet · `applied`: done and durable, answer not sent · `answered`: answer handed to the network. */
  readonly when: "arrived" | "applied" | "answered";
  readonly path: string;
}

/** Decides what goes wrong. Asked once per request, when it has arrived. */
export interface FaultPlan {
  /** Takes a request that is `applied-late`, to apply it after whoever sent it has given up. Without it such a request is never applied. */
  readonly later?: (apply: () => Promise<void>) => void;
  /** The twin of this name as it was before a change, where reads are answered from the past now. */
  readonly past?: (twin: string) => Twin | undefined;
  readonly next: (request: {
    readonly twin: string;
    readonly operation: string;
    readonly changes: boolean;
    readonly path: string;
  }) => Fault | undefined;
}

export const noFaults: FaultPlan = { next: () => undefined };

/** One fault at the first request that matches, then none. */
export const faultOnce = (twin: string, operation: string, fault: Fault): FaultPlan => {
  let spent = false;
  return {
    next: (request) => {
      if (spent || request.twin !== twin || request.operation !== operation) return undefined;
      spent = true;
      return fault;
    },
  };
};
