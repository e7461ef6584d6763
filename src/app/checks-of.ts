import { guardEntry } from "../domain/guard.ts";
import type { StepNow } from "./what-now.ts";

/** A check of a release under way, as its record has it. */
export interface CheckNow {
  readonly step: string;
  readonly code: string;
  readonly title: string;
  readonly is: "ok" | "violated" | "accepted" | "open";
  readonly says: string;
}

/** Every check of a release, from the table of guards and the release's record alone. */
export const checksOf = (steps: readonly StepNow[]): readonly CheckNow[] =>
  steps.flatMap((each) => {
    const entry = guardEntry(each.kind);
    if (entry === undefined) return [];
    const { title, code } = entry;
    return [{ step: each.step, code, title, is: standingOf(each, code), says: each.is === "blocked" ? `after ${each.says}` : each.says }];
  });

const standingOf = ({ is, question, facts }: StepNow, code: string): CheckNow["is"] => {
  if (is === "done") return (facts?.["accepted"] ?? "") === "" ? "ok" : "accepted";
  return question?.code === code ? "violated" : "open";
};
