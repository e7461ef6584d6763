import { planRollback, type RollbackPlan } from "../../checklist/5-rollback/plan-rollback.ts";
import { explain, isLostRace } from "../../domain/errors.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import { progressOf } from "../../domain/progress.ts";
import { isLaunched } from "../launched-since.ts";
import { loadRelease } from "../load-release.ts";
import { withRunbook } from "../make-runbook.ts";
import type { AppParts } from "../parts.ts";
import { requireCaptain, requirePerson, requireReason } from "../refuse.ts";
import { surveyRollback } from "./survey-rollback.ts";
import { tellRollback } from "./tell-rollback.ts";

export type { RollbackPlan };

const what = "roll a release back";

/** What rolling back would come to, or that it was rolled back already. */
export type Prospect =
  | { readonly is: "begun"; readonly state: ReleaseState }
  | { readonly is: "possible"; readonly state: ReleaseState; readonly plan: RollbackPlan };

/**
 * Looks at what rolling a release back would do, and changes nothing. Raises NOT_ALLOWED where nothing was launched, where a request may be on its way
 * whose outcome would decide what there is to take back, and to all but captains.
 */
export const foreseeRollback = async (parts: AppParts, version: string, reason: string): Promise<Prospect> => {
  requireCaptain(requirePerson(parts.train, parts.actor, what), {
    what,
    why: "Only a captain answers for it.",
    next: "Ask a captain to do it.",
  });
  requireReason(reason, "A rollback", "everybody who was told of the release reads it");
  const state = await loadRelease(parts, version);
  if (state.rollback !== undefined) return { is: "begun", state };
  requireLaunched(state, parts.actor);
  requireNothingUnderWay(state, parts);
  const survey = await surveyRollback(parts, state);
  const texts = tellRollback(parts.train, { version, previous: survey.previous, reason });
  const plan = planRollback({ train: parts.train, state, progress: progressOf(state), survey, texts, lacks: parts.lacks });
  return { is: "possible", state, plan };
};

/** Times that a driver may write between our look and our word. */
const mostTries = 20;

/** Puts into the record that a release is taken back, and how; driving it does the rest. What was planned from an older record is planned again. */
export const rollBack = async (given: AppParts, version: string, reason: string): Promise<Prospect> => {
  const parts = withRunbook(given);
  for (let attempt = 1; ; attempt += 1) {
    const prospect = await foreseeRollback(parts, version, reason);
    if (prospect.is === "begun") return prospect;
    const { items, leaves, undoes } = prospect.plan;
    const said = [
      // A program that does not know rollbacks reads an abort, and leaves the release alone.
      { is: "aborted", reason: `rolled back: ${reason}` } as const,
      { is: "rolled-back", reason, items, leaves, undoes } as const,
    ].map((event) => ({ at: parts.clock.now(), actor: parts.actor, event }));
    try {
      await parts.journal.append(prospect.state.release, prospect.state.sequence, said);
      return prospect;
    } catch (error) {
      if (attempt === mostTries || !isLostRace(error)) throw error;
    }
  }
};

const requireLaunched = (state: ReleaseState, who: string): void => {
  if (isLaunched(state)) return;
  throw explain("NOT_ALLOWED", {
    who,
    what: `roll ${state.version} back`,
    why: "It was not launched: its tag was not pushed, so nobody has it.",
    next: `End it with \`signalbox abort ${state.version} --reason TEXT\`, which says what to undo by hand.`,
  });
};

/** What may be on its way decides what there is to take back. */
const requireNothingUnderWay = (state: ReleaseState, { actor, kinds }: AppParts): void => {
  const open = progressOf(state).find(
    ({ step, standing }) => standing.is === "ready" && standing.record.intent !== undefined && kinds.get(step.kind)?.is === "effect",
  );
  if (open === undefined) return;
  throw explain("NOT_ALLOWED", {
    who: actor,
    what: `roll ${state.version} back now`,
    why: `${open.step.id} was begun, and whether it has happened is not known yet; what there is to take back depends on it.`,
    next: `Run \`signalbox tick ${state.version}\` until that is known, or answer its question, and then roll back.`,
  });
};
