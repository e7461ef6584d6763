import { approve as give, withdrawApproval } from "../../app/approve.ts";
import { type Action, isSet, wordAt } from "../command.ts";
import { said } from "../said.ts";

/** Gives or withdraws this person's approval. */
export const approve: Action = (invocation) => {
  const gate = wordAt(invocation, "gate");
  const withdraw = isSet(invocation, "withdraw");
  return said(
    invocation,
    (parts, version) => (withdraw ? withdrawApproval : give)(parts, version, gate),
    (state, { actor }) =>
      withdraw ? `${actor} took the approval of ${gate} back in ${state.version}.` : `${actor} approves ${gate} of ${state.version}.`,
  );
};
