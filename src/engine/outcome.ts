import { type ErrorCode, explain, type ReleaseError } from "../domain/errors.ts";
import { addDuration, compareInstants, type Duration, type Instant } from "../domain/instant.ts";
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
  /** Steps that must still hold when this one is sent. */
  readonly guardedBy: readonly string[];
}

/** Frees the driver until a later look. `failed`: looking itself failed · `unsent`: the request was refused for now, so nothing was applied. */
export const wait = (here: Here, poll: Duration, why: string, more: Waiting = {}): Promise<void> =>
  waitUntil(here, addDuration(here.driving.now(), poll), why, more);

interface Waiting {
  readonly failed?: boolean;
  readonly unsent?: boolean;
}

/** A moment that has passed already would be due again at once, for ever. */
const leastWait = 1000 as Duration;

/** Frees the driver until a moment that is known. */
export const waitUntil = (here: Here, until: Instant, why: string, more: Waiting = {}): Promise<void> => {
  const soonest = addDuration(here.driving.now(), leastWait);
  const later = compareInstants(until, soonest) < 0 ? soonest : until;
  const event = { is: "pending", step: here.step, key: here.key, epoch: here.driving.epoch, until: later, why, ...more } as const;
  return more.unsent === true ? here.driving.record(event) : here.driving.append(event);
};

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
