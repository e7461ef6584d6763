import type { AppParts } from "../../src/app/parts.ts";
import type { Event } from "../../src/domain/journal/event.ts";
import type { Passing } from "../../src/wiring/kill-at.ts";

/** A moment of a recorded run: its name, and which of that name it is in its turn (from 1). */
export interface Point {
  readonly name: string;
  readonly nth: number;
  /** At a request that changes the world, at a boundary of an effect, before or after a durable write, or at a request that only reads. */
  readonly sort: "change" | "boundary" | "write" | "read";
  /** Whose request it is at. */
  readonly request: { readonly twin: string; readonly operation: string } | undefined;
  /** Turns of the leg before it. */
  readonly turn: number;
  /** The effect that is intended, and of which no answer is recorded yet. */
  readonly inFlight: string | undefined;
}

/** The same words for a moment in this process and in another one. */
export const nameOf = (passing: Passing): string => {
  if (passing.is === "boundary") return passing.step === journal ? passing.boundary : `${passing.step} ${passing.boundary}`;
  return `${passing.twin} ${passing.operation} ${passing.path} ${passing.when}`;
};

const journal = "journal";

/** Writes down what a run in this process passes. */
export interface Recorder {
  readonly parts: (parts: AppParts) => AppParts;
  readonly pass: (passing: Passing) => void;
  /** What was passed since the last time it was asked. */
  readonly take: () => readonly Point[];
  /** From now on only the last boundary of a step belongs to what is recorded. */
  readonly ended: () => void;
  /** A turn of the leg is over. */
  readonly turned: () => void;
}

export const openRecorder = (): Recorder => {
  let points: Point[] = [];
  let ended = false;
  let turn = 0;
  let inFlight: string | undefined;
  const pass = (passing: Passing): void => {
    if (ended && !(passing.is === "boundary" && passing.boundary === "b4")) return;
    const name = nameOf(passing);
    const nth = points.filter((each) => each.name === name && each.turn === turn).length + 1;
    const request = passing.is === "request" ? { twin: passing.twin, operation: passing.operation } : undefined;
    points.push({ name, nth, sort: sortOf(passing), request, turn, inFlight });
  };
  return {
    pass,
    parts: (parts) =>
      telling(parts, pass, (event) => {
        if (event.is === "intent") inFlight = event.step;
        if (event.is === "receipt") inFlight = undefined;
      }),
    take: () => {
      const taken = points;
      points = [];
      ended = false;
      turn = 0;
      return taken;
    },
    turned: () => {
      turn += 1;
    },
    ended: () => {
      ended = true;
    },
  };
};

/** Parts that tell of each boundary and of each append before and after it, in the words of a process that asks; `written` is told what is durable. */
export const telling = (parts: AppParts, pass: (passing: Passing) => void, written: (event: Event) => void): AppParts => ({
  ...parts,
  boundaries: { cross: async (at) => pass({ is: "boundary", ...at }) },
  journal: {
    ...parts.journal,
    append: async (release, after, said) => {
      const what = said.map(({ event }) => event.is).join("+");
      pass({ is: "boundary", step: journal, boundary: `before ${what}` });
      const entries = await parts.journal.append(release, after, said);
      for (const { event } of said) written(event);
      pass({ is: "boundary", step: journal, boundary: `after ${what}` });
      return entries;
    },
  },
});

const sortOf = (passing: Passing): Point["sort"] => {
  if (passing.is === "boundary") return passing.step === journal ? "write" : "boundary";
  return passing.changes ? "change" : "read";
};

/** Says at the wanted moment that it is reached. */
export const dyingAt = (point: Point): ((passing: Passing) => boolean) => {
  let seen = 0;
  return (passing) => nameOf(passing) === point.name && ++seen === point.nth;
};

/** Appends beside which a boundary is asked for: nothing lies between the two, so a death at the one is a death at the other. */
export const isBesideBoundary = ({ sort }: Point, at: number, points: readonly Point[]): boolean =>
  sort === "write" && (points[at - 1]?.sort === "boundary" || points[at + 1]?.sort === "boundary");
