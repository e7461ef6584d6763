import { handOver as giveTo, resume as goOn, hold as holdIt, skip as leaveOut, retry as tryAgain } from "../../app/steer.ts";
import { type Action, optionValue, wordAt } from "../command.ts";
import { said } from "../said.ts";

/** Stops everything before its next effect. */
export const hold: Action = (invocation) =>
  said(
    invocation,
    holdIt(optionValue(invocation, "reason") ?? ""),
    (state, { actor }) => `${actor} holds ${state.version}: ${state.held?.reason ?? ""}`,
  );

export const resume: Action = (invocation) =>
  said(invocation, goOn(), (state, { actor }) => `${actor} lifts the hold of ${state.version}.`);

export const retry: Action = (invocation) => {
  const step = wordAt(invocation, "step");
  return said(invocation, tryAgain(step), (state, { actor }) => `${actor} lets ${step} of ${state.version} try again.`);
};

export const skip: Action = (invocation) => {
  const item = wordAt(invocation, "item");
  return said(
    invocation,
    leaveOut(item, optionValue(invocation, "reason") ?? ""),
    (state, { actor }) => `${actor} leaves ${item} out of ${state.version}.`,
  );
};

export const handOver: Action = (invocation) =>
  said(
    invocation,
    giveTo(optionValue(invocation, "to") ?? ""),
    (state) => `${state.captain} is the captain of ${state.version} from now on.`,
  );
