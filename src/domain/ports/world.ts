import type { Instant } from "../instant.ts";
import type { Json } from "../known.ts";
import type { Ports } from "./index.ts";

/** The account in every world of whoever acts by hand and has none of their own. */
export const guestLogin = "guest-example";

/** One application of an effect in the world, counted even when a later one overwrote it. */
export interface AppliedEffect {
  readonly twin: string;
  readonly effect: string;
  readonly subject: string;
  readonly at: string;
}

/** What a user's old app was told, when, and what of it was not there yet. */
export interface Notice {
  readonly version: string;
  readonly at: string;
  readonly missing: readonly string[];
}

/** A whole outside world on loopback, with a virtual clock. Everything in it is reached over the wire, as in production. */
export interface World {
  /** Where its state lies. */
  readonly folder: string;
  /** Production origin → address of its twin. */
  readonly origins: Readonly<Record<string, string>>;
  readonly now: () => Instant;
  /** Moves the clock, letting everything that becomes due on the way happen in order. Never backwards. */
  readonly advanceTo: (moment: Instant) => Promise<void>;
  readonly nextDue: () => Instant | undefined;
  /** What every twin holds, by its name. */
  readonly holdings: () => Promise<Readonly<Record<string, Json>>>;
  readonly applied: () => readonly AppliedEffect[];
  readonly notices: () => readonly Notice[];
  /** The world as one of its people sees it: the same ports, with that person's own credentials. */
  readonly as: (login: string) => Ports;
  readonly close: () => Promise<void>;
}
