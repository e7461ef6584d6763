import { ReleaseError } from "../domain/errors.ts";
import { instant } from "../domain/instant.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { factOf, type Json } from "../domain/known.ts";
import { factOfRelease, progressOf } from "../domain/progress.ts";
import { lookerOf } from "../engine/look.ts";
import { loadRelease } from "./load-release.ts";
import type { AppParts } from "./parts.ts";

/** A place where the world and the record differ. */
export interface Difference {
  readonly step: string;
  readonly found: string;
}

/** Looks again at everything the record says was done, and names every difference. Changes nothing. */
export const verifyRelease = async (parts: AppParts, version: string): Promise<readonly Difference[]> => {
  const state = await loadRelease(parts, version);
  const done = progressOf(state).flatMap((each) => (each.standing.is === "done" ? [{ ...each, standing: each.standing }] : []));
  const found: Difference[] = [];
  for (const { step, standing } of done) {
    const kind = parts.kinds.get(step.kind);
    if (kind === undefined || kind.is === "decision" || standing.record.done?.byHand === true) continue;
    const difference = await differs(
      parts,
      state,
      step.id,
      lookerOf(kind),
      standing.input,
      standing.key,
      standing.record.receipt,
      standing.record.done?.facts ?? {},
    );
    if (difference !== undefined) found.push({ step: step.id, found: difference });
  }
  return found;
};

const differs = async (
  parts: AppParts,
  state: ReleaseState,
  step: string,
  kind: ReturnType<typeof lookerOf>,
  input: Json,
  key: string,
  receipt: string | undefined,
  recorded: Readonly<Record<string, string>>,
): Promise<string | undefined> => {
  try {
    const at = { key, since: instant(state.startedAt), now: parts.clock.now(), ...(receipt === undefined ? {} : { receipt }) };
    const found = await kind.observe(parts.ports, input, at);
    switch (found.is) {
      case "absent":
        return `${kind.describe(input)}: it is gone`;
      case "conflicting":
        return found.found;
      case "unreadable":
        return `it cannot be looked at: ${found.why}`;
      case "superseded":
        return undefined;
      case "present": {
        const verified = kind.verify(input, found.state);
        if (verified.is !== "holds") return verified.is === "broken" ? verified.found : verified.why;
        return differentFact(recorded, kind.facts(input, found.state));
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

/** A fact of the record, for reports. */
export const recordedFact = (state: ReleaseState, step: string, fact: string): string | undefined =>
  factOfRelease(progressOf(state), factOf(step, fact));
