import type { RollbackPlan } from "../app/rollback/roll-back.ts";
import { brief, type Paint } from "./paint.ts";
import type { StepKinds } from "./plan-text.ts";
import { describeStep, itemLines } from "./plan-text.ts";

/** What cannot be undone first, then what is left alone, then what is done, in its order and with its texts. */
export const rollbackText = (version: string, plan: RollbackPlan, kinds: StepKinds, paint: Paint): string =>
  [
    paint("bold", `Rolling ${brief(version)} back cannot undo this:`),
    ...plan.cannotBeUndone.map((each) => `  ${paint("red", "✗")} ${brief(each, 600)}`),
    "",
    ...(plan.leftAlone.length === 0 ? [] : [...plan.leftAlone.map((each) => `${paint("yellow", "left alone:")} ${brief(each, 600)}`), ""]),
    ...(plan.leaves.length === 0 ? [] : [`The rest of the release is left out: ${plan.leaves.map((each) => brief(each)).join(", ")}.`, ""]),
    paint("bold", plan.items.length === 0 ? "There is nothing that can be taken back." : "It would do this, in this order:"),
    ...plan.items.flatMap((item) => itemLines(item, kinds, paint)),
    "",
  ].join("\n");

/** The same for programs. */
export const rollbackJson = (plan: RollbackPlan, kinds: StepKinds) => ({
  cannotBeUndone: plan.cannotBeUndone,
  leftAlone: plan.leftAlone,
  leaves: plan.leaves,
  items: plan.items.map(({ id, title, by, owner, access, steps }) => ({
    ...{ id, title, by, owner, access },
    steps: steps.map((step) => ({ id: step.id, kind: step.kind, does: describeStep(step, kinds) })),
  })),
});
