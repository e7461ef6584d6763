import { join } from "node:path";
import { drive } from "../../app/drive.ts";
import { kills } from "../../app/faults/disturbances.ts";
import type { AppParts } from "../../app/parts.ts";
import { stepKinds } from "../../checklist/steps/index.ts";
import { explain, ReleaseError } from "../../domain/errors.ts";
import { addDuration, compareInstants, type Duration, duration, type Instant, instant } from "../../domain/instant.ts";
import { progressOf } from "../../domain/progress.ts";
import type { AnyStep } from "../../domain/step.ts";
import type { Boundary } from "../../engine/driving.ts";
import type { Fault } from "../../twins/kernel/faults.ts";
import type { Twin } from "../../twins/kernel/twin.ts";
import type { Disturbance, Trouble } from "./cells.ts";
import { Died } from "./died.ts";
import { isOver } from "./journey.ts";
import type { GridEffect } from "./record.ts";
import type { GridStage, Meddling } from "./stage.ts";

/** Whatever goes wrong in one cell, and what became of it. */
export interface Meddler extends Meddling {
  /** Tells on which stage it is. */
  readonly on: (stage: GridStage) => void;
  /** Whether the process that drives has just been killed. */
  readonly isDead: () => boolean;
  readonly buried: () => void;
  /** Disturbances that have come, in order. */
  readonly struck: () => readonly Disturbance[];
  /** Those that came to one effect, a death by the boundary at which it really came. */
  readonly cameTo: (effect: string) => readonly Disturbance[];
  /** Those that have not. */
  readonly left: () => readonly Disturbance[];
  /** The moment, in the world's time, of the last one. */
  readonly lastAt: () => Instant | undefined;
  /** So long a person took who was asked. */
  readonly personTook: (time: Duration) => void;
  /** How long people took after the last disturbance. */
  readonly byPeople: () => Duration;
  /** The moment at which the effect that met the last disturbance was over, and how to tell of it. */
  readonly endedAt: () => Instant | undefined;
  readonly finished: (step: string) => void;
  /** Whether a backup from before the step is to be restored now. */
  readonly restores: (step: string) => boolean;
  /** Whether a fact is to be corrected now, before the step. */
  readonly corrects: (step: string) => boolean;
  readonly requests: () => number;
  /** What went wrong with the meddling itself. */
  readonly mistakes: () => readonly string[];
}

/** What makes the product another one in a cell. Tests bring it along, to see that the cell notices. */
export interface Altering {
  readonly parts?: (parts: AppParts, life: number) => AppParts;
  readonly kinds?: (kinds: ReadonlyMap<string, AnyStep>, life: number) => ReadonlyMap<string, AnyStep>;
}

const wire = {
  "lost-before": "lost-before",
  "lost-after": "lost-after",
  "applied-late": "applied-late",
  "applied-after-l": "applied-late",
  reset: "reset",
  "500-before": "500-before",
  "500-after": "500-after",
  "429": "429",
  "403-secondary": "403-secondary",
  "502-after": "502-after",
  "garbled-after": "garbled-after",
} as const satisfies Partial<Record<Disturbance, Fault>>;

type WireFault = keyof typeof wire;

const isWire = (each: Disturbance): each is WireFault => each in wire;

const second = duration("1s");

const isKill = (each: Disturbance): each is Boundary => (kills as readonly Disturbance[]).includes(each);

/** A death that was to come at a boundary which is not passed comes at the next one that is. */
const killsAt =
  (boundary: Boundary) =>
  (each: Disturbance): each is Boundary =>
    isKill(each) && kills.indexOf(each) <= kills.indexOf(boundary);

/** When a step wants to look again. */
const lookAt = async ({ find }: GridStage, step: string): Promise<Instant | undefined> => {
  const state = await find();
  const standing = state === undefined ? undefined : progressOf(state).find((each) => each.step.id === step)?.standing;
  return standing?.is === "ready" && standing.record.pending !== undefined ? instant(standing.record.pending.until) : undefined;
};

const mostTurns = 12;

/** One system behind several addresses answers from one past. */
const systems: readonly (readonly string[])[] = [["git", "github"]];

/** Does to the effects what the cell says, each thing once and in its order; `room` is a folder of its own for what it needs. */
export const openMeddler = (cell: readonly Trouble[], effects: readonly GridEffect[], room: string, altering?: Altering): Meddler => {
  const waiting = cell.map(({ effect, met }) => ({ effect: effects.find(({ id }) => id === effect), met: [...met] }));
  let stage: GridStage | undefined;
  let dead = false;
  let inFlight: GridEffect | undefined;
  let striking: Fault | undefined;
  let past: { readonly of: ReadonlySet<string>; readonly until: Instant; readonly twin: (name: string) => Twin | undefined } | undefined;
  let held: (() => Promise<void>) | undefined;
  const struck: Disturbance[] = [];
  const came: { readonly to: string; readonly each: Disturbance }[] = [];
  const mistakes: string[] = [];
  let lastAt: Instant | undefined;
  let byPeople = 0 as Duration;
  let lastStep: string | undefined;
  let endedAt: Instant | undefined;
  let requests = 0;
  /** The newest process, and the one whose effect another one has done meanwhile. */
  let lives = 0;
  let overtaken: number | undefined;

  const the = (): GridStage => {
    if (stage === undefined) throw new Error("the meddler is on no stage");
    return stage;
  };
  const now = (): Instant => the().worldNow();
  const toDo = (step: string): Disturbance[] => waiting.find(({ effect }) => effect?.id === step)?.met ?? [];
  /** Takes what comes next of the wanted sort for a step. A later one of the same sort waits until this one has come. */
  const take = <T extends Disturbance>(step: string, is: (each: Disturbance) => each is T, at?: Boundary): T | undefined => {
    const met = toDo(step);
    const sort = met.findIndex(isKill);
    const found = met.findIndex((each, place) => is(each) && (!isKill(each) || place === sort));
    const [taken] = found < 0 ? [] : met.splice(found, 1);
    if (taken === undefined) return undefined;
    struck.push(taken);
    came.push({ to: step, each: at ?? taken });
    lastAt = now();
    byPeople = 0 as Duration;
    lastStep = step;
    return taken as T;
  };
  const only =
    <T extends Disturbance>(...names: readonly T[]) =>
    (each: Disturbance): each is T =>
      (names as readonly Disturbance[]).includes(each);

  const later = (apply: () => Promise<void>): void => {
    const effect = inFlight;
    if (effect === undefined || struck.at(-1) === undefined) return;
    // Whoever repeats by itself what got no answer gets none either, and only the first one is on its way.
    striking = "lost-before";
    if (struck.at(-1) === "applied-after-l") held = apply;
    else the().at(addDuration(now(), (effect.deadline + effect.lateness - second) as Duration), apply);
  };

  const next: Meddling["faults"]["next"] = ({ changes }) => {
    if (inFlight === undefined || !changes) return undefined;
    if (striking !== undefined) return striking;
    const fault = take(inFlight.id, isWire);
    striking = fault === undefined ? undefined : wire[fault];
    return striking;
  };

  const watch: Meddling["watch"] = async ({ changes, when, twin }) => {
    if (when !== "arrived") return;
    requests += 1;
    if (inFlight === undefined || !changes) return;
    const { id, settle } = inFlight;
    // What was applied later than anybody may expect comes at the worst moment: just before it is sent again.
    const late = held;
    held = undefined;
    if (late !== undefined && striking === undefined) await late();
    const stale = take(id, only("stale-read", "stale-beyond-settle"));
    if (stale === undefined) return;
    const frozen = await the().freeze(join(room, `past-${struck.length}`));
    const length = stale === "stale-read" ? settle - 2 * second : 2 * settle;
    past = {
      of: new Set(systems.find((each) => each.includes(twin)) ?? [twin]),
      until: addDuration(now(), length as Duration),
      twin: frozen,
    };
  };

  /** Drives as another process would, to the end of the effect at most. */
  const wakeUp = async (parts: AppParts, step: string): Promise<void> => {
    let ended = false;
    const upTo: AppParts = {
      ...parts,
      stopping: () => ended,
      onEvent: (event) => {
        ended ||= (event.is === "done" || event.is === "pending" || event.is === "parked") && event.step === step;
      },
    };
    try {
      await drive(upTo, the().version);
    } catch (error) {
      // Being told that another one drives, or losing to it, is what should happen.
      if (!(error instanceof ReleaseError) || !["OTHER_DRIVER", "LOST_RACE"].includes(error.code)) mistakes.push(String(error));
    }
  };

  /** Stands still while the claim runs out and another process goes on. */
  const standStill = async (step: string, life: number): Promise<void> => {
    const other = await the().another();
    await the().world.advanceTo(addDuration(the().world.now(), duration("11m")));
    lastAt = now();
    const flying = inFlight;
    inFlight = undefined;
    for (let turn = 0; turn < mostTurns && !isOver(await the().find(), step); turn += 1) {
      await wakeUp(other.parts, step);
      const due = await lookAt(the(), step);
      // Whoever waits for an answer waits for no moment.
      if (due === undefined) break;
      if (compareInstants(due, the().world.now()) > 0) await the().world.advanceTo(due);
    }
    inFlight = flying;
    await other.end();
    if (isOver(await the().find(), step)) overtaken = life;
  };

  const crossed = async (parts: AppParts, life: number, step: string, boundary: Boundary): Promise<void> => {
    // What was found to be there already is never sent, and what comes next is another effect's.
    if (boundary === "b4" || (inFlight !== undefined && inFlight.id !== step)) {
      inFlight = undefined;
      striking = undefined;
    }
    const effect = waiting.find((each) => each.effect?.id === step)?.effect;
    if (effect === undefined) return parts.boundaries.cross({ step, boundary });
    if (boundary === "b1") {
      inFlight = effect;
      if (take(step, only("clock-ahead")) !== undefined) the().skew(duration("1h"));
      if (take(step, only("clock-behind")) !== undefined) the().skew(-duration("1h") as Duration);
    }
    if (boundary === "b2") {
      inFlight = undefined;
      striking = undefined;
    }
    if (boundary === "b1" || boundary === "b2") {
      const twice =
        boundary === "b1" ? take(step, only("double-wake-up")) : struck.at(-1) === "double-wake-up" ? "double-wake-up" : undefined;
      if (twice !== undefined) {
        const flying = inFlight;
        inFlight = undefined;
        await wakeUp((await the().another()).parts, step);
        inFlight = flying;
      }
    }
    if (take(step, only(`frozen-${boundary}`)) !== undefined) await standStill(step, life);
    if (take(step, killsAt(boundary), boundary) !== undefined) {
      dead = true;
      inFlight = undefined;
      striking = undefined;
      throw new Died(`killed at ${step} ${boundary}`);
    }
    return parts.boundaries.cross({ step, boundary });
  };

  const parts: Meddling["parts"] = (own, life) => {
    const journal: AppParts["journal"] = {
      ...own.journal,
      append: async (release, after, said) => {
        if (dead && life === lives) throw new Died("dead");
        for (const { event } of said) {
          if (!("step" in event)) continue;
          const full = event.is === "intent" ? "disk-full-at-intent" : event.is === "done" ? "disk-full-at-outcome" : undefined;
          const step = typeof event.step === "string" ? event.step : event.step.id;
          if (full !== undefined && take(step, only(full)) !== undefined)
            throw explain("STORE_UNWRITABLE", { place: "the state folder", reason: "database or disk is full" });
        }
        return own.journal.append(release, after, said);
      },
    };
    lives = Math.max(lives, life);
    // What comes after the effect is not the cell's matter, whoever drives.
    const meddled: AppParts = { ...own, journal, stopping: () => own.stopping() || overtaken === life };
    const final = altering?.parts?.({ ...meddled }, life) ?? meddled;
    return { ...final, boundaries: { cross: ({ step, boundary }) => crossed(own, life, step, boundary) } };
  };
  return {
    faults: {
      next,
      later,
      past: (twin) => (past?.of.has(twin) === true && compareInstants(now(), past.until) < 0 ? past.twin(twin) : undefined),
    },
    watch,
    parts,
    kinds: (life) => altering?.kinds?.(stepKinds, life) ?? stepKinds,
    on: (on) => {
      stage = on;
    },
    isDead: () => dead,
    buried: () => {
      dead = false;
    },
    struck: () => struck,
    cameTo: (effect) => came.flatMap(({ to, each }) => (to === effect ? [each] : [])),
    left: () => waiting.flatMap(({ met }) => met),
    lastAt: () => lastAt,
    personTook: (time) => {
      byPeople = (byPeople + time) as Duration;
    },
    byPeople: () => byPeople,
    endedAt: () => endedAt,
    finished: (step) => {
      if (!waiting.some(({ effect }) => effect?.id === step)) return;
      overtaken = undefined;
      // Where there was nothing to disturb, days may lie between the last disturbance and the last effect.
      if (step === lastStep) endedAt = now();
      // A clock that was wrong is put right in the end.
      the().skew(0 as Duration);
    },
    restores: (step) => take(step, only("restored")) !== undefined,
    corrects: (step) => take(step, only("corrected")) !== undefined,
    requests: () => requests,
    mistakes: () => mistakes,
  };
};
