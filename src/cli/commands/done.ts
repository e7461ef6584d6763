import { markDone } from "../../app/steer.ts";
import { explain } from "../../domain/errors.ts";
import type { Facts } from "../../domain/known.ts";
import { type Action, optionValue, optionValues, wordAt } from "../command.ts";
import { said } from "../said.ts";

/** Records a person's word that an item is done. */
export const done: Action = (invocation) => {
  const item = wordAt(invocation, "item");
  return said(
    invocation,
    markDone(item, optionValue(invocation, "evidence") ?? "", factsIn(optionValues(invocation, "fact"))),
    (state, { actor }) => `${actor} marks ${item} of ${state.version} as done.`,
  );
};

const factsIn = (words: readonly string[]): Facts =>
  Object.fromEntries(
    words.map((word) => {
      const [, name, value] = /^([A-Za-z][A-Za-z0-9 -]{0,60})=(.{1,400})$/.exec(word) ?? [];
      if (name !== undefined && value !== undefined) return [name, value] as const;
      throw explain("USAGE", { what: `--fact ${JSON.stringify(word)} is not NAME=VALUE.`, next: "For example --fact id=fe423ce3e0." });
    }),
  );
