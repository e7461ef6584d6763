import type { Edit } from "../domain/edit.ts";
import { fieldAt, illustrate, type Json } from "../domain/known.ts";
import type { Plan, PlannedItem } from "../domain/plan.ts";

/** The edits of an item's commits, with something that reads alike in place of what only a later step tells. */
export const editsOf = ({ days }: Pick<Plan, "days">, item: PlannedItem): readonly Edit[] =>
  item.steps
    .flatMap((each) => list(fieldAt(each.input, "commits")))
    .flatMap((each) => list(fieldAt(each, "edits")))
    .map((each) => illustrate(each, ({ fact }) => standIn(fact, days.planned))) as unknown as readonly Edit[];

const standIn = (fact: string, day: string): string => {
  if (fact === "day") return day;
  return fact === "digest" ? `sha256:${"0".repeat(64)}` : "0.0.1";
};

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
