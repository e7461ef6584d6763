import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { factsIn } from "../domain/known.ts";

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

/** What a look at one step came to, before it is known what of it is worth writing down. */
export interface Found {
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

/**
 * Everything that lasts, and of what tells of one moment only that of which something there was made. What nobody can see has happened by a
 * person's word where something after it in the plan is there, or where the word names it.
 */
export const worthKeeping = (
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
export const unsureIn = (state: ReleaseState, found: ReadonlyMap<string, Found>): ReadonlySet<string> => {
  const items = state.plan?.items ?? [];
  const begun = new Set(items.filter(({ steps }) => steps.some(({ id }) => isThere(found.get(id)))).map(({ id }) => id));
  return new Set(items.filter(({ after }) => after.some((each) => begun.has(each))).flatMap(({ steps }) => steps.map(({ id }) => id)));
};

/** What lasts is kept as it is; what a wait finds in its way is asked only when its turn has come. */
const isPlain = ({ seen, event, momentary, isWait, unseen }: Found): boolean =>
  event !== undefined && !momentary && unseen === undefined && !(isWait && seen.is === "conflict");

/** It is there to be seen, and stays. */
const isThere = (one: Found | undefined): boolean => one?.seen.is === "done" && !one.momentary && one.unseen === undefined;
