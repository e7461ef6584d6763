import type { Dial } from "./plan.ts";
import type { AnyStep } from "./step.ts";

/**
 * Whether a person does a step. With `people` that is every change of the world; with `prepare` the changes that cannot be taken back, such as a
 * merge, a tag, a message or the newsletter. What could not be seen in the world afterwards is part of preparing: nobody could tell it was done.
 */
export const isByPeople = (by: Dial | undefined, kind: AnyStep | undefined): boolean => {
  if (kind?.is !== "effect") return false;
  return by === "people" || (by === "prepare" && kind.reversible === "no" && kind.class !== "blind");
};
