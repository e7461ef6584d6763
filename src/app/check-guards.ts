import type { AnyGuard } from "../checklist/guards/guard.ts";
import { guards } from "../checklist/guards/index.ts";
import { type ErrorCode, explainQuestion, ReleaseError } from "../domain/errors.ts";
import { type GuardName, guardTable, type Judged, unknownUntil } from "../domain/guard.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { FactOf } from "../domain/known.ts";
import type { Plan, PlannedStep } from "../domain/plan.ts";
import { factOfRelease, progressOf, type StepProgress } from "../domain/progress.ts";
import { foresee } from "./foresee.ts";
import type { AppParts } from "./parts.ts";

/** What a guard of the launch says now; no part of the plan or its hash, for it depends on the moment. */
export interface Check {
  readonly step: string;
  readonly code: ErrorCode;
  readonly title: string;
  readonly is: "ok" | "violated" | "unknown";
  /** Evidence, what is wrong, or what is expected. */
  readonly says: string;
  /** The step that will tell, where it is unknown. */
  readonly until?: string;
  readonly why?: string;
  readonly next?: string;
  /** The decision by which people accepted exactly this. */
  readonly accepted?: string;
}

/**
 * Asks every guard of the launch, of the world as it is and of the commits that the plan will make. A release under way is asked about by the
 * plan that it follows, whose steps have told what they made. Changes nothing.
 */
export const checkGuards = async (parts: AppParts, planned: Plan, state: ReleaseState | undefined): Promise<readonly Check[]> => {
  const plan = state?.plan ?? planned;
  const steps = plan.items.find((each) => each.id === "check-launch")?.steps ?? [];
  const progress = state === undefined ? [] : progressOf(state);
  parts.onReading("what the launch rests on");
  return Promise.all(steps.map((step) => checkOne(parts, plan, progress, step)));
};

const checkOne = async (parts: AppParts, plan: Plan, progress: readonly StepProgress[], step: PlannedStep): Promise<Check> => {
  const name = step.kind as GuardName;
  const { code, title } = guardTable[name];
  const judged = await judgeNow(parts, plan, progress, step, guards[name]);
  const base = { step: step.id, code, title, is: judged.is };
  switch (judged.is) {
    case "ok":
      return { ...base, says: judged.evidence };
    case "unknown":
      return { ...base, says: judged.why, until: judged.until };
    case "violated": {
      const { why, next } = explainQuestion(code, { step: step.id, found: judged.found }).explanation;
      const accepted = acceptedBy(progress, step.id, judged.found);
      return { ...base, says: judged.found, why, next, ...(accepted === undefined ? {} : { accepted }) };
    }
  }
};

const judgeNow = async (
  parts: AppParts,
  plan: Plan,
  progress: readonly StepProgress[],
  step: PlannedStep,
  guard: AnyGuard,
): Promise<Judged> => {
  const known = (wanted: FactOf): string | undefined => factOfRelease(progress, wanted);
  const { ports, input, after } = foresee(parts.ports, plan, known);
  const given = input(step.input);
  try {
    const judged = guard.judge(given, await guard.look(ports, given));
    const foreseen = after();
    return judged.is === "ok" && foreseen !== undefined ? unknownUntil(foreseen, `as planned: ${judged.evidence}`) : judged;
  } catch (error) {
    if (error instanceof ReleaseError) return unknownUntil("it can be looked at", error.explanation.what);
    throw error;
  }
};

const acceptedBy = (progress: readonly StepProgress[], step: string, found: string): string | undefined => {
  const standing = progress.find((each) => each.step.id === step)?.standing;
  return standing?.is === "done" && standing.record.done?.facts["accepted"] === found ? standing.record.done.evidence : undefined;
};
