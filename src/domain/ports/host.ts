import type { Instant } from "../instant.ts";

/** The time for waits, settle times and rate limits; virtual in a rehearsal. */
export interface Clock {
  readonly now: () => Instant;
}

/** Keeps requests to one system apart that it wants apart. */
export interface Pace {
  /** Resolves when the next one may be sent. */
  readonly turn: () => Promise<void>;
}

/** One request to the outside. `system` names the connector, for errors and rate limits. `secret` headers never reach a log or an error. */
export interface Outbound {
  readonly system: string;
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The production address; the door maps its origin to a twin in a rehearsal. */
  readonly url: string;
  /** The address as it may be told, where a credential is part of it. */
  readonly toldAs?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly secretHeaders?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds until it is given up; 15,000 unless told. */
  readonly deadline?: number;
  /** 10 MB unless told; a longer answer is an error, not a truncated answer. */
  readonly maxBytes?: number;
}

/** What came back. Header names are lower case. */
export interface Inbound {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/**
 * The only way out for HTTP. Never retries, never follows a redirect; fails with NO_ANSWER (outcome unknown) when no whole answer came,
 * with ADDRESS_FORBIDDEN before connecting to an address it may not reach. Any status is an answer.
 */
export interface Door {
  readonly request: (request: Outbound) => Promise<Inbound>;
  /**
   * Where the production address really leads: for git, which speaks HTTP itself. Equal to the address in production; in a rehearsal a twin's, or
   * ADDRESS_FORBIDDEN when no twin stands for it.
   */
  readonly mapped: (url: string) => string;
}

/** Reads credentials by name, such as `GITHUB_TOKEN`; raises TOKEN_MISSING for `system` when there is none. */
export interface Secrets {
  readonly read: (system: string, name: string) => string;
  readonly has: (name: string) => boolean;
}
