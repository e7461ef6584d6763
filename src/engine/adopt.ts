import type { Event, Question } from "../domain/journal/event.ts";
import { foldOne } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { PlannedStep } from "../domain/plan.ts";
import { type StandingAlone, standingAlone } from "../domain/standing-alone.ts";
import { type Driving, deciding } from "./driving.ts";
import { type Looked, type Looker, look, lookerOf, lookingAt } from "./look.ts";
import { type Found, type Seen, unsureIn, type Vouched, worthKeeping } from "./worth-keeping.ts";

/**
 * Picks up what people did without Signalbox: looks at every step whose input is known, whatever stands before it, and writes down what the world
 * shows. Sends nothing. What a person must decide becomes a question, unless they have decided it already by `vouched`.
 */
export const adopt = async (driving: Driving, vouched: Vouched): Promise<readonly Seen[]> =>
  deciding(driving, async () => {
    const { events, seen, takenOver } = await lookAtAll(driving, vouched);
    // What is to come is told by what people wrote, and not by what they wrote over.
    const again: readonly Event[] = takenOver ? [{ is: "replan-asked", reason: "what people made was taken over as it is" }] : [];
    await driving.append({ is: "adopted" }, ...events, ...again);
    return seen;
  });

const lookAtAll = async (
  driving: Driving,
  vouched: Vouched,
): Promise<{ readonly events: readonly Event[]; readonly seen: readonly Seen[]; readonly takenOver: boolean }> => {
  const known = new Set(standingAlone(driving.state()).flatMap(({ step, record }) => (record.done === undefined ? [] : [step.id])));
  const found = new Map<string, Found>();
  const isMissing = ({ id, kind }: PlannedStep): boolean =>
    driving.parts.kinds.get(kind)?.is === "effect" && !known.has(id) && (found.get(id)?.seen.is ?? "open") === "open";
  let state = driving.state();
  for (;;) {
    const next = standingAlone(state).find((each) => !found.has(each.step.id) && each.record.done === undefined);
    if (next === undefined) break;
    const looked = await lookAtOne(driving, state, next, vouched);
    // A wait sees what came of the effects before it in its item: while one of these is missing, it has seen what came of something else.
    const one = looked.isWait && before(next).some(isMissing) ? inItsTurn(looked) : looked;
    found.set(next.step.id, one);
    state = supposing(state, one.event);
  }
  const kept = worthKeeping(state, { found, known }, vouched);
  const unsure = unsureIn(state, found);
  const order = [
    ...(state.plan?.items ?? []).flatMap((each) => each.steps.map((step) => step.id)),
    ...state.added.map(({ step }) => step.id),
  ];
  const listed = order.flatMap((id) => found.get(id) ?? []);
  return {
    takenOver: listed.some(({ seen, isTaken }) => isTaken === true && kept.has(seen.step)),
    events: listed.flatMap(({ seen: { step }, event, unseen }) => (kept.has(step) ? event : unsure.has(step) ? unseen : undefined) ?? []),
    seen: listed.map(({ seen, event, unseen }) => {
      if (event === undefined || kept.has(seen.step)) return seen;
      if (unseen?.is === "parked" && unsure.has(seen.step)) return { ...seen, is: "unsure", says: unseen.question.what };
      return inItsTurn({ seen }).seen;
    }),
  };
};

/** The steps of its own item before it. */
const before = ({ item, step }: StandingAlone): readonly PlannedStep[] => {
  const steps = item?.steps ?? [];
  return steps.slice(
    0,
    Math.max(
      0,
      steps.findIndex(({ id }) => id === step.id),
    ),
  );
};

/** Whatever it looks like now. */
const inItsTurn = ({ seen }: Pick<Found, "seen">): Found => ({
  seen: { ...seen, is: "open", says: "it is looked at when its turn comes" },
  event: undefined,
  momentary: false,
  isWait: true,
});

/** The state as it would be with this event, in memory only. */
const supposing = (state: ReleaseState, event: Event | undefined): ReleaseState =>
  event === undefined
    ? state
    : (foldOne(state, {
        release: state.release,
        sequence: state.sequence,
        at: state.startedAt,
        actor: "signalbox",
        event,
        previous: state.head,
        hash: state.head,
      }) ?? state);

const lookAtOne = async (driving: Driving, state: ReleaseState, at: StandingAlone, vouched: Vouched): Promise<Found> => {
  const { step, item, key, input, record } = at;
  const kind = driving.parts.kinds.get(step.kind);
  const base = { step: step.id, item: item?.id ?? step.id.split("/")[0] ?? "" };
  const open = (says: string): Found => ({
    seen: { ...base, is: "open", says },
    event: undefined,
    momentary: false,
    isWait: false,
  });
  if (kind === undefined) return open(`this version of Signalbox does not know ${step.kind}`);
  if (kind.is === "decision") return open("people decide this");
  if (item !== undefined && state.skipped.has(item.id)) return open("it was left out");
  const looker = lookerOf(kind);
  const momentary = kind.is === "wait" && kind.momentary === true;
  const done = (facts: Readonly<Record<string, string>>, evidence: string, byHand?: true): Found => ({
    seen: { ...base, is: "done", says: evidence },
    event: {
      is: "done",
      step: step.id,
      key,
      epoch: driving.epoch,
      facts,
      evidence,
      adopted: true,
      ...(byHand === undefined ? {} : { byHand }),
    },
    momentary,
    isWait: kind.is === "wait",
  });
  const ask = (is: "conflict" | "unseen", question: Question): Found => ({
    seen: { ...base, is, says: question.what },
    event: { is: "parked", step: step.id, key, epoch: driving.epoch, question },
    momentary,
    isWait: kind.is === "wait",
  });
  const words = vouched.by(step.id) === undefined ? undefined : vouched.words;
  const looked = await look(driving.parts.ports, looker, input, { ...lookingAt(driving, key, record), hands: true });
  return judged({
    looker,
    input,
    looked,
    words,
    open,
    done,
    ask,
    isBlind: kind.is === "effect" && (kind.class === "blind" || kind.onlyOwnSeen === true),
  });
};

interface Judging {
  readonly looker: Looker;
  readonly input: StandingAlone["input"];
  readonly looked: Looked;
  readonly words: string | undefined;
  readonly isBlind: boolean;
  readonly open: (says: string) => Found;
  readonly done: (facts: Readonly<Record<string, string>>, evidence: string, byHand?: true) => Found;
  readonly ask: (is: "conflict" | "unseen", question: Question) => Found;
}

const judged = ({ looker, input, looked, words, isBlind, open, done, ask }: Judging): Found => {
  switch (looked.is) {
    case "absent":
      return isBlind
        ? outOfSight(ask("unseen", unseen(looker.describe(input))), words === undefined ? undefined : done({}, words, true))
        : open(`not there: ${looker.describe(input)}`);
    case "superseded":
      return done(looker.facts(input, looked.state), looked.evidence);
    case "present": {
      const verified = looker.verify(input, looked.state);
      if (verified.is === "holds") return done(looker.facts(input, looked.state), verified.evidence);
      return open(verified.is === "broken" ? verified.found : verified.why);
    }
    case "conflicting": {
      const may = looked.state !== undefined && looked.answers?.includes("accept") !== false;
      if (words !== undefined && may && looked.state !== undefined)
        return { ...done(looker.facts(input, looked.state), `${words}: ${looked.found}`), isTaken: true };
      return ask("conflict", conflict(looked, may));
    }
    case "unreadable":
      return open(`it cannot be looked at: ${looked.why}`);
    case "failed":
      return open(`it cannot be looked at: ${looked.error.explanation.what}`);
  }
};

/** Done by somebody's word, where there is one; the question stands beside it. */
const outOfSight = (asked: Found, vouched: Found | undefined): Found => ({ ...(vouched ?? asked), unseen: asked.event });

const conflict = (looked: Extract<Looked, { readonly is: "conflicting" }>, may: boolean): Question => ({
  code: looked.code ?? "CONFLICTING",
  what: looked.found,
  why: "People did something here without Signalbox, and it is not what the plan says.",
  next: may
    ? "Take it over as it is with the answer accept, or change it and look again with retry."
    : "Change it, and look again with retry.",
  answers: looked.answers ?? (may ? ["retry", "accept", "abandon"] : ["retry", "abandon"]),
});

const unseen = (what: string): Question => ({
  code: "UNKNOWN_OUTCOME",
  what,
  why: "Nobody can see afterwards whether it was done.",
  next: "Say whether people did it: happened, or send.",
  answers: ["happened", "send", "abandon"],
});
