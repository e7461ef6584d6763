import { type ErrorCode, explain, type ReleaseError } from "../domain/errors.ts";
import { addDuration, type Duration, type Instant } from "../domain/instant.ts";
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
}

/** Frees the driver until a later look. `failed`: looking itself failed · `unsent`: the request was refused for now, so nothing was applied. */
export const wait = (here: Here, poll: Duration, why: string, more: Waiting = {}): Promise<void> =>
  waitUntil(here, addDuration(here.driving.now(), poll), why, more);

interface Waiting {
  readonly failed?: boolean;
  readonly unsent?: boolean;
}

/** Frees the driver until a moment that is known. */
export const waitUntil = (here: Here, until: Instant, why: string, more: Waiting = {}): Promise<void> =>
  here.driving.append({ is: "pending", step: here.step, key: here.key, epoch: here.driving.epoch, until, why, ...more });

/** Stops the step with a question for a person. */
export const park = <Code extends ErrorCode>(
  here: Here,
  code: Code,
  at: Parameters<typeof explain<Code>>[1],
  answers: readonly string[],
): Promise<void> => parkError(here, explain(code, at), answers);

export const parkError = (
  here: Here,
  error: ReleaseError,
  answers: readonly string[] = ["retry", "happened", "abandon"],
): Promise<void> => {
  const { what, why, next } = error.explanation;
  return here.driving.append({
    is: "parked",
    step: here.step,
    key: here.key,
    epoch: here.driving.epoch,
    question: { code: error.code, what, why, next, answers },
  });
};

export const askWhetherItHappened = (here: Here, what: string): Promise<void> =>
  park(here, "UNKNOWN_OUTCOME", { step: here.step, what }, ["happened", "send", "abandon"]);
