import { compareInstants, instant } from "../../domain/instant.ts";
import type { Entry } from "../../domain/journal/event.ts";
import type { EffectClass } from "../../domain/step.ts";
import { type Disturbance, leavesUnknown } from "./cells.ts";

/** What decides about an effect whether a person may be asked. */
interface Askable {
  readonly id: string;
  readonly class: EffectClass;
}

/**
 * The questions that a cell must end with: one for each intent of a blind effect of which the outcome became unknown, at least one where something came to
 * the effect that leaves its outcome unknown, and none otherwise. What is only called unknown, without that such a thing came, needs no question.
 */
export const neededQuestions = (
  effects: readonly Askable[],
  entries: readonly Entry[],
  cameTo: (effect: string) => readonly Disturbance[],
): readonly string[] => {
  const attempts = attemptsIn(entries);
  const blind = effects.filter((each) => each.class === "blind");
  return blind.flatMap(({ id }) => {
    const came = cameTo(id);
    const leaves = came.some(leavesUnknown);
    const unknown = attempts.filter((each) => each.step === id && each.unknown && (leaves || wasTakenForDead(each, came)));
    return Array.from({ length: Math.max(unknown.length, leaves ? 1 : 0) }, () => `${id} UNKNOWN_OUTCOME`);
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
  /** Whether its outcome was called unknown. */
  readonly unknown: boolean;
  /** Whether that was by another driver, which claimed the release when the claim of the one that intended it had run out, by the moments in the journal. */
  readonly ranOut: boolean;
}

const attemptsIn = (entries: readonly Entry[]): readonly Attempt[] => {
  const attempts: Attempt[] = [];
  const latest = new Map<string, { readonly at: number; readonly epoch: number }>();
  let claim: { readonly epoch: number; readonly until: string; readonly ranOut: boolean } | undefined;
  for (const { at, event } of entries) {
    if (event.is === "owner-released") claim = undefined;
    if (event.is === "owner-claimed") {
      const isPast = claim !== undefined && compareInstants(instant(claim.until), instant(at)) <= 0;
      claim = { epoch: event.epoch, until: event.until, ranOut: claim?.epoch === event.epoch ? claim.ranOut : isPast };
    }
    if (event.is === "intent") {
      latest.set(event.step, { at: attempts.length, epoch: event.epoch });
      attempts.push({ step: event.step, unknown: false, ranOut: false });
    }
    if (event.is !== "unknown") continue;
    const intent = latest.get(event.step);
    if (intent === undefined) continue;
    const ranOut = claim?.epoch === event.epoch && event.epoch === intent.epoch + 1 && claim.ranOut;
    attempts[intent.at] = { step: event.step, unknown: true, ranOut };
  }
  return attempts;
};
