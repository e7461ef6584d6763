import type { PlannedItem } from "../domain/plan.ts";
import type { Paint } from "./paint.ts";

const words = " point of no return ";

/** The first item from which on nothing can be undone, which is the tag. */
export const pointOfNoReturnOf = (items: readonly PlannedItem[]): string | undefined =>
  items.find((item) => item.steps.some((each) => each.kind === "push-tag"))?.id;

/** The line that is drawn before it. */
export const lineOfNoReturn = (paint: Paint, width: number): string => {
  const room = Math.max(8, Math.min(width, 100) - words.length);
  return paint("red", `${"━".repeat(4)}${words}${"━".repeat(room - 4)}`);
};
