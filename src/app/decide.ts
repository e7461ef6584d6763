import { explain } from "../domain/errors.ts";
import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { parsePlainDate } from "../domain/plain-date.ts";
import type { PlannedItem, PlannedStep } from "../domain/plan.ts";
import { keepTaken, takeOver, takeOverAlone } from "./configuration/edited.ts";
import { loadRelease, say } from "./load-release.ts";
import type { AppParts } from "./parts.ts";
import { requireOpen, requirePerson, requireReason, requireStep, requireUnderWay, requireUnneeded } from "./refuse.ts";
import { requireOneMoment } from "./require-one-moment.ts";
import { today } from "./today.ts";

/** An answer to a parked step's question, to the freeze guard about one pull request (`pull/123`), or about an edited configuration (`configuration`). */
export interface Answer {
  readonly about: string;
  readonly answer: string;
  readonly reason: string;
  /** The new day of `move-departure`. */
  readonly to?: string;
}

/** Answers a question. Only the answers that the question offers are taken, and each needs a reason and a name. */
export const decide = async (parts: AppParts, version: string, answer: Answer): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, `decide about ${answer.about}`);
  requireReason(answer.reason, "A decision");
  if (answer.about === "configuration") return decideConfiguration(parts, version, person.name, answer);
  // Whoever asks for a plan from the file as it is now has taken over what was edited in it, where that is theirs to say.
  const taken =
    answer.answer === "plan-again" ? await takeOverAlone(parts, await loadRelease(parts, version), person.name, answer.reason) : [];
  const state = await say(parts, version, (state) => {
    requireOpen(state, answer.about, person.name, `decide about ${answer.about}`);
    const said = answer.about.startsWith("pull/") ? decideAdmission(state, person.name, answer) : decideQuestion(parts, state, answer);
    return [...said, ...taken];
  });
  if (taken.length > 0) await keepTaken(parts, state);
  return state;
};

const decideConfiguration = async (parts: AppParts, version: string, who: string, { answer, reason }: Answer): Promise<ReleaseState> => {
  if (answer !== "take-over")
    throw explain("USAGE", {
      what: `${JSON.stringify(answer)} is no answer about the configuration.`,
      next: "Answer take-over, or put the file back.",
    });
  const taken = await takeOver(parts, await loadRelease(parts, version), who, reason);
  const state = await say(parts, version, (now) => {
    requireUnderWay(now, who, "take the configuration over");
    return [taken];
  });
  await keepTaken(parts, state);
  return state;
};

const decideQuestion = (parts: AppParts, state: ReleaseState, { about, answer, reason, to }: Answer): readonly Event[] => {
  const { step, item, standing } = requireStep(state, about);
  const question = standing.is === "ready" ? standing.record.parked : undefined;
  if (standing.is !== "ready" || question === undefined) {
    throw explain("USAGE", { what: `${step.id} asks no question.`, next: "See `signalbox status` for the questions that are open." });
  }
  if (!question.answers.includes(answer)) {
    throw explain("USAGE", {
      what: `${JSON.stringify(answer)} is no answer to ${step.id}.`,
      next: `Answer one of: ${question.answers.join(", ")}.`,
    });
  }
  const at = { step: step.id, key: standing.key };
  if (answer === "retry") return [{ is: "retried", ...at, reason }];
  if (answer === "abandon") requireDispensable(state, step, item, parts.actor);
  const answered: Event = { is: "answered", ...at, answer, reason };
  if (answer === "new-candidate") return [answered, { is: "heading-dated", day: today(parts), reason }];
  if (answer === "plan-again") return [answered, { is: "replan-asked", reason }];
  if (answer === "move-departure") return [answered, { is: "departure-moved", to: requireDay(parts, state, to), reason }];
  return [answered];
};

/** What guards other items, or what they are made of, cannot be given up alone: they would go ahead without it, or wait without end. */
const requireDispensable = (state: ReleaseState, step: PlannedStep, item: PlannedItem | undefined, who: string): void => {
  requireUnneeded(state, [step.id], who, `abandon ${step.id}`);
  const guarded = state.plan?.items.filter((each) => item !== undefined && each.after.includes(item.id)) ?? [];
  if (item?.interlock === undefined || guarded.length === 0) return;
  throw explain("NOT_ALLOWED", {
    who,
    what: `abandon ${step.id}`,
    why: `It guards ${guarded.map((each) => each.id).join(", ")}: ${item.interlock}`,
    next: "Do what it asks for, or abort the release with a reason.",
  });
};

const decideAdmission = (state: ReleaseState, who: string, { about, answer, reason }: Answer): readonly Event[] => {
  const pull = about.slice("pull/".length);
  const known = state.verdicts.find((each) => each.pull === pull);
  if (known === undefined)
    throw explain("USAGE", {
      what: `No pull request ${pull} has asked to board.`,
      next: "Run `signalbox tick` first, then see `signalbox status`.",
    });
  if (answer !== "admit" && answer !== "refuse")
    throw explain("USAGE", { what: `${JSON.stringify(answer)} is no verdict.`, next: "Answer admit or refuse." });
  return [
    {
      is: "verdict-given",
      pull,
      commit: known.commit,
      title: known.title,
      author: known.author,
      verdict: answer === "admit" ? "exception" : "refused",
      reason: `${who}: ${reason}`,
    },
  ];
};

const requireDay = (parts: AppParts, { kind }: ReleaseState, day: string | undefined): string => {
  const found = day === undefined ? undefined : parsePlainDate(day);
  if (found === undefined) throw explain("USAGE", { what: "A moved departure needs its new day.", next: "Add --to YYYY-MM-DD." });
  if (kind === "release") requireOneMoment(parts, found);
  return found;
};
