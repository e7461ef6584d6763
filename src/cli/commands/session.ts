import { closeSession, joinSession, openSession } from "../../app/session.ts";
import { type Action, optionValue, optionValues } from "../command.ts";
import { said } from "../said.ts";

/** Opens a session on the candidate. */
export const open: Action = (invocation) =>
  said(
    invocation,
    (parts, version) => openSession(parts, version, optionValues(invocation, "charter")),
    (state, { actor }) => {
      const session = state.sessions.at(-1);
      return `${actor} opened a session of ${session?.minutes ?? 0} minutes on candidate ${session?.candidate ?? ""}.`;
    },
  );

export const join: Action = (invocation) => said(invocation, joinSession, (_, { actor }) => `${actor} takes part in the session.`);

export const close: Action = (invocation) =>
  said(
    invocation,
    (parts, version) => closeSession(parts, version, optionValue(invocation, "summary") ?? ""),
    (_, { actor }) => `${actor} closed the session.`,
  );
