import { explainQuestion } from "../domain/errors.ts";
import type { Duration } from "../domain/instant.ts";
import { recordOf } from "../domain/journal/fold.ts";
import type { Json } from "../domain/known.ts";
import type { Looked } from "./look.ts";
import { type Here, park, parkError, wait, waitUntil } from "./outcome.ts";

const mostFailedLooks = 20;

/** Turns what a look found into an outcome; `whenAbsent` says what absence means here. */
export const settleFound = async (here: Here, found: Looked, whenAbsent: () => Promise<void>): Promise<void> => {
  switch (found.is) {
    case "absent":
      return whenAbsent();
    case "present":
      return settlePresent(here, found.state);
    case "superseded":
      return done(here, found.state, found.evidence);
    case "conflicting":
      return conflict(here, found);
    case "unreadable":
      return cannotLook(here, found.why);
    case "failed":
      if (found.error.explanation.retry === "never") return parkError(here, found.error);
      return cannotLook(here, found.error.explanation.what, found.error.retryAfter);
  }
};

const settlePresent = async (here: Here, state: Json): Promise<void> => {
  const verified = here.kind.verify(here.input, state);
  switch (verified.is) {
    case "holds":
      return done(here, state, verified.evidence);
    case "pending":
      return verified.until === undefined ? wait(here, here.kind.poll, verified.why) : waitUntil(here, verified.until, verified.why);
    case "broken":
      return park(here, "BROKEN", { step: here.step, found: verified.found }, ["retry", "happened", "abandon"]);
  }
};

const done = async (here: Here, state: Json, evidence: string): Promise<void> => {
  const { driving, kind, step, key, hands } = here;
  const adopted = hands === undefined ? {} : { adopted: true };
  await driving.record({ is: "done", step, key, epoch: driving.epoch, facts: kind.facts(here.input, state), evidence, ...adopted });
  await driving.parts.boundaries.cross({ step, boundary: "b4" });
};

/** A person may have accepted what is there instead; otherwise it is a question. */
const conflict = async (here: Here, found: Extract<Looked, { readonly is: "conflicting" }>): Promise<void> => {
  const answer = recordOf(here.driving.state(), { step: here.step, key: here.key }).answer;
  const accepted = answer !== undefined && (answer.word === "accept" || found.answers?.[0] === answer.word);
  if (accepted && found.state !== undefined) return done(here, found.state, `${answer.by} decided «${answer.word}»: ${answer.reason}`);
  const error = explainQuestion(found.code, { step: here.step, found: found.found });
  const { what, why, next } = error.explanation;
  const answers = found.answers ?? (found.state === undefined ? ["retry", "abandon"] : ["retry", "accept", "abandon"]);
  const question = { code: found.code ?? error.code, what, why, next, answers };
  await here.driving.append({ is: "parked", step: here.step, key: here.key, epoch: here.driving.epoch, question });
};

const cannotLook = async (here: Here, why: string, retryAfter?: number): Promise<void> => {
  const failures = recordOf(here.driving.state(), { step: here.step, key: here.key }).pending?.failures ?? 0;
  if (failures >= mostFailedLooks)
    return park(here, "CONFLICTING", { step: here.step, found: `it cannot be looked at: ${why}` }, ["retry", "abandon"]);
  return wait(here, (retryAfter ?? here.kind.poll) as Duration, why, { failed: true });
};
