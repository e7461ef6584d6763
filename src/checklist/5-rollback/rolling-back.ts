import type { ReleaseState } from "../../domain/journal/state.ts";
import type { Dial, PlannedItem, PlannedStep } from "../../domain/plan.ts";
import type { StepProgress } from "../../domain/progress.ts";
import { dialOf, type Train } from "../../domain/train.ts";
import { type ArrangedStep, answering, planned } from "../item.ts";

/** A tag such as `latest-release` that the release moved, or will move. Digests are missing where nobody knows them. */
export interface MovedTag {
  readonly image: string;
  readonly tag: string;
  /** What the record says the release is. */
  readonly ours: string | undefined;
  readonly now: string | undefined;
  /** The release before. */
  readonly before: string | undefined;
}

/** What is read from the world before a release is rolled back: a value. */
export interface RollbackSurvey {
  /** The feed as the main branch has it, where it tells of the release. */
  readonly feed: string | undefined;
  readonly moved: readonly MovedTag[];
  /** The version that users go back to. */
  readonly previous: string;
  /** A later version that was launched since and not taken back: what it moved is its own. */
  readonly later: string | undefined;
}

/** What is told, escaped for each sink. */
export interface RollbackTexts {
  readonly message: string;
  readonly note: string;
  readonly newsletter: { readonly subject: string; readonly html: string };
}

/** Everything that the items of a rollback are arranged from: values only. */
export interface RollingBack {
  readonly train: Train;
  readonly state: ReleaseState;
  readonly progress: readonly StepProgress[];
  readonly survey: RollbackSurvey;
  readonly texts: RollbackTexts;
  /** Whether there is no credential of this name. */
  readonly lacks: (variable: string) => boolean;
}

/** An item of a rollback, and the steps of the release whose outcome it takes back. */
export interface Undoing {
  readonly item: PlannedItem;
  readonly undoes: readonly string[];
}

interface Wanted {
  readonly id: string;
  readonly title: string;
  /** The item of the release whose dial it follows, or who does it. */
  readonly dial: string | { readonly by: Dial };
  readonly owner?: readonly string[];
  readonly access?: readonly string[];
  readonly after?: readonly string[];
  readonly inAnyOrder?: true;
  readonly steps: readonly ArrangedStep[];
}

/** Arranges an item of a rollback. It follows the dial of what it takes back: whoever did that does this. */
export const undoing = ({ train }: RollingBack, wanted: Wanted, undoes: readonly string[] = []): Undoing => {
  const { id, title, dial, owner = ["captain"], access = [], after = [], inAnyOrder, steps } = wanted;
  const by = typeof dial === "string" ? dialOf(train, dial) : dial.by;
  return {
    undoes,
    item: {
      ...{ id, title, phase: "rollback", rows: [], owner: answering(owner, train.people), access, by, after },
      ...(inAnyOrder === undefined ? {} : { inAnyOrder }),
      steps: planned(id, steps),
    },
  };
};

/** A step of the release that was done, by us or by people, as it was asked for and what it told. */
export interface DoneStep {
  readonly step: PlannedStep;
  readonly input: Extract<StepProgress["standing"], { readonly is: "done" }>["input"];
  readonly facts: Readonly<Record<string, string>>;
}

/** Steps of one kind that are done. */
export const doneOf = ({ progress }: Pick<RollingBack, "progress">, kind: string): readonly DoneStep[] =>
  progress.flatMap(({ step, standing }) =>
    step.kind === kind && standing.is === "done" ? [{ step, input: standing.input, facts: standing.record.done?.facts ?? {} }] : [],
  );
