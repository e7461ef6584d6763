import { isByPeople } from "../domain/dial.ts";
import type { Question } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { PlannedItem, PlannedStep } from "../domain/plan.ts";
import { progressOf, type StepProgress } from "../domain/progress.ts";
import type { AnyStep } from "../domain/step.ts";
import { settle } from "../engine/run-decision.ts";

/** One step as people see it. */
export interface StepNow {
  readonly step: string;
  readonly kind: string;
  readonly item: string;
  readonly is: "done" | "skipped" | "blocked" | "waiting" | "asks" | "due" | "unknown";
  /** Evidence when done, the reason when it waits or is blocked. */
  readonly says: string;
  readonly until?: string;
  readonly question?: Question;
  /** People who can act, when it waits for people. */
  readonly waitsFor?: readonly string[];
  /** Credentials or accounts that they need. */
  readonly access?: readonly string[];
  /** People who approved what has changed since: their word counts for nothing until they give it again. */
  readonly voided?: readonly string[];
  readonly facts?: Readonly<Record<string, string>>;
}

/** Where a release stands: every step, and what is waited for. Pure. */
export interface ReleaseNow {
  readonly state: ReleaseState;
  readonly steps: readonly StepNow[];
  readonly asks: readonly StepNow[];
}

export const whatNow = (state: ReleaseState, kinds: ReadonlyMap<string, AnyStep>): ReleaseNow => {
  const steps = progressOf(state).map((each) => stepNow(state, kinds, each));
  return { state, steps, asks: steps.filter((each) => each.is === "asks" || each.is === "unknown") };
};

const stepNow = (state: ReleaseState, kinds: ReadonlyMap<string, AnyStep>, { step, item, standing }: StepProgress): StepNow => {
  const base = { step: step.id, kind: step.kind, item: item?.id ?? step.id.split("/")[0] ?? "" };
  switch (standing.is) {
    case "skipped":
      return { ...base, is: "skipped", says: standing.reason };
    case "blocked":
      return { ...base, is: "blocked", says: standing.by };
    case "done":
      return { ...base, is: "done", says: standing.record.done?.evidence ?? "", facts: standing.record.done?.facts ?? {} };
    case "ready":
      return {
        ...base,
        ...ready(state, kinds, step, standing, item),
      };
  }
};

type Ready = Extract<StepProgress["standing"], { readonly is: "ready" }>;

const ready = (
  state: ReleaseState,
  kinds: ReadonlyMap<string, AnyStep>,
  step: PlannedStep,
  standing: Ready,
  item: PlannedItem | undefined,
): Omit<StepNow, "step" | "kind" | "item"> => {
  const { parked, pending, unknown } = standing.record;
  if (parked !== undefined) return { is: unknown === undefined ? "asks" : "unknown", says: parked.what, question: parked };
  const kind = kinds.get(step.kind);
  if (kind?.is === "decision") {
    const settled = settle(state, kind, standing);
    if (settled.is === "settled") return { is: "due", says: settled.evidence };
    const voided = voidedApprovals(state, step, standing);
    return { is: "asks", says: settled.ask, waitsFor: named(state, settled.waitsFor), ...(voided.length === 0 ? {} : { voided }) };
  }
  // Who only looks at the record does not know every kind; there the last look has written down that it is people's.
  if (pending?.people === true || isByPeople(item?.by, kind))
    return {
      is: "asks",
      says: `${pending?.why ?? "a person does this"}; \`signalbox runbook\` has the commands. What is not seen by itself is marked`,
      waitsFor: named(state, item?.owner ?? []),
      access: item?.access ?? [],
    };
  if (pending !== undefined) return { is: unknown === undefined ? "waiting" : "unknown", says: pending.why, until: pending.until };
  return { is: "due", says: "" };
};

/** The captain by name, whoever it is now. */
const named = ({ captain }: ReleaseState, owners: readonly string[]): readonly string[] => [
  ...new Set(owners.map((each) => (each === "captain" ? captain : each))),
];

/** An approval is bound to what was approved; given for something else, it is still in the record. */
const voidedApprovals = ({ records }: ReleaseState, { id }: PlannedStep, { key, record }: Ready): readonly string[] => {
  const given = [...records].flatMap(([name, each]) => (name.startsWith(`${id} `) && name !== `${id} ${key}` ? each.approvals : []));
  return [...new Set(given)].filter((each) => !record.approvals.includes(each));
};
