import type { Act, Hand } from "./by-hand.ts";
import type { Duration } from "./duration.ts";
import type { Instant } from "./instant.ts";
import type { Facts, Json } from "./known.ts";
import type { Ports } from "./ports/index.ts";
import type { Word } from "./word.ts";

/** sha256 of (train, version, step, resolved input): the same wherever and however often it is computed. */
export type EffectKey = string;

/**
 * What looking at the world found: nothing · what we want or made ourselves · something that has since rightly been replaced or cleaned up ·
 * somebody else's thing in its place · not to be seen now.
 */
export type Observation<State> =
  | { readonly is: "absent" }
  | { readonly is: "present"; readonly state: State }
  | { readonly is: "superseded"; readonly state: State; readonly evidence: string }
  | {
      readonly is: "conflicting";
      readonly found: string;
      readonly code?: string;
      readonly answers?: readonly string[];
      readonly state?: State;
    }
  | { readonly is: "unreadable"; readonly why: string };

/** Whether what is there is what was wanted: `pending` means look again later (at `until`, where that is known), `broken` needs a person. */
export type Verified =
  | { readonly is: "holds"; readonly evidence: string }
  | { readonly is: "pending"; readonly why: string; readonly until?: Instant }
  | { readonly is: "broken"; readonly found: string };

/** What a step needs from outside: the ports it names, and nothing else. */
export type Need<Names extends keyof Ports> = Pick<Ports, Names>;

/** When and about what a step looks. `since` is the instant of the release's start, `now` the clock's. */
export interface Looking {
  readonly key: EffectKey;
  /** The id a system answered with when we applied; beats a stale list. */
  readonly receipt?: string;
  /** The word a person answered this step's question with, until it has been acted on. */
  readonly answer?: string;
  /** A person has said that it is done. */
  readonly marked?: true;
  /** People may have done it without Signalbox: what is as it should be counts, though our mark is not on it and others made it. */
  readonly hands?: true;
  readonly since: Instant;
  readonly now: Instant;
}

/** How a person does a step without Signalbox: exact commands, addresses and texts, for the runbook. */
export type ByHand<Input> = (input: Input, hand: Hand) => readonly Act[];

/** How a system treats a second or a late request; see docs/effects.md. */
export type EffectClass = "keyed" | "set" | "marked" | "blind";

/** What users get is looked at again for days after the launch. `moves` names the facts that others rightly change meanwhile. */
export interface Published {
  readonly moves: readonly string[];
}

/** Changes the outside world once. */
export interface Effect<Names extends keyof Ports, Input extends Json, State> {
  readonly is: "effect";
  /** Stable for ever: journals refer to it. */
  readonly name: string;
  readonly needs: readonly Names[];
  readonly class: EffectClass;
  /** How the key works and how to look, in words, for docs/effects.md. */
  readonly keyedBy: string;
  readonly looksAt: string;
  readonly reversible: "yes" | "compensable" | "no";
  /** Only our own mark is looked for: what people did in its place cannot be told from nothing. */
  readonly onlyOwnSeen?: true;
  /** Later releases of the train rightly change what is looked at. */
  readonly shared?: true;
  /** Users get it. */
  readonly published?: Published;
  /** Its look tells whether, not how often. A second one would go unseen, so it is repeated only where a person says so. */
  readonly uncounted?: true;
  /** Of one request. */
  readonly deadline: Duration;
  /** How long after the deadline the system may still apply it. */
  readonly lateness: Duration;
  /** How long a look may lag; longer than deadline + lateness. */
  readonly settle: Duration;
  /** How often to look while it is pending. */
  readonly poll: Duration;
  /** What other releases of the train may also change. Launches are kept apart by the track, which is the lock of all of them. */
  readonly target?: (input: Input) => string;
  readonly describe: (input: Input) => string;
  readonly observe: (need: Need<Names>, input: Input, at: Looking) => Promise<Observation<State>>;
  /** Sends it. Returns the receipt. Raises a catalogue error: retry `unknown` means that it may have been applied. */
  readonly apply: (need: Need<Names>, input: Input, at: Looking) => Promise<string>;
  readonly verify: (input: Input, state: State) => Verified;
  readonly facts: (input: Input, state: State) => Facts;
  readonly byHand: ByHand<Input>;
}

/** Only looks, until something holds. */
export interface Wait<Names extends keyof Ports, Input extends Json, State> {
  readonly is: "wait";
  readonly name: string;
  /** It tells how things stood at one moment, so looking again later proves nothing about the record. */
  readonly momentary?: boolean;
  /** Later releases of the train rightly change what it tells. */
  readonly shared?: boolean;
  /** Users get what it waits for. */
  readonly published?: Published;
  readonly needs: readonly Names[];
  readonly poll: Duration;
  readonly describe: (input: Input) => string;
  readonly observe: (need: Need<Names>, input: Input, at: Looking) => Promise<Observation<State>>;
  readonly verify: (input: Input, state: State) => Verified;
  readonly facts: (input: Input, state: State) => Facts;
  /** What it tells where a person answers for what nobody can look at; nothing unless told. */
  readonly vouched?: (words: string) => Facts;
  readonly byHand: ByHand<Input>;
}

/** A step that only a person can take: decided purely from what people have said so far. */
export interface Decision<Input extends Json> {
  readonly is: "decision";
  readonly name: string;
  readonly describe: (input: Input) => string;
  /** Whether it is settled by what people said about this very input. */
  readonly settled: (input: Input, word: Word) => Settled;
  readonly byHand: ByHand<Input>;
}

export type Settled =
  | { readonly is: "settled"; readonly evidence: string; readonly facts: Facts }
  /** `ask` says who must do what, with the command to type. */
  | { readonly is: "open"; readonly ask: string; readonly waitsFor: readonly string[] };

/** Any step, as the engine sees it. */
export type AnyStep = Effect<keyof Ports, never, never> | Wait<keyof Ports, never, never> | Decision<never>;

/** Declares a kind of effect, so that its input, state and ports are inferred together. */
export const effect = <Names extends keyof Ports, Input extends Json, State>(
  declared: Omit<Effect<Names, Input, State>, "is">,
): Effect<Names, Input, State> => ({ is: "effect", ...declared });

export const wait = <Names extends keyof Ports, Input extends Json, State>(
  declared: Omit<Wait<Names, Input, State>, "is">,
): Wait<Names, Input, State> => ({
  is: "wait",
  ...declared,
});

export const decision = <Input extends Json>(declared: Omit<Decision<Input>, "is">): Decision<Input> => ({ is: "decision", ...declared });

export const absent = { is: "absent" } as const;
export const present = <State>(state: State) => ({ is: "present", state }) as const;
export const holds = (evidence: string): Verified => ({ is: "holds", evidence });
export const pending = (why: string, until?: Instant): Verified => ({ is: "pending", why, ...(until === undefined ? {} : { until }) });
export const broken = (found: string): Verified => ({ is: "broken", found });
