import { explain } from "../domain/errors.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { fieldAt, type Json, textAt } from "../domain/known.ts";
import type { PlannedStep } from "../domain/plan.ts";
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
    const { step, key, approvals, from, people } = approvable(state, person.name, gate, (given) => !given.includes(person.name));
    requireRole(person, from, gate);
    requireCounted(person, people, gate);
    return approvals.includes(person.name) ? [] : [{ is: "approved", step, key }];
  });
};

/** Takes an approval back, as long as the gate has not been passed. */
export const withdrawApproval = async (parts: AppParts, version: string, gate: string): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, `withdraw the approval of ${gate}`);
  return say(parts, version, (state) => {
    requireUnderWay(state, person.name, `withdraw the approval of ${gate}`);
    const { step, key, approvals } = approvable(state, person.name, gate, (given) => given.includes(person.name));
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

/** Whoever opened a gate alone is not among those who review it. */
const requireCounted = ({ name }: TrainPerson, people: Json | undefined, gate: string): void => {
  if (!Array.isArray(people) || people.some((each: Json) => textAt(each, "name") === name)) return;
  throw explain("NOT_ALLOWED", {
    who: name,
    what: `approve ${gate}`,
    why: `It takes somebody else: ${people.map((each: Json) => textAt(each, "name")).join(", ")}.`,
    next: "Ask one of them.",
  });
};

/** The gate that an approval is for, open now; of several of one name the first that is preferred. Raises USAGE where nothing is called so, NOT_ALLOWED where it is not open. */
export const approvable = (
  state: ReleaseState,
  who: string,
  gate: string,
  prefers: (approvals: readonly string[]) => boolean = () => true,
) => {
  const gates = progressOf(state).filter(({ step }) => step.kind === "approve" || step.kind === "confirm");
  const meant = gates.filter(({ step, item }) => itemOf(step) === gate || item?.id === `approve-${gate}` || step.id === gate);
  const open = meant.filter(({ standing }) => standing.is === "ready");
  const found = open.find(({ standing }) => standing.is === "ready" && prefers(standing.record.approvals)) ?? open[0] ?? meant.at(-1);
  if (found === undefined) {
    throw explain("USAGE", {
      what: `There is nothing called ${JSON.stringify(gate)} to approve.`,
      next: `Gates: ${gates.map(({ step }) => itemOf(step).replace(/^approve-/, "")).join(", ")}.`,
    });
  }
  const { standing, step } = found;
  if (standing.is === "ready")
    return {
      step: step.id,
      key: standing.key,
      approvals: standing.record.approvals,
      glass: standing.record.glass,
      from: fieldAt(standing.input, "from"),
      people: fieldAt(standing.input, "people"),
    };
  throw explain("NOT_ALLOWED", {
    who,
    what: `approve ${gate} now`,
    why: standing.is === "blocked" ? `It is not open yet: ${standing.by} comes first.` : "It has been passed.",
    next: "See `signalbox status` for what is missing.",
  });
};

/** The item of a step; one that was added to a release is in no item of the plan. */
const itemOf = ({ id }: PlannedStep): string => id.slice(0, id.indexOf("/"));
