import { explain } from "../domain/errors.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { fieldAt, type Json } from "../domain/known.ts";
import { progressOf } from "../domain/progress.ts";
import type { TrainPerson } from "../domain/train.ts";
import { say } from "./load-release.ts";
import type { AppParts } from "./parts.ts";
import { requirePerson, requireUnderWay } from "./refuse.ts";

/** Gives this person's approval to a gate or an item that waits for one. It is bound to the very input that is shown: another candidate needs another approval. */
export const approve = async (parts: AppParts, version: string, gate: string): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, `approve ${gate}`);
  return say(parts, version, (state) => {
    requireUnderWay(state, person.name, `approve ${gate}`);
    const { step, key, approvals, from } = approvable(state, person.name, gate);
    requireRole(person, from, gate);
    return approvals.includes(person.name) ? [] : [{ is: "approved", step, key }];
  });
};

/** Takes an approval back, as long as the gate has not been passed. */
export const withdrawApproval = async (parts: AppParts, version: string, gate: string): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, `withdraw the approval of ${gate}`);
  return say(parts, version, (state) => {
    requireUnderWay(state, person.name, `withdraw the approval of ${gate}`);
    const { step, key, approvals } = approvable(state, person.name, gate);
    return approvals.includes(person.name) ? [{ is: "approval-withdrawn", step, key }] : [];
  });
};

/** An approval that will not count is refused at once, or its giver would believe to have opened the gate. */
const requireRole = (person: TrainPerson, from: Json | undefined, gate: string): void => {
  if (!Array.isArray(from) || person.roles.some((role) => from.includes(role))) return;
  throw explain("NOT_ALLOWED", {
    who: person.name,
    what: `approve ${gate}`,
    why: `It takes one of the roles ${from.join(", ")}; ${person.name} has ${person.roles.join(", ") || "none"}.`,
    next: "Ask somebody who has one.",
  });
};

const approvable = (state: ReleaseState, who: string, gate: string) => {
  const gates = progressOf(state).filter(({ step }) => step.kind === "approve" || step.kind === "confirm");
  const meant = gates.filter(({ step, item }) => item?.id === gate || item?.id === `approve-${gate}` || step.id === gate);
  const found = meant.find(({ standing }) => standing.is === "ready") ?? meant.at(-1);
  if (found === undefined) {
    throw explain("USAGE", {
      what: `There is nothing called ${JSON.stringify(gate)} to approve.`,
      next: `Gates: ${gates.map(({ item }) => item?.id.replace(/^approve-/, "")).join(", ")}.`,
    });
  }
  const { standing, step } = found;
  if (standing.is === "ready")
    return { step: step.id, key: standing.key, approvals: standing.record.approvals, from: fieldAt(standing.input, "from") };
  throw explain("NOT_ALLOWED", {
    who,
    what: `approve ${gate} now`,
    why: standing.is === "blocked" ? `It is not open yet: ${standing.by} comes first.` : "It has been passed.",
    next: "See `signalbox status` for what is missing.",
  });
};
