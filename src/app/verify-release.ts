import { ReleaseError } from "../domain/errors.ts";
import { guardEntry } from "../domain/guard.ts";
import type { ReleaseState, StepRecord } from "../domain/journal/state.ts";
import { type Json, textAt } from "../domain/known.ts";
import { lookedForSince } from "../domain/looked-for-since.ts";
import { progressOf } from "../domain/progress.ts";
import { lookerOf } from "../engine/look.ts";
import { launchedSince } from "./launched-since.ts";
import { loadRelease } from "./load-release.ts";
import type { AppParts } from "./parts.ts";

const textFact = "sha256 of the text";

/** A place where the world and the record differ. */
export interface Difference {
  readonly step: string;
  readonly found: string;
  /** Of the guard that found it. */
  readonly code?: string;
}

/** Looks again at everything the record says was done, and names every difference. Changes nothing. */
export const verifyRelease = async (parts: AppParts, version: string): Promise<readonly Difference[]> => {
  const state = await loadRelease(parts, version);
  const done = progressOf(state).flatMap((each) => (each.standing.is === "done" ? [{ ...each, standing: each.standing }] : []));
  const found: Difference[] = [];
  const overtaken = (await launchedSince(parts, version)).length > 0;
  // A message that was edited says what its edit recorded; that it is there is still looked at.
  const edited = new Set(done.flatMap(({ step, standing }) => (step.kind === "edit-message" ? (textAt(standing.input, "id") ?? []) : [])));
  for (const { step, standing } of done) {
    const kind = parts.kinds.get(step.kind);
    if (state.rollback?.undoes.includes(step.id)) continue;
    if (kind === undefined || kind.is === "decision" || standing.record.done?.byHand === true) continue;
    if (kind.is === "wait" && kind.momentary === true) continue;
    const rewritten = step.kind === "post-message" && edited.has(standing.record.done?.facts["id"] ?? "");
    const difference = await differs({ parts, state, overtaken, rewritten, kind: lookerOf(kind), step: step.id, ...standing });
    const code = guardEntry(step.kind)?.code;
    if (difference !== undefined) found.push({ step: step.id, found: difference, ...(code === undefined ? {} : { code }) });
  }
  return found;
};

interface Checked {
  readonly parts: AppParts;
  readonly state: ReleaseState;
  /** A higher version of the train was launched since, so that moving tags rightly name that one. */
  readonly overtaken: boolean;
  /** Its text was rightly replaced since. */
  readonly rewritten: boolean;
  readonly kind: ReturnType<typeof lookerOf>;
  readonly step: string;
  readonly input: Json;
  readonly key: string;
  readonly record: StepRecord;
}

const differs = async ({ parts, state, overtaken, rewritten, kind, step, input, key, record }: Checked): Promise<string | undefined> => {
  const recorded = record.done?.facts ?? {};
  const isAccepted = (now: Readonly<Record<string, string>>): boolean =>
    record.answer?.word === "accept" && Object.keys(recorded).length > 0 && differentFact(recorded, now) === undefined;
  try {
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
        if (overtaken && kind.is === "effect" && kind.shared === true) return undefined;
        return `${kind.describe(input)}: it is gone or was changed`;
      case "conflicting":
        // What a person accepted is in the record as it was found; it is no difference while it stays so.
        if (found.state !== undefined && isAccepted(kind.facts(input, found.state))) return undefined;
        if (!overtaken || found.code !== "LATEST_BACKWARDS" || found.state === undefined) return found.found;
        // What an effect put under the moving tag was rightly replaced; a wait recorded what stays under the version's own tag.
        return kind.is === "effect" ? undefined : differentFact(recorded, kind.facts(input, found.state));
      case "unreadable":
        return `it cannot be looked at: ${found.why}`;
      case "superseded":
        return undefined;
      case "present": {
        const verified = kind.verify(input, found.state);
        if (verified.is !== "holds") return verified.is === "broken" ? verified.found : verified.why;
        if (overtaken && kind.is === "wait" && kind.shared === true) return undefined;
        const { [textFact]: text, ...lasting } = recorded;
        return differentFact(rewritten ? lasting : recorded, kind.facts(input, found.state));
      }
    }
  } catch (error) {
    if (error instanceof ReleaseError) return `${step}: ${error.explanation.what}`;
    throw error;
  }
};

const differentFact = (recorded: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string | undefined => {
  const name = Object.keys(recorded).find((each) => recorded[each] !== now[each]);
  return name === undefined ? undefined : `${name} is ${now[name] ?? "gone"}; the record says ${recorded[name]}`;
};
