import { markDone } from "../../app/steer.ts";
import { type Action, optionValue, wordAt } from "../command.ts";
import { said } from "../said.ts";

/** Records a person's word that an item is done. */
export const done: Action = (invocation) => {
  const item = wordAt(invocation, "item");
  return said(
    invocation,
    markDone(item, optionValue(invocation, "evidence") ?? ""),
    (state, { actor }) => `${actor} marks ${item} of ${state.version} as done.`,
  );
};
