import { explain } from "../domain/errors.ts";
import { addDuration, type Duration, type Instant, instant } from "../domain/instant.ts";
import type { Event } from "../domain/journal/event.ts";
import { foldOne } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
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

/** One release being driven under one epoch; the only thing in the engine that changes. */
export interface Driving {
  readonly parts: EngineParts;
  readonly epoch: number;
  readonly state: () => ReleaseState;
  /** Appends durably; raises LOST_RACE when somebody else wrote first. */
  readonly append: (...events: readonly Event[]) => Promise<void>;
  readonly now: () => Instant;
}

const claimFor = 600_000 as Duration;

/** Claims a release for this process and hands out the means to drive it. Raises OTHER_DRIVER while another may be alive. */
export const claim = async (parts: EngineParts, started: ReleaseState): Promise<Driving> => {
  let state = started;
  const now = parts.clock.now();
  const { owner } = state;
  if (owner !== undefined && owner.owner !== parts.owner && owner.until > now && parts.mayBeAlive(owner.owner)) {
    throw explain("OTHER_DRIVER", { release: state.release, driver: owner.owner, until: owner.until });
  }
  const append = async (...events: readonly Event[]): Promise<void> => {
    if (events.length === 0) return;
    const said = events.map((event) => ({ at: parts.clock.now(), actor: "signalbox", event }));
    const entries = await parts.journal.append(state.release, state.sequence, said);
    for (const entry of entries) {
      state = foldOne(state, entry) ?? state;
      parts.onEvent(entry.event, state);
    }
  };
  const epoch = state.epoch + 1;
  await append({ is: "owner-claimed", epoch, owner: parts.owner, until: addDuration(now, claimFor) });
  return { parts, epoch, state: () => state, append, now: () => instant(parts.clock.now()) };
};

/** Gives the release back. */
export const release = async (driving: Driving): Promise<void> => {
  await driving.append({ is: "owner-released", epoch: driving.epoch });
};

/** Keeps the claim alive on a long drive. */
export const renew = async (driving: Driving): Promise<void> => {
  const { owner } = driving.state();
  const soon = addDuration(driving.now(), (claimFor / 2) as Duration);
  if (owner === undefined || owner.until > soon) return;
  await driving.append({
    is: "owner-claimed",
    epoch: driving.epoch,
    owner: driving.parts.owner,
    until: addDuration(driving.now(), claimFor),
  });
};
