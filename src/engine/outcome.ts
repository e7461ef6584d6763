import { type ErrorCode, explain, type ReleaseError } from "../domain/errors.ts";
import { addDuration, compareInstants, type Duration, type Instant, instant } from "../domain/instant.ts";
import { recordOf } from "../domain/journal/fold.ts";
import type { StepRecord } from "../domain/journal/state.ts";
import type { Json } from "../domain/known.ts";
import type { Driving } from "./driving.ts";
import type { Looker } from "./look.ts";

/** The step at hand: what it is, on what input, under which key. */
export interface Here {
  readonly driving: Driving;
  readonly kind: Looker;
  readonly step: string;
  readonly key: string;
  readonly input: Json;
  /** People did it: what is as it should be counts without our mark, now and whenever it is looked at again. */
  readonly hands?: true;
  /** Steps that must still hold when this one is sent. */
  readonly guardedBy: readonly string[];
}

/** Frees the driver until a later look. `failed`: looking itself failed · `unsent`: the request was refused for now, so nothing was applied. */
export const wait = (here: Here, poll: Duration, why: string, more: Waiting = {}): Promise<void> => {
  const until = addDuration(here.driving.now(), poll);
  const known = sameWait(here, why, more);
  return known === undefined ? waitUntil(here, until, why, more) : rest(here, known, until);
};

interface Waiting {
  readonly failed?: boolean;
  readonly unsent?: boolean;
  readonly people?: boolean;
}

/** A moment that has passed already would be due again at once, for ever. */
const leastWait = 1000 as Duration;

/** Frees the driver until a moment that is known. */
export const waitUntil = (here: Here, until: Instant, why: string, more: Waiting = {}): Promise<void> => {
  const soonest = addDuration(here.driving.now(), leastWait);
  const later = compareInstants(until, soonest) < 0 ? soonest : until;
  const known = sameWait(here, why, more);
  if (known !== undefined && compareInstants(until, instant(known.until)) <= 0) return rest(here, known, later);
  const event = { is: "pending", step: here.step, key: here.key, epoch: here.driving.epoch, until: later, why, ...more } as const;
  return more.unsent === true ? here.driving.record(event) : here.driving.append(event);
};

type Pending = NonNullable<StepRecord["pending"]>;

/**
 * The wait that is in the journal already, when this look has found nothing new. What failed or was refused is counted there each time, and an
 * effect under way, which waits for minutes at most, has every look on record.
 */
const sameWait = ({ driving, step, key }: Here, why: string, more: Waiting): Pending | undefined => {
  const { pending, intent } = recordOf(driving.state(), { step, key });
  if (more.failed === true || more.unsent === true || intent !== undefined) return undefined;
  return pending?.why === why && pending.failures === 0 ? pending : undefined;
};

/** A wake-up is journalled once and not with each look: who looks every minute for a month leaves no trace of it. */
const rest = async ({ driving }: Here, pending: Pending, until: Instant): Promise<void> => driving.rest(pending, until);

/** Stops the step with a question for a person. */
export const park = <Code extends ErrorCode>(
  here: Here,
  code: Code,
  at: Parameters<typeof explain<Code>>[1],
  answers: readonly string[],
): Promise<void> => here.driving.append(asking(here, explain(code, at), answers));

const usualAnswers = ["retry", "happened", "abandon"];

/** Looking failed in a way that time does not mend. */
export const parkError = (here: Here, error: ReleaseError): Promise<void> => here.driving.append(asking(here, error, usualAnswers));

/** The request was refused for good: nothing was applied, so a retry begins anew. */
export const parkRefused = (here: Here, error: ReleaseError): Promise<void> =>
  here.driving.record({ ...asking(here, error, usualAnswers), unsent: true });

const asking = ({ driving, step, key }: Here, error: ReleaseError, answers: readonly string[]) => {
  const { what, why, next } = error.explanation;
  return { is: "parked", step, key, epoch: driving.epoch, question: { code: error.code, what, why, next, answers } } as const;
};

export const askWhetherItHappened = (here: Here, what: string): Promise<void> =>
  park(here, "UNKNOWN_OUTCOME", { step: here.step, what }, ["happened", "send", "abandon"]);
