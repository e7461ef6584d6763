import { closest } from "../domain/closest.ts";
import { explain } from "../domain/errors.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { neededFacts, progressOf, type StepProgress } from "../domain/progress.ts";
import type { Train, TrainPerson } from "../domain/train.ts";

/** Raises NOT_ALLOWED for somebody who is not in `people:` or the release is over. */
export const requirePerson = (train: Train, actor: string, what: string): TrainPerson => {
  const person = train.people.find((each) => each.name === actor);
  if (person !== undefined) return person;
  throw explain("NOT_ALLOWED", {
    who: actor,
    what,
    why: "Only people of the train can speak for it, and every word is recorded with a name.",
    next: `Use --as NAME with one of: ${train.people.map((each) => each.name).join(", ") || "(nobody is listed under people:)"}.`,
  });
};

/** Raises NOT_ALLOWED when the release is finished or aborted. */
export const requireUnderWay = (state: ReleaseState, who: string, what: string): void => {
  const over = state.aborted === undefined ? state.finishedAt : "aborted";
  if (over === undefined) return;
  throw explain("NOT_ALLOWED", {
    who,
    what,
    why: state.aborted === undefined ? `Release ${state.version} is finished.` : `Release ${state.version} was aborted.`,
    next: "Look at it with `signalbox status`.",
  });
};

/** The same about one step: what was added after the end, as the message of an alarm is, asks and is answered like every other until it is over. */
export const requireOpen = (state: ReleaseState, about: string, who: string, what: string): void => {
  const isAdded = state.added.some(({ step }) => step.id === about);
  const isReady = progressOf(state).some(({ step, standing }) => step.id === about && standing.is === "ready");
  if (state.aborted !== undefined || !isAdded || !isReady) requireUnderWay(state, who, what);
};

/** Raises NOT_ALLOWED when the release was rolled back: what it told says so now, and nothing else. */
export const requireNotRolledBack = ({ version, rollback }: ReleaseState, who: string, what: string): void => {
  if (rollback === undefined) return;
  throw explain("NOT_ALLOWED", {
    who,
    what,
    why: `Release ${version} was rolled back by ${rollback.by}, and its texts say that.`,
    next: "Release the next version.",
  });
};

/** The progress of a step by its id, or of the only matching step of an item. Raises USAGE when there is none. */
export const requireStep = (state: ReleaseState, wanted: string): StepProgress => {
  const all = progressOf(state);
  const exact = all.find((each) => each.step.id === wanted);
  const ofItem = all.filter((each) => each.step.id.startsWith(`${wanted}/`));
  const found = exact ?? ofItem.find(asks) ?? ofItem.find((each) => each.standing.is === "ready") ?? ofItem[0];
  if (found !== undefined) return found;
  throw explain("USAGE", {
    what: `There is no step or item ${JSON.stringify(wanted.slice(0, 80))} in ${state.version}.`,
    next: `${suggestion(wanted, all)}See \`signalbox status ${state.version}\` for all of them.`,
  });
};

/** An item is meant by a word without a step. */
const suggestion = (wanted: string, all: readonly StepProgress[]): string => {
  const steps = all.map(({ step }) => step.id);
  const items = steps.map((each) => each.slice(0, each.indexOf("/")));
  const meant = closest(wanted, wanted.includes("/") ? steps : [...new Set(items)]);
  return meant.length === 0 ? "" : `Did you mean ${meant.join(" or ")}? `;
};

const asks = ({ standing }: StepProgress): boolean => standing.is === "ready" && standing.record.parked !== undefined;

/** Raises NOT_ALLOWED when other items are made of what these steps would have told: left out, they would be waited for without end. */
export const requireUnneeded = (state: ReleaseState, steps: readonly string[], who: string, what: string): void => {
  for (const step of steps) {
    const facts = neededFacts(state, step, steps);
    if (facts.length === 0) continue;
    throw explain("NOT_ALLOWED", {
      who,
      what,
      why: `Later steps need what ${step} tells: ${facts.join(", ")}.`,
      next: "Do what it asks for, leave out first what needs it, or abort the release with a reason.",
    });
  }
};

/** The reason itself. Raises USAGE where there is none; `kept` says what becomes of it. */
export const requireReason = (reason: string, what = "This", kept = "it is kept in the record"): string => {
  if (reason.trim() !== "") return reason;
  throw explain("USAGE", { what: `${what} needs a reason.`, next: `Add --reason TEXT: ${kept}.` });
};

/** Raises NOT_ALLOWED for whoever is no captain. */
export const requireCaptain = (
  { name, roles }: TrainPerson,
  at: { readonly what: string; readonly why: string; readonly next: string },
): void => {
  if (!roles.includes("captain")) throw explain("NOT_ALLOWED", { who: name, ...at });
};
