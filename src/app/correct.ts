import { releaseTexts } from "../checklist/texts.ts";
import type { Change } from "../domain/change.ts";
import { type Correction, corrected, findCredited, findEntry } from "../domain/correction.ts";
import { entryOf } from "../domain/entry-name.ts";
import { explain } from "../domain/errors.ts";
import type { ChangedText, Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Survey } from "../domain/survey.ts";
import { lastSection } from "./last-section.ts";
import { loadRelease, say } from "./load-release.ts";
import { standingCorrections, surveyOf, tellAs } from "./make-plan.ts";
import type { AppParts } from "./parts.ts";
import { requireNotRolledBack, requirePerson, requireReason, requireUnderWay } from "./refuse.ts";

/** What a person wants corrected, in the words they typed. */
export type Wanted =
  | { readonly is: "name"; readonly whom: string; readonly to: string }
  | { readonly is: "summary"; readonly entry: string; readonly to: string }
  | { readonly is: "left-out"; readonly entry: string };

/**
 * Corrects a fact of the release: every text that is not sent yet says it, once the plan is made again. Reads the world to see who or what is meant, and which
 * texts it changes. Raises USAGE for what the release does not know.
 */
export const correct = async (parts: AppParts, version: string, wanted: Wanted, reason: string): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, "correct a fact");
  requireReason(reason, "A correction");
  const state = await loadRelease(parts, version);
  requireUnderWay(state, person.name, "correct a fact");
  requireNotRolledBack(state, person.name, "correct a fact");
  const survey = await surveyOf(parts, state);
  const correction = correctionOf(corrected(survey, standingCorrections(state)), wanted);
  if (correction === undefined) return state;
  const texts = await changedTexts(parts, state, survey, correction);
  return say(parts, version, (now): readonly Event[] => {
    requireUnderWay(now, person.name, "correct a fact");
    requireNotRolledBack(now, person.name, "correct a fact");
    return [{ is: "corrected", id: `C${now.corrections.length + 1}`, correction, reason, texts }];
  });
};

/** Takes a correction back: texts that are not sent yet say again what they would have said without it. */
export const withdrawCorrection = async (parts: AppParts, version: string, id: string, reason: string): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, "withdraw a correction");
  requireReason(reason, "A correction");
  return say(parts, version, (state) => {
    requireUnderWay(state, person.name, "withdraw a correction");
    requireNotRolledBack(state, person.name, "withdraw a correction");
    const found = state.corrections.find((each) => each.id === id);
    if (found === undefined)
      throw explain("USAGE", {
        what: `There is no correction ${JSON.stringify(id)}.`,
        next: `Corrections: ${state.corrections.map((each) => each.id).join(", ") || "none"}.`,
      });
    return found.withdrawn === undefined ? [{ is: "correction-withdrawn", id, reason }] : [];
  });
};

/** What was meant; undefined when it says so already. */
const correctionOf = (facts: Survey, wanted: Wanted): Correction | undefined => {
  if (wanted.is === "name") {
    const { name: from, emails } = requireCredited(facts, wanted.whom);
    const to = requireLine(wanted.to);
    return from === to ? undefined : { is: "name", emails, from, to };
  }
  const change = requireEntry(facts, wanted.entry);
  const [entry, from] = [entryOf(change), change.summary];
  if (wanted.is === "left-out") return { is: "left-out", entry, from };
  const to = requireLine(wanted.to);
  return from === to ? undefined : { is: "summary", entry, from, to };
};

/** The texts that say something else with the correction than without it, and that this release sends. */
const changedTexts = async (
  parts: AppParts,
  state: ReleaseState,
  survey: Survey,
  correction: Correction,
): Promise<readonly ChangedText[]> => {
  const standing = standingCorrections(state);
  const drafted = await lastSection(parts, state);
  const told = (corrections: readonly Correction[]) =>
    releaseTexts(tellAs(parts, { order: state.order, state, survey, corrections, drafted }).story);
  const [before, after] = [told(standing), told([...standing, correction])];
  const steps = new Set(state.plan?.items.flatMap((each) => each.steps.map(({ id }) => id)));
  return after
    .filter(({ step, text }) => steps.has(step) && before.find((each) => each.step === step)?.text !== text)
    .map(({ name, step }) => ({ name, step }));
};

const requireCredited = (facts: Survey, words: string) => {
  const found = findCredited(facts, words);
  if (!("near" in found)) return found;
  throw explain("USAGE", {
    what: `${JSON.stringify(words)} is nobody who took part in this release.`,
    next: found.near.length === 0 ? "See `signalbox plan` for who did." : `Name one of: ${found.near.join(", ")}.`,
  });
};

const requireEntry = (facts: Survey, words: string): Change => {
  const found = findEntry(facts, words);
  if (!("near" in found)) return found;
  throw explain("USAGE", {
    what: `${JSON.stringify(words)} is no change that this release tells of.`,
    next: found.near.length === 0 ? "Name its pull request, such as #123, or its commit." : `Name one of: ${found.near.join(", ")}.`,
  });
};

/** At most so many characters of a name or a summary are a correction and not a text. */
const longest = 1000;

const requireLine = (words: string): string => {
  const line = words.trim();
  if (line !== "" && line.length <= longest && !/[\r\n]/.test(line)) return line;
  throw explain("USAGE", { what: "A correction needs one line to put in place.", next: "Add --to TEXT." });
};
