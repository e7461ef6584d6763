import type { AwsKeys } from "./verify-signature.ts";

/** An account with its distributions. */
export interface CloudfrontSeed {
  readonly keys: AwsKeys;
  readonly distributions: readonly Distribution[];
  /** Invalidations with a wildcard that may be under way at once; 15 unless told, as at the vendor. */
  readonly mostWildcards?: number;
}

/** One distribution: a cache in front of an origin. */
export interface Distribution {
  readonly id: string;
  /** The production origin it answers for, such as `https://update.posthog.com`. */
  readonly alias: string;
  /** What is really there at this moment. `path` starts with a slash. */
  readonly readOrigin: (path: string) => OriginAnswer | Promise<OriginAnswer>;
  /** Virtual hours for which the cache keeps what it has read; 24 unless told. */
  readonly ttlHours?: number;
  /** Virtual minutes from an invalidation to its completion; 5 unless told. */
  readonly completesMinutes?: number;
}

export interface OriginAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}
