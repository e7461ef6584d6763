import type { Measure } from "../measure.ts";
import type { ReplayCase } from "../read-case.ts";
import { judgePlan } from "../schedule/judge-plan.ts";
import { publishedPlan } from "../schedule/read-plan.ts";
import { judgeRules, successiveRules } from "../schedule/successive-rules.ts";
import type { Verdict } from "../schedule/verdict.ts";

/** A schedule's fields stand in the case itself, not below `expected`. */
const verdictOn = ({ described }: ReplayCase): Verdict | undefined => {
  const plan = publishedPlan.safeParse(described);
  if (plan.success) return judgePlan(plan.data);
  const rules = successiveRules.safeParse(described);
  return rules.success ? judgeRules(rules.data) : undefined;
};

/** Each planned day equals what the product's calendar computes from the rule, written as a configuration. */
export const schedule: Measure = {
  name: "schedule",
  applies: ({ described }) => Array.isArray(described["releases"]) && ("rule" in described || "rules" in described),
  judge: async (of) => verdictOn(of)?.differs ?? ["the case has another form than a plan or a calendar"],
  remarks: (of) => verdictOn(of)?.remarks ?? [],
};
