import { act } from "../domain/by-hand.ts";
import { ReleaseError } from "../domain/errors.ts";
import { addDuration, compareInstants, type Duration, duration, type Instant, instant } from "../domain/instant.ts";
import type { Clock } from "../domain/ports/host.ts";
import {
  type AnyStep,
  absent,
  decision,
  type Effect,
  type EffectClass,
  effect,
  holds,
  type Observation,
  present,
  wait,
} from "../domain/step.ts";

/** What becomes of one request. `late`: applied so much later, though nobody hears of it. */
export type Fate =
  | { readonly is: "answered" }
  | { readonly is: "lost" }
  | { readonly is: "reply lost" }
  | { readonly is: "late"; readonly by: Duration }
  | { readonly is: "raises"; readonly error: ReleaseError }
  | { readonly is: "applied, then raises"; readonly error: ReleaseError };

type Input = { readonly what: string };

/** A clock that a test sets. */
export interface TestClock extends Clock {
  readonly pass: (length: Duration) => void;
  readonly set: (moment: Instant) => void;
}

export const testClock = (start = instant("2021-11-15T09:00:00Z")): TestClock => {
  let now = start;
  return {
    now: () => now,
    pass: (length) => {
      now = addDuration(now, length);
    },
    set: (moment) => {
      now = moment;
    },
  };
};

/** A world in memory with one system of each class, whose requests can be lost, late or refused, and whose lists can lag. */
export interface ToyWorld {
  readonly clock: TestClock;
  readonly kinds: Map<string, AnyStep>;
  /** How often a thing has been applied by now. */
  readonly count: (what: string) => number;
  /** How often a request for it has arrived at the system. */
  readonly requests: (what: string) => number;
  /** Fates of the next requests, in order; those after them are answered. */
  readonly fates: Fate[];
  /** Looks at a thing answer with this instead, until it is taken away. */
  readonly looks: Map<string, (at: { readonly answer?: string; readonly hands?: true }) => Observation<string>>;
  /** How long a list lags behind. */
  lag: Duration;
  /** Called when a request arrives, before its fate is decided. */
  arriving: (what: string) => Promise<void>;
}

export const noAnswer = (): ReleaseError =>
  new ReleaseError("NO_ANSWER", { what: "No answer.", why: "Lost.", next: "Look.", retry: "unknown", fault: "world" });

export const timing = { deadline: duration("15s"), lateness: duration("60s"), settle: duration("2m"), poll: duration("15s") } as const;

export const classes: readonly EffectClass[] = ["keyed", "set", "marked", "blind"];

export const openToyWorld = (): ToyWorld => {
  const clock = testClock();
  const done: { readonly what: string; readonly key: string; readonly at: Instant }[] = [];
  const arrived: string[] = [];
  const by = (limit: Instant) => done.filter(({ at }) => compareInstants(at, limit) <= 0);
  const world: ToyWorld = {
    clock,
    kinds: new Map(),
    count: (what) => by(clock.now()).filter((each) => each.what === what).length,
    requests: (what) => arrived.filter((each) => each === what).length,
    fates: [],
    looks: new Map(),
    lag: 0 as Duration,
    arriving: async () => {},
  };
  const toy = (name: EffectClass): Effect<"zones", Input, string> =>
    effect<"zones", Input, string>({
      name,
      needs: [],
      class: name,
      keyedBy: "a test",
      looksAt: "memory",
      reversible: "no",
      ...timing,
      describe: ({ what }) => `make ${what}`,
      observe: async (_, { what }, at) => {
        const instead = world.looks.get(what);
        if (instead !== undefined) return instead(at);
        if (name === "blind") return at.receipt === undefined ? absent : present(at.receipt);
        const seen = by(addDuration(at.now, -world.lag as Duration)).filter((each) => each.key === at.key);
        if (seen.length > 1) return { is: "conflicting", found: `${what} is there ${seen.length} times` };
        return seen[0] === undefined ? absent : present(what);
      },
      apply: async (_, { what }, { key }) => {
        arrived.push(what);
        await world.arriving(what);
        const fate = world.fates.shift() ?? { is: "answered" };
        const put = (at: Instant): void => {
          if (name !== "keyed" || !done.some((each) => each.key === key)) done.push({ what, key, at });
        };
        if (fate.is === "answered" || fate.is === "reply lost" || fate.is === "applied, then raises") put(clock.now());
        if (fate.is === "late") put(addDuration(clock.now(), fate.by));
        if (fate.is === "answered") return `receipt of ${what}`;
        throw "error" in fate ? fate.error : noAnswer();
      },
      verify: (_, state) => holds(`${state} is there`),
      facts: (_, state) => ({ made: state }),
      byHand: ({ what }) => [act(`make ${what} yourself`)],
    });
  for (const name of classes) world.kinds.set(name, forgotten(toy(name)));
  world.kinds.set("look", forgotten(toyWait(world)));
  world.kinds.set(
    "gate",
    decision<Input>({
      name: "gate",
      describe: ({ what }) => `approve ${what}`,
      settled: (_, { approvals }) =>
        approvals.length > 0
          ? { is: "settled", evidence: `approved by ${approvals.join(", ")}`, facts: { by: approvals.join(", ") } }
          : { is: "open", ask: "approve it", waitsFor: ["ana"] },
      byHand: ({ what }) => [act(`approve ${what}`)],
    }),
  );
  return world;
};

/** As where the product lists its kinds: their own types end there. */
const forgotten = (kind: object): AnyStep => kind as AnyStep;

const toyWait = (world: ToyWorld) =>
  wait<"zones", Input, string>({
    name: "look",
    needs: [],
    poll: timing.poll,
    describe: ({ what }) => `wait for ${what}`,
    observe: async (_, { what }, at) => world.looks.get(what)?.(at) ?? absent,
    verify: (_, state) => holds(state),
    facts: (_, state) => ({ made: state }),
    byHand: ({ what }) => [act(`wait for ${what}`)],
  });
