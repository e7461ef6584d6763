import { ReleaseError } from "../domain/errors.ts";
import { addDuration, compareInstants, type Duration, type Instant, instant } from "../domain/instant.ts";
import { recordOf } from "../domain/journal/fold.ts";
import type { StepRecord } from "../domain/journal/state.ts";
import type { Dial, PlannedStep } from "../domain/plan.ts";
import type { Standing } from "../domain/progress.ts";
import type { AnyStep } from "../domain/step.ts";
import type { Driving } from "./driving.ts";
import { type Looked, look, lookerOf, lookingAt } from "./look.ts";
import { askWhetherItHappened, type Here, park, parkError, wait, waitUntil } from "./outcome.ts";
import { settleFound } from "./settle-found.ts";

type Ready = Extract<Standing, { readonly is: "ready" }>;

/**
 * Runs one effect or wait: intent, look, apply when absent, receipt, look again, verify, outcome. Every line of it may be the last before
 * a crash; the next run starts from the record and looks before it sends.
 */
export const runStep = async (
  driving: Driving,
  anyKind: Exclude<AnyStep, { readonly is: "decision" }>,
  step: PlannedStep,
  ready: Ready,
  by: Dial,
): Promise<void> => {
  const here: Here = { driving, kind: lookerOf(anyKind), step: step.id, key: ready.key, input: ready.input };
  if (here.kind.is === "wait")
    return settleFound(here, await lookNow(here), () => wait(here, here.kind.poll, here.kind.describe(here.input)));
  const record = recordNow(here);
  if (record.answer?.word === "happened") return happened(here, record);
  if (by === "people") return awaitPeople(here, record);
  if (record.intent === undefined) return begin(here);
  if (record.receipt !== undefined) return settleFound(here, await lookNow(here), () => awaitVisible(here, record));
  return settleFound(here, await lookNow(here), () => decideResend(here, record));
};

const recordNow = (here: Here): StepRecord => recordOf(here.driving.state(), { step: here.step, key: here.key });

const lookNow = (here: Here): Promise<Looked> =>
  look(here.driving.parts.ports, here.kind, here.input, lookingAt(here.driving, here.key, recordNow(here)));

const begin = async (here: Here): Promise<void> => {
  await here.driving.parts.boundaries.cross({ step: here.step, boundary: "b0" });
  await here.driving.append({
    is: "intent",
    step: here.step,
    key: here.key,
    epoch: here.driving.epoch,
    describes: here.kind.describe(here.input),
  });
  await here.driving.parts.boundaries.cross({ step: here.step, boundary: "b1" });
  return settleFound(here, await lookNow(here), () => send(here));
};

const send = async (here: Here): Promise<void> => {
  const { driving, kind } = here;
  if (kind.is !== "effect") return;
  const receipt = await attempt(() => kind.apply(driving.parts.ports, here.input, lookingAt(driving, here.key, recordNow(here))));
  await driving.parts.boundaries.cross({ step: here.step, boundary: "b2" });
  if (receipt instanceof ReleaseError) return sendingFailed(here, receipt);
  await driving.append({ is: "receipt", step: here.step, key: here.key, epoch: driving.epoch, receipt });
  await driving.parts.boundaries.cross({ step: here.step, boundary: "b3" });
  await settleFound(here, await lookNow(here), () => awaitVisible(here, recordNow(here)));
};

const attempt = async (apply: () => Promise<string>): Promise<string | ReleaseError> => {
  try {
    return await apply();
  } catch (error) {
    if (error instanceof ReleaseError) return error;
    throw error;
  }
};

const sendingFailed = async (here: Here, error: ReleaseError): Promise<void> => {
  switch (error.explanation.retry) {
    case "later":
      return wait(here, (error.retryAfter ?? here.kind.poll) as Duration, error.explanation.what, { unsent: true });
    case "never":
      return parkError(here, error);
    case "unknown":
      await here.driving.append({
        is: "unknown",
        step: here.step,
        key: here.key,
        epoch: here.driving.epoch,
        reason: error.explanation.what,
      });
      return settleFound(here, await lookNow(here), () => decideResend(here, recordNow(here)));
  }
};

/** It was answered, so it was applied: absence is only a list that lags, until the settle time says otherwise. */
const awaitVisible = async (here: Here, record: StepRecord): Promise<void> => {
  const { kind } = here;
  if (kind.is !== "effect" || record.intent === undefined) return;
  const visibleBy = addDuration(instant(record.intent.at), kind.settle);
  if (compareInstants(here.driving.now(), visibleBy) < 0)
    return wait(here, kind.poll, `${kind.describe(here.input)}: applied, not visible yet`);
  return park(here, "BROKEN", { step: here.step, found: "it was applied, but cannot be seen after the settle time" }, [
    "retry",
    "happened",
    "abandon",
  ]);
};

/** The outcome of an earlier attempt is not known and nothing is to be seen of it. What is safe depends on the effect's class. */
const decideResend = async (here: Here, record: StepRecord): Promise<void> => {
  const { kind } = here;
  if (kind.is !== "effect" || record.intent === undefined) return;
  if (kind.class === "keyed" || record.answer?.word === "send") return sendAgain(here);
  if (kind.class === "blind") return askWhetherItHappened(here, kind.describe(here.input));
  const sentBy = record.unknown === undefined ? instant(record.intent.at) : instant(record.unknown.at);
  const appliedBy = addDuration(sentBy, (kind.deadline + kind.lateness) as Duration);
  const now = here.driving.now();
  if (compareInstants(now, appliedBy) < 0) return lookAgain(here, appliedBy);
  if (record.looks === undefined) {
    await here.driving.append({ is: "looked", step: here.step, key: here.key, epoch: here.driving.epoch, found: "absent" });
    return lookAgain(here, addDuration(now, kind.settle));
  }
  const secondLook = addDuration(instant(record.looks.at), kind.settle);
  return compareInstants(now, secondLook) < 0 ? lookAgain(here, secondLook) : sendAgain(here);
};

const lookAgain = (here: Here, until: Instant): Promise<void> =>
  waitUntil(here, until, "the reply was lost; looking again before anything is sent");

const sendAgain = async (here: Here): Promise<void> => {
  await here.driving.append({
    is: "intent",
    step: here.step,
    key: here.key,
    epoch: here.driving.epoch,
    describes: here.kind.describe(here.input),
  });
  return send(here);
};

const happened = async (here: Here, record: StepRecord): Promise<void> => {
  const found = await lookNow(here);
  const facts = found.is === "present" || found.is === "superseded" ? here.kind.facts(here.input, found.state) : {};
  await here.driving.append({
    is: "done",
    step: here.step,
    key: here.key,
    epoch: here.driving.epoch,
    facts,
    evidence: `${record.answer?.by} says that it happened: ${record.answer?.reason}`,
    byHand: true,
  });
};

/** The dial is on people: seen in the world, or marked with evidence; never sent. */
const awaitPeople = async (here: Here, record: StepRecord): Promise<void> => {
  const mark = record.marks.at(-1);
  const found: Looked = await lookNow(here);
  if (found.is === "present" || found.is === "superseded") return settleFound(here, found, async () => {});
  if (mark === undefined) return wait(here, here.kind.poll, "a person does this; waiting to see it, or for a mark");
  await here.driving.append({
    is: "done",
    step: here.step,
    key: here.key,
    epoch: here.driving.epoch,
    facts: {},
    evidence: `${mark.by}: ${mark.evidence}`,
    byHand: true,
  });
};
