import type { EffectClass } from "../../domain/step.ts";
import type { Boundary } from "../../engine/driving.ts";
import type { FaultName } from "./disturbances.ts";

/** A question that a person is asked, and the answers it takes. Texts are hostile. */
export interface Asked {
  readonly step: string;
  readonly code: string;
  readonly what: string;
  readonly next: string;
  readonly answers: readonly string[];
}

/**
 * What became of a cell. `same`: the world and the record as undisturbed, everything once · `idle`: that too, but there was nothing to disturb ·
 * `asks`: the same in the end, after somebody answered · `red`: something differs.
 */
export type CellOutcome =
  | { readonly is: "same" }
  | { readonly is: "idle" }
  | { readonly is: "asks"; readonly questions: readonly Asked[] }
  | { readonly is: "red"; readonly differs: readonly string[] };

/** One effect met by a kill, a fault, or a fault and then a kill. */
export interface FaultCell {
  readonly effect: string;
  readonly kill?: Boundary;
  readonly fault?: FaultName;
  readonly outcome: CellOutcome;
  /** Virtual milliseconds from the last disturbance to the end of the effect. */
  readonly took: number;
}

/** An effect that the undisturbed rehearsal sent. */
export interface TroubledEffect {
  readonly id: string;
  /** The title of its item, as in the checklist. */
  readonly title: string;
  readonly class: EffectClass;
}

/** Everything that a rehearsal with faults shows at its end. */
export interface FaultRehearsal {
  readonly train: string;
  readonly repository: string;
  readonly version: string;
  /** In the order of the checklist; those that were chosen. */
  readonly effects: readonly TroubledEffect[];
  /** How many effects the undisturbed rehearsal sent. */
  readonly sent: number;
  readonly cells: readonly FaultCell[];
  /** How many cells there are for these effects, with every fault under every kill. */
  readonly all: number;
  /** Real seconds it took. */
  readonly seconds: number;
}

/** Cells by what became of them. */
export interface FaultCounts {
  readonly same: number;
  readonly idle: number;
  readonly asks: number;
  readonly red: number;
}

export const countsOf = (cells: readonly FaultCell[]): FaultCounts => {
  const count = (is: CellOutcome["is"]): number => cells.filter(({ outcome }) => outcome.is === is).length;
  return { same: count("same"), idle: count("idle"), asks: count("asks"), red: count("red") };
};

/** The cells of one effect, in order. */
export const cellsFor = ({ cells }: FaultRehearsal, effect: string): readonly FaultCell[] => cells.filter((each) => each.effect === effect);

/** What a cell met, in words that are a name: `b2`, `lost-after`, `lost-after + b2`. */
export const metBy = ({ kill, fault }: Pick<FaultCell, "kill" | "fault">): string =>
  [fault, kill].filter((each) => each !== undefined).join(" + ");
