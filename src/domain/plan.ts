import type { Json } from "./known.ts";

export type Phase = "freeze" | "qualify" | "launch" | "announce" | "rollback";

export const phases: readonly Phase[] = ["freeze", "qualify", "launch", "announce", "rollback"];

/** Who does an item: people (a mark, or seen in the world), people after Signalbox prepared it, or Signalbox. */
export type Dial = "people" | "prepare" | "signalbox";

/** Everything that will happen in one release, computed purely from train and survey. Unknown values name the step that will tell. */
export interface Plan {
  readonly format: 1;
  readonly train: string;
  readonly version: string;
  readonly previous: string;
  readonly kind: "release" | "patch";
  readonly revision: number;
  /** Dates as rules: the planned day itself, never today. */
  readonly days: { readonly freeze: string; readonly planned: string };
  readonly items: readonly PlannedItem[];
  /** Problems that a person should see before starting: guards that warn. */
  readonly warnings: readonly string[];
}

/** One line of the checklist. */
export interface PlannedItem {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  /** Rows of the handbook's table that this item covers. */
  readonly rows: readonly number[];
  /** Roles or names of those who answer for it. */
  readonly owner: readonly string[];
  /** Credentials or accounts that it needs. */
  readonly access: readonly string[];
  readonly by: Dial;
  /** Items that must be finished before. */
  readonly after: readonly string[];
  /** Why the order matters, where the page warns; such an item can be skipped only by nobody. */
  readonly interlock?: string;
  /** Its steps do not wait for each other: a question of one keeps none of the others from asking theirs. */
  readonly inAnyOrder?: true;
  readonly steps: readonly PlannedStep[];
}

/** One step with its input as the plan holds it (see `Known`). Steps of an item run in order, unless it says otherwise. */
export interface PlannedStep {
  /** `item/step`, unique in the plan. */
  readonly id: string;
  /** Name of the kind of step, stable for ever. */
  readonly kind: string;
  readonly input: Json;
  /** Ids of steps that must be done before, besides those whose facts the input names and the item's own earlier ones. */
  readonly after?: readonly string[];
  /** Ids of waits that are done before, and looked at again just before each time it is sent: one that no longer holds opens again. */
  readonly guardedBy?: readonly string[];
  /** What people are shown before it runs; not hashed apart from the input it is made of. */
  readonly preview?: Preview;
}

/** Something to look at: a change as a unified diff, a text, or a plain line. */
export type Preview =
  | { readonly is: "diff"; readonly title: string; readonly diff: string }
  | { readonly is: "text"; readonly title: string; readonly text: string }
  | { readonly is: "line"; readonly line: string };
