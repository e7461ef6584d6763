import type { Event } from "../domain/journal/event.ts";
import { fold } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Json } from "../domain/known.ts";
import type { Dial, Plan, PlannedItem } from "../domain/plan.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { Journal } from "../domain/ports/journal.ts";
import { progressOf, type Standing } from "../domain/progress.ts";
import { advance, type Stopped } from "../engine/advance.ts";
import { type EngineParts, release, takeUp } from "../engine/driving.ts";
import { boundariesAt, immortal, journalAt, type Moments } from "./crash.ts";
import { openMemoryJournal } from "./memory-journal.ts";
import type { ToyWorld } from "./toy-world.ts";

export const releaseName = "toy/1.30.0";

export interface ToyStep {
  readonly kind: string;
  readonly input?: Json;
  readonly by?: Dial;
  readonly after?: readonly string[];
  readonly interlock?: string;
  /** Items whose step must still hold when this one is sent. */
  readonly guardedBy?: readonly string[];
}

/** One item per step, with the step's name: `tag` has the step `tag/do`. Its input is `{ what: name }` unless told. */
export const toyPlan = (steps: Readonly<Record<string, ToyStep>>, revision = 1): Plan => ({
  format: 1,
  train: "toy",
  version: "1.30.0",
  previous: "1.29.0",
  kind: "release",
  revision,
  days: { freeze: "2021-11-15", planned: "2021-11-26" },
  items: Object.entries(steps).map(
    ([id, { kind, input, by, after, interlock, guardedBy }]): PlannedItem => ({
      id,
      title: id,
      phase: "freeze",
      rows: [],
      owner: ["captain"],
      access: [],
      by: by ?? "signalbox",
      after: after ?? [],
      ...(interlock === undefined ? {} : { interlock }),
      steps: [
        {
          id: `${id}/do`,
          kind,
          input: input ?? { what: id },
          ...(guardedBy === undefined ? {} : { guardedBy: guardedBy.map((each) => `${each}/do`) }),
        },
      ],
    }),
  ),
  warnings: [],
});

export const started = (plan: Plan): readonly Event[] => [
  {
    is: "release-started",
    format: 1,
    train: "toy",
    version: "1.30.0",
    kind: "release",
    captain: "ana",
    configuration: "c0ffee",
    order: { version: "1.30.0", day: "2021-11-26", freezeDay: "2021-11-15", picks: [] },
  },
  { is: "plan-revised", plan, because: "the release was started" },
];

/** A release of toy steps, driven by the real engine. */
export interface ToyRelease {
  readonly world: ToyWorld;
  readonly journal: Journal;
  readonly say: (actor: string, ...events: readonly Event[]) => Promise<void>;
  readonly state: () => Promise<ReleaseState>;
  readonly standing: (item: string) => Promise<Standing>;
  /** Drives once, as one process that may die. */
  readonly drive: (more?: Partial<EngineParts>, moments?: Moments) => Promise<Stopped>;
  /** Drives, and lets time pass to whatever is waited for, until nothing is. At most a hundred turns. */
  readonly pursue: (more?: Partial<EngineParts>, moments?: Moments) => Promise<Stopped>;
  /** The events of one kind, in order. */
  readonly events: <Is extends Event["is"]>(is: Is) => Promise<readonly Extract<Event, { readonly is: Is }>[]>;
}

export const openToyRelease = async (world: ToyWorld, plan: Plan, journal: Journal = openMemoryJournal()): Promise<ToyRelease> => {
  const state = async (): Promise<ReleaseState> => {
    const found = fold(await journal.read(releaseName));
    if (found === undefined) throw new Error("The toy release was not started.");
    return found;
  };
  const append = async (actor: string, after: number, events: readonly Event[]): Promise<void> => {
    await journal.append(
      releaseName,
      after,
      events.map((event) => ({ at: world.clock.now(), actor, event })),
    );
  };
  const drive: ToyRelease["drive"] = async (more = {}, moments = immortal()) => {
    const parts: EngineParts = {
      journal: journalAt(moments, journal),
      clock: world.clock,
      ports: {} as Ports,
      kinds: world.kinds,
      boundaries: boundariesAt(moments),
      owner: "here:1",
      mayBeAlive: () => false,
      onEvent: () => {},
      stopping: () => false,
      ...more,
    };
    const driving = takeUp(parts, await state());
    const stopped = await advance(driving);
    await release(driving);
    return stopped;
  };
  const pursue: ToyRelease["pursue"] = async (more, moments) => {
    for (let turn = 0; turn < 100; turn += 1) {
      const stopped = await drive(more, moments);
      if (stopped.is !== "nothing-due" || stopped.next === undefined) return stopped;
      world.clock.set(stopped.next);
    }
    throw new Error("The toy release came to no end within a hundred turns.");
  };
  if ((await journal.read(releaseName)).length === 0) await append("ana", 0, started(plan));
  return {
    world,
    journal,
    say: async (actor, ...events) => append(actor, (await state()).sequence, events),
    state,
    standing: async (item) => {
      const found = progressOf(await state()).find(({ step }) => step.id === `${item}/do`);
      if (found === undefined) throw new Error(`There is no toy item ${item}.`);
      return found.standing;
    },
    drive,
    pursue,
    events: async (is) => {
      const entries = await journal.read(releaseName);
      return entries.flatMap(({ event }) => (event.is === is ? [event as never] : []));
    },
  };
};

/** The question a step asks, or nothing. */
export const questionOf = (standing: Standing) => (standing.is === "ready" ? standing.record.parked : undefined);

/** Where a step's events go: its id and its present key. */
export const placeOf = (item: string, standing: Standing): { readonly step: string; readonly key: string } => {
  if (standing.is !== "ready" && standing.is !== "done") throw new Error(`${item} is ${standing.is}`);
  return { step: `${item}/do`, key: standing.key };
};
