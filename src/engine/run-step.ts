import { isByPeople } from "../domain/dial.ts";
import { ReleaseError } from "../domain/errors.ts";
import { addDuration, compareInstants, type Duration, type Instant, instant } from "../domain/instant.ts";
import type { StepRecord } from "../domain/journal/state.ts";
import type { Dial, PlannedStep } from "../domain/plan.ts";
import type { Standing } from "../domain/progress.ts";
import type { AnyStep } from "../domain/step.ts";
import { awaitPeople, awaitWorld, byHand, vouched } from "./await-people.ts";
import { type Driving, renew } from "./driving.ts";
import { anyLapsed } from "./guards.ts";
import { lookerOf, lookingAt } from "./look.ts";
import { lookNow, recordNow } from "./look-now.ts";
import { askWhetherItHappened, type Here, park, parkRefused, wait, waitUntil } from "./outcome.ts";
import { settleFound } from "./settle-found.ts";

type Ready = Extract<Standing, { readonly is: "ready" }>;

/** Unknown outcomes of one effect after which a person is asked instead of trying for ever. */
const mostUnknowns = 8;

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
  const asked: Here = {
    driving,
    kind: lookerOf(anyKind),
    step: step.id,
    key: ready.key,
    input: ready.input,
    guardedBy: step.guardedBy ?? [],
  };
  const record = recordNow(asked);
  // Until it was sent from here, what stands there may have been made by the people from whom the release was picked up.
  const here: Here = driving.state().adopted && record.receipt === undefined ? { ...asked, hands: true } : asked;
  if (record.answer?.word === "happened") return happened(here, record.answer);
  if (here.kind.is === "wait") return awaitWorld(here, record, by);
  if (isByPeople(by, anyKind)) return awaitPeople(here, record);
  if (record.intent === undefined) return begin(here);
  return settleFound(here, await lookNow(here), () => notSeen(here));
};

const begin = async (here: Here): Promise<void> => {
  if (isInDoubt(here)) return ask(here);
  if (await anyLapsed(here.driving, here.guardedBy)) return;
  await intend(here);
  // A record that was put back may have lost that this was sent: then what cannot be seen is an unknown outcome, not the beginning.
  const isFirst = here.driving.state().restoredAt === undefined;
  return settleFound(here, await lookNow(here), () => (isFirst ? send(here) : notSeen(here)));
};

/** Whether it happened is asked of the same step under an older plan: another text does not make it another message. */
const isInDoubt = (here: Here): boolean =>
  recordNow(here).answer?.word !== "send" &&
  [...here.driving.state().records].some(([name, { parked }]) => name.startsWith(`${here.step} `) && parked?.code === "UNKNOWN_OUTCOME");

const sendAgain = async (here: Here): Promise<void> => {
  if (await anyLapsed(here.driving, here.guardedBy)) return;
  await intend(here);
  return send(here);
};

const intend = async ({ driving, kind, step, key, input }: Here): Promise<void> => {
  await driving.parts.boundaries.cross({ step, boundary: "b0" });
  await driving.append({ is: "intent", step, key, epoch: driving.epoch, describes: kind.describe(input) });
  await driving.parts.boundaries.cross({ step, boundary: "b1" });
};

/** From here on only what carries our own mark counts. */
const ownOnly = ({ driving, kind, step, key, input, guardedBy }: Here): Here => ({ driving, kind, step, key, input, guardedBy });

const send = async (begun: Here): Promise<void> => {
  const here = ownOnly(begun);
  const { driving, kind } = here;
  if (kind.is !== "effect") return;
  // A driver that was frozen until its claim ran out must not send beside its successor.
  await renew(driving);
  const receipt = await attempt(() => kind.apply(driving.parts.ports, here.input, lookingAt(driving, here.key, recordNow(here))));
  await driving.parts.boundaries.cross({ step: here.step, boundary: "b2" });
  if (receipt instanceof ReleaseError) return sendingFailed(here, receipt);
  await driving.record({ is: "receipt", step: here.step, key: here.key, epoch: driving.epoch, receipt });
  await driving.parts.boundaries.cross({ step: here.step, boundary: "b3" });
  await settleFound(here, await lookNow(here), () => notSeen(here));
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
  const { retry, fault, what } = error.explanation;
  if (retry === "later") return wait(here, (error.retryAfter ?? here.kind.poll) as Duration, what, { unsent: true });
  // A mistake of our own proves nothing about what was sent before it showed.
  // Nor does the refusal of a repeated one: the first may have been applied, and the look that did not find it may have lagged.
  if (retry === "never" && fault !== "bug" && !isRepeated(here)) return parkRefused(here, error);
  await unknown(here, what);
  return settleFound(here, await lookNow(here), () => notSeen(here));
};

const isRepeated = (here: Here): boolean =>
  here.kind.is === "effect" && here.kind.class === "keyed" && (recordNow(here).intent?.count ?? 0) > 1;

const unknown = ({ driving, step, key }: Here, reason: string): Promise<void> =>
  driving.record({ is: "unknown", step, key, epoch: driving.epoch, reason });

/** An intent is open and there is nothing to be seen of it. */
const notSeen = (here: Here): Promise<void> => {
  const record = recordNow(here);
  if (record.answer?.word === "send") return sendAgain(here);
  return record.receipt === undefined ? decideResend(here, record) : awaitVisible(here, record);
};

/** It was answered, so it was applied: absence is only a list that lags, until two looks after the settle time say otherwise. */
const awaitVisible = async (here: Here, record: StepRecord): Promise<void> => {
  const { kind } = here;
  if (kind.is !== "effect" || record.intent === undefined) return;
  const visibleBy = addDuration(instant(record.intent.at), kind.settle);
  const now = here.driving.now();
  const why = `${kind.describe(here.input)}: applied, not visible yet`;
  if (compareInstants(now, visibleBy) < 0) return wait(here, kind.poll, why);
  // A clock that was set forward would make one look seem late, so a second one a settle time after it decides.
  if (record.looks === undefined) {
    await here.driving.append({ is: "looked", step: here.step, key: here.key, epoch: here.driving.epoch, found: "absent" });
    return wait(here, kind.poll, why);
  }
  if (compareInstants(now, addDuration(instant(record.looks.at), kind.settle)) < 0) return wait(here, kind.poll, why);
  return park(here, "BROKEN", { step: here.step, found: "it was applied, but cannot be seen after the settle time" }, [
    "retry",
    "happened",
    "send",
    "abandon",
  ]);
};

/** The outcome of an earlier attempt is not known and nothing is to be seen of it. What is safe depends on the effect's class. */
const decideResend = async (here: Here, record: StepRecord): Promise<void> => {
  const { kind } = here;
  if (kind.is !== "effect") return;
  if (kind.class === "keyed") return resendKeyed(here, kind.settle, record);
  // Whoever intended it ended before the answer was written down; it may have been sent until just now.
  if (record.unknown === undefined) await unknown(here, "the process ended before the answer was recorded");
  if (kind.class === "blind" || hasTriedEnough(recordNow(here))) return ask(here);
  return resendSettled(here, kind, recordNow(here));
};

/**
 * The server refuses or absorbs a second one, so only haste must be avoided: each time twice as long, up to a settle time, so that nobody is
 * asked about what only cannot be seen yet.
 */
const resendKeyed = (here: Here, settle: Duration, record: StepRecord): Promise<void> => {
  if (record.unknown === undefined) return sendAgain(here);
  if (hasTriedEnough(record)) return ask(here);
  const longer = here.kind.poll * 2 ** Math.max(0, record.unknowns - 1);
  const again = addDuration(instant(record.unknown.at), Math.min(longer, settle) as Duration);
  return compareInstants(here.driving.now(), again) < 0 ? lookAgain(here, again) : sendAgain(here);
};

/** Only after nothing sent before can be applied any more, and two looks a settle time apart have found nothing. */
const resendSettled = async (
  here: Here,
  { deadline, lateness, settle, uncounted }: Extract<Here["kind"], { readonly is: "effect" }>,
  { unknown: since, looks }: StepRecord,
): Promise<void> => {
  if (since === undefined) return;
  const now = here.driving.now();
  const appliedBy = addDuration(instant(since.at), (deadline + lateness) as Duration);
  if (compareInstants(now, appliedBy) < 0) return lookAgain(here, appliedBy);
  if (looks === undefined) {
    await here.driving.append({ is: "looked", step: here.step, key: here.key, epoch: here.driving.epoch, found: "absent" });
    return lookAgain(here, addDuration(now, settle));
  }
  const secondLook = addDuration(instant(looks.at), settle);
  if (compareInstants(now, secondLook) < 0) return lookAgain(here, secondLook);
  return uncounted === true ? ask(here) : sendAgain(here);
};

const hasTriedEnough = ({ unknowns }: StepRecord): boolean => unknowns >= mostUnknowns;

const ask = (here: Here): Promise<void> => {
  const { unknown: last } = recordNow(here);
  return askWhetherItHappened(
    here,
    `${here.kind.describe(here.input)}${last === undefined ? "" : ` (${last.reason})${maybeLate(here, last)}`}`,
  );
};

/** Who looks for it too early would take what comes late for what never comes. */
const maybeLate = ({ driving, kind }: Here, { at }: NonNullable<StepRecord["unknown"]>): string => {
  if (kind.is !== "effect") return "";
  const latest = addDuration(instant(at), (kind.deadline + kind.lateness) as Duration);
  return compareInstants(driving.now(), latest) < 0 ? `; it may still happen until ${latest}` : "";
};

const lookAgain = (here: Here, until: Instant): Promise<void> =>
  waitUntil(here, until, "the reply was lost; looking again before anything is sent");

const happened = async (here: Here, { by, reason }: NonNullable<StepRecord["answer"]>): Promise<void> => {
  const found = await lookNow(here);
  // What nobody may accept is not settled by saying that it is well either, unless the question asks for that very word.
  const isAsked = found.is === "conflicting" && found.answers?.includes("happened") === true;
  if (found.is === "conflicting" && found.answers?.includes("accept") === false && !isAsked)
    return settleFound(here, found, async () => {});
  const { kind } = here;
  const words = `${by} says that it happened: ${reason}`;
  const facts = "state" in found && found.state !== undefined ? kind.facts(here.input, found.state) : vouched(here, words);
  return byHand(here, facts, words, (missing) =>
    park(
      here,
      "CONFLICTING",
      { step: here.step, found: `it is said to have happened, but cannot be seen, and later steps need its ${missing}` },
      ["happened", ...(kind.is === "effect" ? ["send"] : ["retry"]), "abandon"],
    ),
  );
};
