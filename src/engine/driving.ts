import { explain, isLostRace } from "../domain/errors.ts";
import { addDuration, compareInstants, type Duration, type Instant, instant } from "../domain/instant.ts";
import type { Event } from "../domain/journal/event.ts";
import { foldOne } from "../domain/journal/fold.ts";
import type { ReleaseState, StepRecord } from "../domain/journal/state.ts";
import type { Clock } from "../domain/ports/host.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Journal } from "../domain/ports/journal.ts";
import type { AnyStep } from "../domain/step.ts";

/** The moments around an effect at which a process may die: before the intent is durable, after it, after the request, after the receipt, after the outcome. */
export type Boundary = "b0" | "b1" | "b2" | "b3" | "b4";

/** Asked before going on; in production it says yes at once, in a rehearsal it may never answer. */
export interface Boundaries {
  readonly cross: (at: { readonly step: string; readonly boundary: Boundary }) => Promise<void>;
}

/** What the engine needs to drive releases. `kinds` are the kinds of steps by name; the engine knows none of them. */
export interface EngineParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ports: Ports;
  readonly kinds: ReadonlyMap<string, AnyStep>;
  readonly boundaries: Boundaries;
  /** Names this process, so that its claims can be told from others'. */
  readonly owner: string;
  /** Whether the process that made a claim may still be alive. */
  readonly mayBeAlive: (owner: string) => boolean;
  /** Told of what happens, for progress. */
  readonly onEvent: (event: Event, state: ReleaseState) => void;
  /** Asked between steps: true stops before the next effect. */
  readonly stopping: () => boolean;
}

/**
 * One release being driven under one epoch; the only thing in the engine that changes. Looking claims nothing: the claim is written before the
 * first entry, so that a drive which finds nothing new leaves no trace, and nothing is ever intended without a claim.
 */
export interface Driving {
  readonly parts: EngineParts;
  readonly epoch: number;
  readonly claimed: () => boolean;
  readonly state: () => ReleaseState;
  /** Appends durably what was decided from the state as it is; raises LOST_RACE when somebody else wrote first: see `deciding`. */
  readonly append: (...events: readonly Event[]) => Promise<void>;
  /**
   * Appends durably what has happened outside already. It stays true whatever people said meanwhile, so it goes behind their words;
   * LOST_RACE only when the claim is another driver's. Before the claim nothing can have been done outside, and it decides like `append`.
   */
  readonly record: (...events: readonly Event[]) => Promise<void>;
  /** Reads what others wrote. Raises LOST_RACE when another driver has taken over. */
  readonly catchUp: () => Promise<void>;
  readonly now: () => Instant;
  /** Lets a step that looked and found nothing new wait further, without an entry: for this drive, another one looks at once. */
  readonly rest: (pending: Pending, until: Instant) => void;
  /** When a step looks again: as it is in the journal, at once where people were waited for, or later when it has rested since. */
  readonly lookAt: (pending: Pending) => Instant;
}

type Pending = NonNullable<StepRecord["pending"]>;

const claimFor = 600_000 as Duration;
/** Times in a row that other writers may come first; people do not type so fast. */
const mostLostRaces = 20;

/** Hands out the means to drive a release, for this process. Raises OTHER_DRIVER while another may be alive. */
export const takeUp = (parts: EngineParts, started: ReleaseState): Driving => {
  refuseOther(parts, started);
  return drivingFrom(parts, started);
};

/** Claims a release before there is anything to write. Raises LOST_RACE when the state is not the newest. */
export const claim = async (driving: Driving): Promise<void> => {
  if (!driving.claimed()) await driving.append(claiming(driving));
};

/** Gives the release back, if it was claimed. */
export const release = async (driving: Driving): Promise<void> => {
  if (driving.claimed()) await driving.record({ is: "owner-released", epoch: driving.epoch });
};

/** Keeps a claim alive on a long drive. Raises LOST_RACE when it ran out and another driver has taken over. */
export const renew = async (driving: Driving): Promise<void> => {
  if (!driving.claimed()) return;
  const { owner } = driving.state();
  const soon = addDuration(driving.now(), (claimFor / 2) as Duration);
  if (owner?.epoch === driving.epoch && compareInstants(instant(owner.until), soon) > 0) return;
  await driving.record(claiming(driving));
};

/** Does what decides from the state, again from the newer state when somebody else wrote in between. Gives up with LOST_RACE after many times in a row. */
export const deciding = async <T>(driving: Driving, decide: () => Promise<T>): Promise<T> => {
  for (let lost = 0; ; lost += 1) {
    try {
      return await decide();
    } catch (error) {
      if (!isLostRace(error) || lost === mostLostRaces) throw error;
      await driving.catchUp();
    }
  }
};

const refuseOther = (parts: EngineParts, { owner, release }: ReleaseState): void => {
  if (owner === undefined || owner.owner === parts.owner) return;
  if (compareInstants(instant(owner.until), parts.clock.now()) <= 0 || !parts.mayBeAlive(owner.owner)) return;
  throw explain("OTHER_DRIVER", { release, driver: owner.owner, until: owner.until });
};

const claiming = ({ parts, epoch, now }: Driving): Event => ({
  is: "owner-claimed",
  epoch,
  owner: parts.owner,
  until: addDuration(now(), claimFor),
});

const drivingFrom = (parts: EngineParts, started: ReleaseState): Driving => {
  let state = started;
  let claimed = false;
  const epoch = started.epoch + 1;
  const rests = new Map<Pending, Instant>();
  // Whoever drives again has perhaps just done what was waited for, and wants to see that it is seen.
  const begunAt = instant(parts.clock.now());
  const ofPeople = new Set([...started.records.values()].flatMap(({ pending }) => (pending?.people === true ? [pending] : [])));
  const write = async (events: readonly Event[]): Promise<void> => {
    const said = events.map((event) => ({ at: parts.clock.now(), actor: "signalbox", event }));
    for (const entry of await parts.journal.append(state.release, state.sequence, said)) {
      state = foldOne(state, entry) ?? state;
      claimed = true;
      parts.onEvent(entry.event, state);
    }
  };
  const append = async (...events: readonly Event[]): Promise<void> => {
    if (events.length === 0) return;
    if (!claimed && events[0]?.is !== "owner-claimed") await write([claiming(driving)]);
    await write(events);
  };
  const catchUp = async (): Promise<void> => {
    const entries = await parts.journal.read(state.release);
    const newer = entries.slice(state.sequence).reduce((before, entry) => foldOne(before, entry) ?? before, state);
    // Whoever was replaced keeps the state as it knew it, so that nothing it still tries to write fits behind what others wrote.
    if (newer.epoch !== (claimed ? epoch : started.epoch)) throw explain("LOST_RACE", { release: state.release });
    // A claim that had run out when we looked may have been renewed since.
    if (!claimed) refuseOther(parts, newer);
    state = newer;
  };
  const driving: Driving = {
    parts,
    epoch,
    claimed: () => claimed,
    state: () => state,
    append,
    record: (...events) => (claimed ? deciding(driving, () => append(...events)) : append(...events)),
    catchUp,
    now: () => instant(parts.clock.now()),
    rest: (pending, until) => void rests.set(pending, until),
    lookAt: (pending) => rests.get(pending) ?? (ofPeople.has(pending) ? begunAt : instant(pending.until)),
  };
  return driving;
};
