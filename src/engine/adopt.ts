import type { Event, Question } from "../domain/journal/event.ts";
import { foldOne } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { factsIn } from "../domain/known.ts";
import { type StandingAlone, standingAlone } from "../domain/standing-alone.ts";
import { type Driving, deciding } from "./driving.ts";
import { type Looked, type Looker, look, lookerOf, lookingAt } from "./look.ts";

/**
 * What a look at the world made of one step: it is there · it is not · something else is in its place · nobody could see it afterwards, though what
 * comes after it is there · nobody could see it, and people may just have come to it.
 */
export interface Seen {
  readonly step: string;
  readonly item: string;
  readonly is: "done" | "open" | "conflict" | "unseen" | "unsure";
  /** Evidence, or why it is open. */
  readonly says: string;
}

/** Whether a person takes a conflict over as it is, or says that what nobody can see has happened: by the step's own name, or with all others. */
export type Vouching = (step: string) => "named" | "with all" | undefined;

/** What a person vouches for, and the words in which that is kept. */
export interface Vouched {
  readonly by: Vouching;
  readonly words: string;
}

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

interface Found {
  readonly seen: Seen;
  readonly event: Event | undefined;
  /** It tells of one moment, and is worth writing down only where something later was made of it. */
  readonly momentary: boolean;
  readonly isWait: boolean;
  /** It is not what the plan says, and a person took it over. */
  readonly isTaken?: true;
  /** Nobody could see whether it was done: the question, whatever a person has said of it. */
  readonly unseen?: Event | undefined;
}

const lookAtAll = async (
  driving: Driving,
  vouched: Vouched,
): Promise<{ readonly events: readonly Event[]; readonly seen: readonly Seen[]; readonly takenOver: boolean }> => {
  const found = new Map<string, Found>();
  let state = driving.state();
  for (;;) {
    const next = standingAlone(state).find((each) => !found.has(each.step.id) && each.record.done === undefined);
    if (next === undefined) break;
    const one = await lookAtOne(driving, state, next, vouched);
    found.set(next.step.id, one);
    state = supposing(state, one.event);
  }
  const known = new Set(standingAlone(driving.state()).flatMap(({ step, record }) => (record.done === undefined ? [] : [step.id])));
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
      return { ...seen, is: "open", says: "it is looked at when its turn comes" };
    }),
  };
};

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

/** What lasts is kept as it is; what a wait finds in its way is asked only when its turn has come. */
const isPlain = ({ seen, event, momentary, isWait, unseen }: Found): boolean =>
  event !== undefined && !momentary && unseen === undefined && !(isWait && seen.is === "conflict");

/** It is there to be seen, and stays. */
const isThere = (one: Found | undefined): boolean => one?.seen.is === "done" && !one.momentary && one.unseen === undefined;

/**
 * Everything that lasts, and of what tells of one moment only that of which something there was made. What nobody can see has happened by a
 * person's word where something after it in the plan is there, or where the word names it.
 */
const worthKeeping = (
  state: ReleaseState,
  { found, known }: { readonly found: ReadonlyMap<string, Found>; readonly known: ReadonlySet<string> },
  { by }: Vouched,
): ReadonlySet<string> => {
  const steps = (state.plan?.items ?? []).flatMap((each) => each.steps.map((step) => ({ step, item: each })));
  const kept = new Set([...found].flatMap(([id, each]) => (isPlain(each) ? [id] : [])));
  for (const [at, { step, item }] of [...steps.entries()].reverse()) {
    const one = found.get(step.id);
    if (one?.event === undefined || kept.has(step.id)) continue;
    const laterOnes = steps.slice(at + 1);
    const isBehind = laterOnes.some(({ step: other, item: its }) => its === item && isThere(found.get(other.id)));
    const isNeeded = laterOnes.some(({ step: other }) => kept.has(other.id) && factsIn(other.input).some(({ after }) => after === step.id));
    const isPassed = laterOnes.some(({ step: other }) => known.has(other.id) || isThere(found.get(other.id)));
    if (one.unseen !== undefined ? isPassed || by(step.id) === "named" : isBehind || isNeeded) kept.add(step.id);
  }
  return kept;
};

/**
 * What nobody can see, of an item that comes after one that people have begun: they may have come to it, and stopped. It must neither happen twice nor
 * be forgotten, so it is asked, whatever is taken over as it is.
 */
const unsureIn = (state: ReleaseState, found: ReadonlyMap<string, Found>): ReadonlySet<string> => {
  const items = state.plan?.items ?? [];
  const begun = new Set(items.filter(({ steps }) => steps.some(({ id }) => isThere(found.get(id)))).map(({ id }) => id));
  return new Set(items.filter(({ after }) => after.some((each) => begun.has(each))).flatMap(({ steps }) => steps.map(({ id }) => id)));
};
