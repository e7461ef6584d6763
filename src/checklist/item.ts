import type { Edit } from "../domain/edit.ts";
import type { Json, Known } from "../domain/known.ts";
import type { Dial, Phase, PlannedItem, PlannedStep, Preview } from "../domain/plan.ts";
import type { Story, Survey } from "../domain/survey.ts";
import { dialOf, type Train, type TrainPerson } from "../domain/train.ts";
import type { Begun } from "./begun.ts";

/** The release an item is arranged for. Names such as `branch` and `tag` are filled in already. */
export interface Release {
  readonly version: string;
  readonly kind: "release" | "patch";
  readonly branch: string;
  readonly tag: string;
  /** Where the changelog's chain of commits starts: the cut, or what boarded after it. */
  readonly from: "cut" | { readonly head: string };
  readonly cutAt: string;
  readonly picks: readonly string[];
  readonly days: { readonly freeze: string; readonly planned: string; readonly heading: string };
}

/** Everything an item may look at when it is arranged: values only. */
export interface Arranging {
  readonly train: Train;
  readonly release: Release;
  readonly survey: Survey;
  readonly story: Story;
  /** Fills `{version}`, `{previous}` and their like in a template of the configuration, and what else stands for a name there. */
  readonly fill: (template: string, more?: Readonly<Record<string, string>>) => string;
  /** Whether an item is in this plan, for dependencies on items that are not always there. */
  readonly has: (item: string) => boolean;
  /** What the release has begun under an earlier revision. */
  readonly begun: Begun;
}

/** One line of the checklist. A new one is usually a new arrangement of known kinds of steps. */
export interface Item {
  readonly id: string;
  readonly title: (at: Arranging) => string;
  readonly phase: Phase;
  /** Rows of the handbook's table. */
  readonly rows: readonly number[];
  readonly owner?: readonly string[];
  readonly access?: readonly string[];
  readonly after: readonly string[];
  /** Who does it, where no dial can say otherwise. */
  readonly by?: Dial;
  readonly interlock?: string;
  readonly inAnyOrder?: true;
  /**
   * What a newer revision of the plan makes of what is begun. It `stays` where people have it already: a draft, a message. It is arranged `anew`, also
   * after the launch, where a step sees for itself what is there. Unless told, it is arranged anew until the launch, and stays from then on.
   */
  readonly onceBegun?: "stays" | "anew";
  readonly when: (at: Arranging) => boolean;
  readonly steps: (at: Arranging) => readonly ArrangedStep[];
}

/** A step before it has its full id: `name` is unique in the item and, unless given, the kind. */
export interface ArrangedStep {
  readonly kind: string;
  readonly name?: string;
  readonly input: Json;
  readonly preview?: Preview;
  /** Ids of steps that must still hold when this one is sent. */
  readonly guardedBy?: readonly string[];
}

/** A kind of step, by what a step of it needs to be told. */
interface Kind<Input> {
  readonly name: string;
  readonly describe: (input: Input) => string;
}

/** A step of a kind. */
export const step = <Input>(
  { name }: Kind<Input>,
  input: NoInfer<Known<Input>>,
  more: Omit<ArrangedStep, "kind" | "input"> = {},
): ArrangedStep => stepAsGiven(name, input as Json, more);

/** A step whose input is plain data already: as an earlier plan has it, or as a guard wants it. */
export const stepAsGiven = (kind: string, input: Json, more: Omit<ArrangedStep, "kind" | "input"> = {}): ArrangedStep => ({
  kind,
  input,
  ...more,
});

/** Arranges an item for one release. */
export const arrange = (item: Item, at: Arranging): PlannedItem => ({
  id: item.id,
  title: item.title(at),
  phase: item.phase,
  rows: item.rows,
  owner: answering(item.owner ?? [], at.train.people),
  access: item.access ?? [],
  by: item.by ?? dialOf(at.train, item.id),
  after: item.after.filter(at.has),
  ...(item.interlock === undefined ? {} : { interlock: item.interlock }),
  ...(item.inAnyOrder === undefined ? {} : { inAnyOrder: item.inAnyOrder }),
  steps: planned(item.id, item.steps(at)),
});

/** Of the roles and people that an item names, those that somebody is; the captain, where nobody is, for no item may wait for nobody. */
export const answering = (named: readonly string[], people: readonly TrainPerson[]): readonly string[] => {
  const some = named.filter((each) => each === "captain" || people.some(({ name, roles }) => name === each || roles.includes(each)));
  return some.length === 0 ? ["captain"] : some;
};

/** Steps with their full ids. */
export const planned = (item: string, steps: readonly ArrangedStep[]): readonly PlannedStep[] =>
  steps.map(({ kind, name, input, preview, guardedBy }) => ({
    id: `${item}/${name ?? kind}`,
    kind,
    input,
    ...(guardedBy === undefined || guardedBy.length === 0 ? {} : { guardedBy }),
    ...(preview === undefined ? {} : { preview }),
  }));

/** An edit as plain data for a step's input. */
export const edits = (...all: readonly Edit[]): readonly Edit[] => all;
