import { ReleaseError } from "../domain/errors.ts";
import { guardEntry } from "../domain/guard.ts";
import type { ReleaseState, StepRecord } from "../domain/journal/state.ts";
import { type Json, textAt } from "../domain/known.ts";
import { lookedForSince } from "../domain/looked-for-since.ts";
import { progressOf, type StepProgress } from "../domain/progress.ts";
import type { AnyStep } from "../domain/step.ts";
import { type Looker, lookerOf } from "../engine/look.ts";
import { isFollowed, launchedSince } from "./launched-since.ts";
import { loadRelease } from "./load-release.ts";
import type { AppParts } from "./parts.ts";

const textFact = "sha256 of the text";

/** A place where the world and the record differ. */
export interface Difference {
  readonly step: string;
  readonly found: string;
  /** Of the guard that found it. */
  readonly code?: string;
  /** Nobody could look, which says nothing about what is there. */
  readonly unseen?: true;
}

/** A step that is done, with its kind, which can look again. */
export interface Done {
  readonly step: StepProgress["step"];
  readonly standing: Extract<StepProgress["standing"], { readonly is: "done" }>;
  readonly kind: Looker;
  /** Facts that rightly change. */
  readonly moves?: readonly string[];
}

/** Looks again at everything the record says was done, and names every difference. Changes nothing. */
export const verifyRelease = async (parts: AppParts, version: string): Promise<readonly Difference[]> => {
  const state = await loadRelease(parts, version);
  return differencesAt(parts, state, doneIn(parts, state));
};

/** What was done and is there to be looked at again: not what was taken back, what only people saw, and how things stood at one moment. */
export const doneIn = ({ kinds }: Pick<AppParts, "kinds">, state: ReleaseState): readonly Done[] =>
  progressOf(state).flatMap(({ step, standing }) => {
    const kind = kinds.get(step.kind);
    if (standing.is !== "done" || standing.record.done?.byHand === true || state.rollback?.undoes.includes(step.id)) return [];
    return kind === undefined || !isLasting(kind) ? [] : [{ step, standing, kind: lookerOf(kind) }];
  });

/** Where the world differs from what these steps recorded. */
export const differencesAt = async (parts: AppParts, state: ReleaseState, done: readonly Done[]): Promise<readonly Difference[]> => {
  const found: Difference[] = [];
  const overtaken = (await launchedSince(parts, state.version)).length > 0;
  const followed = overtaken || (await isFollowed(parts, state));
  // A message that was edited says what its edit recorded; that it is there is still looked at.
  const edited = new Set(done.flatMap(({ step, standing }) => (step.kind === "edit-message" ? (textAt(standing.input, "id") ?? []) : [])));
  for (const { step, standing, kind, moves = [] } of done) {
    const rewritten = step.kind === "post-message" && edited.has(standing.record.done?.facts["id"] ?? "");
    const difference = await differs({
      parts,
      state,
      overtaken,
      followed,
      moves: rewritten ? [...moves, textFact] : moves,
      kind,
      step: step.id,
      ...standing,
    });
    const code = guardEntry(step.kind)?.code;
    if (difference !== undefined) found.push({ step: step.id, ...difference, ...(code === undefined ? {} : { code }) });
  }
  return found;
};

const isLasting = (kind: AnyStep): kind is Exclude<AnyStep, { readonly is: "decision" }> =>
  kind.is === "effect" || (kind.is === "wait" && kind.momentary !== true);

interface Checked {
  readonly parts: AppParts;
  readonly state: ReleaseState;
  /** A higher version of the train was launched since, so that moving tags rightly name that one. */
  readonly overtaken: boolean;
  /** Another version was launched beside it or since, so that what all share has rightly changed. */
  readonly followed: boolean;
  /** Facts that rightly changed since. */
  readonly moves: readonly string[];
  readonly kind: Looker;
  readonly step: string;
  readonly input: Json;
  readonly key: string;
  readonly record: StepRecord;
}

type Found = Pick<Difference, "found" | "unseen">;

const differs = async (checked: Checked): Promise<Found | undefined> => {
  try {
    return await differsNow(checked);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    const found = `${checked.step}: ${error.explanation.what}`;
    return error.code === "OTHER_BYTES" ? { found } : { found, unseen: true };
  }
};

const differsNow = async ({ parts, state, overtaken, followed, moves, kind, input, key, record }: Checked): Promise<Found | undefined> => {
  const recorded = record.done?.facts ?? {};
  const isAccepted = (now: Readonly<Record<string, string>>): boolean =>
    (record.answer?.word === "accept" || record.done?.adopted === true) &&
    Object.keys(recorded).length > 0 &&
    differentFact(recorded, now) === undefined;
  const found = await kind.observe(parts.ports, input, {
    key,
    since: lookedForSince(state),
    now: parts.clock.now(),
    ...(record.receipt === undefined ? {} : { receipt: record.receipt }),
    ...(record.marks.length === 0 ? {} : { marked: true }),
    ...(record.done?.adopted === true ? { hands: true } : {}),
  });
  switch (found.is) {
    case "absent":
      if (followed && kind.is === "effect" && kind.shared === true) return undefined;
      return { found: `${kind.describe(input)}: it is gone or was changed` };
    case "conflicting":
      // What a person accepted is in the record as it was found; it is no difference while it stays so.
      if (found.state !== undefined && isAccepted(kind.facts(input, found.state))) return undefined;
      if (!overtaken || found.code !== "LATEST_BACKWARDS" || found.state === undefined) return { found: found.found };
      // What an effect put under the moving tag was rightly replaced; a wait recorded what stays under the version's own tag.
      return kind.is === "effect" ? undefined : differentFact(recorded, kind.facts(input, found.state));
    case "unreadable":
      return { found: `it cannot be looked at: ${found.why}`, unseen: true };
    case "superseded":
      return undefined;
    case "present": {
      const verified = kind.verify(input, found.state);
      if (verified.is !== "holds") return { found: verified.is === "broken" ? verified.found : verified.why };
      if (followed && kind.is === "wait" && kind.shared === true) return undefined;
      const lasting = Object.fromEntries(Object.entries(recorded).filter(([name]) => !moves.includes(name)));
      return differentFact(lasting, kind.facts(input, found.state));
    }
  }
};

const differentFact = (recorded: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): Found | undefined => {
  const name = Object.keys(recorded).find((each) => recorded[each] !== now[each]);
  return name === undefined ? undefined : { found: `${name} is ${now[name] ?? "gone"}; the record says ${recorded[name]}` };
};
