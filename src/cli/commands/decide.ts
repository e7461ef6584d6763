import { decide as answerIt } from "../../app/decide.ts";
import { type Action, optionValue, wordAt } from "../command.ts";
import { said } from "../said.ts";
import { dayOf } from "../wish.ts";

/** Answers a question. */
export const decide: Action = (invocation) => {
  const [about, answer] = [wordAt(invocation, "about"), wordAt(invocation, "answer")];
  const to = dayOf(invocation, "to");
  const answered = { about, answer, reason: optionValue(invocation, "reason") ?? "", ...(to === undefined ? {} : { to }) };
  return said(
    invocation,
    (parts, version) => answerIt(parts, version, answered),
    (state, { actor }) => `${actor} decides ${answer} about ${about} of ${state.version}.`,
  );
};
