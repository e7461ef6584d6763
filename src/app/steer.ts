import { explain } from "../domain/errors.ts";
import { misshapen } from "../domain/fact-shape.ts";
import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Facts } from "../domain/known.ts";
import { neededFacts, progressOf } from "../domain/progress.ts";
import { isOpenMark } from "./checklist-issue/markable.ts";
import { say } from "./load-release.ts";
import type { AppParts } from "./parts.ts";
import { requireCaptain, requireOpen, requirePerson, requireReason, requireStep, requireUnneeded } from "./refuse.ts";

const steer =
  (what: string, decide: (state: ReleaseState, parts: AppParts) => readonly Event[], about = "") =>
  async (parts: AppParts, version: string): Promise<ReleaseState> => {
    const person = requirePerson(parts.train, parts.actor, what);
    return say(parts, version, (state) => {
      requireOpen(state, about, person.name, what);
      return decide(state, parts);
    });
  };

/** Stops everything before its next effect, until `resume`. */
export const hold = (reason: string) =>
  steer("hold the release", (state) => (state.held === undefined ? [{ is: "held", reason: requireReason(reason) }] : []));

export const resume = () => steer("resume the release", (state) => (state.held === undefined ? [] : [{ is: "resumed" }]));

/** Lets a parked step try again. */
export const retry = (wanted: string) =>
  steer(
    "retry a step",
    (state) => {
      const { step, standing } = requireStep(state, wanted);
      if (standing.is === "ready" && (standing.record.parked !== undefined || standing.record.pending !== undefined))
        return [{ is: "retried", step: step.id, key: standing.key }];
      throw explain("USAGE", {
        what: `${step.id} is not stopped.`,
        next: "Only a step that asks a question or waits can be retried; see `signalbox status`.",
      });
    },
    wanted,
  );

/** Leaves an item out for good. What is an interlock, or what later items need facts of, cannot be skipped. */
export const skip = (id: string, reason: string) =>
  steer("skip an item", (state, parts) => {
    const item = state.plan?.items.find((each) => each.id === id);
    if (item === undefined)
      throw explain("USAGE", {
        what: `There is no item ${JSON.stringify(id)}.`,
        next: `Items: ${state.plan?.items.map((each) => each.id).join(", ")}.`,
      });
    if (item.interlock !== undefined) {
      throw explain("NOT_ALLOWED", {
        who: parts.actor,
        what: `skip ${id}`,
        why: `It is an interlock: ${item.interlock}`,
        next: "Do what it asks for, or abort the release with a reason.",
      });
    }
    if (state.skipped.has(id)) return [];
    const steps = item.steps.map((each) => each.id);
    const open = progressOf(state).filter(({ step, standing }) => steps.includes(step.id) && standing.is !== "done");
    if (open.length === 0) throw explain("USAGE", { what: `${id} is done.`, next: "Only what is still to be done can be left out." });
    requireUnneeded(state, steps, parts.actor, `skip ${id}`);
    return [{ is: "skipped", item: id, reason: requireReason(reason) }];
  });

/** Ends a release before its point of no return, or says what stays. */
export const abort = (reason: string) => steer("abort the release", () => [{ is: "aborted", reason: requireReason(reason) }]);

/** Another captain answers for the release from now on. */
export const handOver = (to: string) =>
  steer("hand the release over", (state, { train }) => {
    const next = requirePerson(train, to, "take the release over");
    requireCaptain(next, {
      what: "take the release over",
      why: "Only a captain answers for a release.",
      next: "Hand it to somebody whose roles include captain.",
    });
    return state.captain === next.name ? [] : [{ is: "handed-over", to: next.name, from: state.captain }];
  });

/** A person's word that an item is done, with what later steps need of it where nobody but people can see it. Facts that nothing needs are refused. */
export const markDone = (id: string, evidence: string, told: Facts = {}) =>
  steer("mark an item as done", (state, { kinds }) => {
    const open = progressOf(state).filter(({ item, step, standing }) => (item?.id === id || step.id === id) && standing.is === "ready");
    if (open.length === 0)
      throw explain("USAGE", {
        what: `Nothing of ${JSON.stringify(id)} is waiting for a mark.`,
        next: "See `signalbox status` for what waits for whom.",
      });
    if (evidence.trim() === "")
      throw explain("USAGE", { what: "A mark needs evidence.", next: "Add --evidence TEXT|URL: it is kept in the record." });
    const [wrong] = Object.entries(told).flatMap(([name, value]) => {
      const wanted = misshapen(name, value);
      return wanted === undefined ? [] : [{ name, value, wanted }];
    });
    if (wrong !== undefined)
      throw explain("USAGE", {
        what: `${JSON.stringify(wrong.value)} is no ${wrong.name} that later steps could use.`,
        next: `Tell --fact ${wrong.name}=… as ${wrong.wanted}.`,
      });
    const marks = open.flatMap((each) =>
      each.standing.is === "ready" && isOpenMark(each, kinds)
        ? [{ is: "marked" as const, step: each.step.id, key: each.standing.key, evidence, ...toldOf(state, each.step.id, told) }]
        : [],
    );
    const unneeded = Object.keys(told).find((name) => !marks.some((each) => each.facts?.[name] !== undefined));
    if (marks.length > 0 && unneeded !== undefined)
      throw explain("USAGE", {
        what: `Nothing of this release needs ${JSON.stringify(unneeded)} of ${id}.`,
        next: `Needed: ${marks.flatMap((each) => neededFacts(state, each.step)).join(", ") || "nothing"}.`,
      });
    if (marks.length > 0) return marks;
    throw explain("USAGE", {
      what: `${id} is not done by people, so a mark would change nothing.`,
      next: "See `signalbox status` for what it waits for.",
    });
  });

const toldOf = (state: ReleaseState, step: string, told: Facts): { readonly facts?: Facts } => {
  const facts = Object.entries(told).filter(([name]) => neededFacts(state, step).includes(name));
  return facts.length === 0 ? {} : { facts: Object.fromEntries(facts) };
};
