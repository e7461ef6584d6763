import { compareInstants, instant } from "../../domain/instant.ts";
import type { Entry } from "../../domain/journal/event.ts";
import type { EffectClass } from "../../domain/step.ts";
import { type Disturbance, leavesUnknown } from "./cells.ts";

/** What decides about an effect whether a person may be asked. */
interface Askable {
  readonly id: string;
  readonly class: EffectClass;
  /** Its look sees whether it was done, but not how often. */
  readonly uncounted: boolean;
}

/**
 * The questions that a cell must end with: one for each intent of a blind effect of which the outcome became unknown, at least one where something came to
 * the effect that leaves its outcome unknown, and none otherwise. Where a look sees the effect without counting it, one for each such intent of which
 * nothing came to be seen: what is seen settles it, whoever says what. What is only called unknown, without that such a thing came, needs no question.
 */
export const neededQuestions = (
  effects: readonly Askable[],
  entries: readonly Entry[],
  cameTo: (effect: string) => readonly Disturbance[],
): readonly string[] => {
  const attempts = attemptsIn(entries);
  return effects.flatMap(({ id, class: sort, uncounted }) => {
    if (sort !== "blind" && !uncounted) return [];
    const came = cameTo(id);
    const leaves = came.some(leavesUnknown);
    const unknown = attempts.filter((each) => each.step === id && each.unknown && (leaves || wasTakenForDead(each, came)));
    const asked = uncounted ? unknown.filter(({ done }) => !done).length : Math.max(unknown.length, leaves ? 1 : 0);
    return Array.from({ length: asked }, () => `${id} UNKNOWN_OUTCOME`);
  });
};

/**
 * By a clock that is ahead, the claim of a driver that is alive has run out. A second one that is woken then takes it for dead, as it must take one that
 * stands still, and cannot know whether what it intended was sent. Either alone leaves nothing unknown.
 */
const wasTakenForDead = ({ ranOut }: Attempt, came: readonly Disturbance[]): boolean =>
  ranOut && came.includes("clock-ahead") && came.includes("double-wake-up");

/** One intent, and how it went on. */
interface Attempt {
  readonly step: string;
  readonly epoch: number;
  /** Whether its outcome was called unknown. */
  readonly unknown: boolean;
  /** Whether that was by another driver, which claimed the release when the claim of the one that intended it had run out, by the moments in the journal. */
  readonly ranOut: boolean;
  /** Whether it was over before it was intended again. */
  readonly done: boolean;
}

const attemptsIn = (entries: readonly Entry[]): readonly Attempt[] => {
  const attempts: Attempt[] = [];
  const change = (step: string, by: (attempt: Attempt) => Partial<Attempt>): void => {
    const at = attempts.findLastIndex((each) => each.step === step);
    const attempt = attempts[at];
    if (attempt !== undefined) attempts[at] = { ...attempt, ...by(attempt) };
  };
  let claim: { readonly epoch: number; readonly until: string; readonly ranOut: boolean } | undefined;
  for (const { at, event } of entries) {
    if (event.is === "owner-released") claim = undefined;
    if (event.is === "owner-claimed") {
      const isPast = claim !== undefined && compareInstants(instant(claim.until), instant(at)) <= 0;
      claim = { epoch: event.epoch, until: event.until, ranOut: claim?.epoch === event.epoch ? claim.ranOut : isPast };
    }
    if (event.is === "intent") attempts.push({ step: event.step, epoch: event.epoch, unknown: false, ranOut: false, done: false });
    if (event.is === "done") change(event.step, () => ({ done: true }));
    if (event.is !== "unknown") continue;
    const isTaker = claim?.epoch === event.epoch && claim.ranOut;
    change(event.step, ({ epoch }) => ({ unknown: true, ranOut: isTaker && event.epoch === epoch + 1 }));
  }
  return attempts;
};
