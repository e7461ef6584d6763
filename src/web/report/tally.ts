import { type CountedEffect, countEffects } from "../../app/rehearse/count-effects.ts";
import type { Rehearsal } from "../../app/rehearse/rehearsal.ts";
import { fieldAt, type Json, textAt } from "../../domain/known.ts";
import type { Notice } from "../../domain/ports/world.ts";

/** How a rehearsal ended, in one word and one sentence. */
export interface Ending {
  readonly is: "finished" | "differs" | "unfinished";
  readonly word: string;
  readonly says: string;
}

/** A release that finished in a world that differs from the record has not succeeded, and neither has one that did not finish. */
export const endingOf = ({ finished, differences }: Rehearsal): Ending => {
  const count = counted(differences.length, "difference");
  if (!finished)
    return {
      is: "unfinished",
      word: "Not finished",
      says: differences.length === 0 ? "A release did not reach its end." : `A release did not reach its end, and there is ${count}.`,
    };
  return differences.length > 0
    ? { is: "differs", word: "Differs", says: `World and record disagree: ${count}.` }
    : { is: "finished", word: "Finished", says: "Every release reached its end, and the world agrees with the record." };
};

/** Names of the people of this rehearsal: those whom the launch gate knows, and whoever acted in a journal. */
export const peopleIn = ({ releases }: Rehearsal): ReadonlySet<string> => {
  const steps = releases.flatMap(({ state }) => state.plan?.items.flatMap((item) => item.steps) ?? []);
  const named = steps.flatMap(({ input }) => listAt(input, "people").flatMap((person) => textAt(person, "name") ?? []));
  const actors = releases.flatMap(({ journal }) => journal.map((entry) => entry.actor));
  return new Set([...named, ...actors.filter((actor) => actor !== "signalbox")]);
};

/** The figures of a rehearsal. */
export interface Tally {
  readonly applied: number;
  readonly doubled: readonly CountedEffect[];
  readonly commands: number;
  readonly mishaps: number;
  /** Whole days of virtual time from the first thing that happened to the last, rounded up. */
  readonly days: number;
  /** One decimal. */
  readonly seconds: string;
}

export const tallyOf = (rehearsal: Rehearsal): Tally => {
  const people = peopleIn(rehearsal);
  const moments = momentsIn(rehearsal);
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  return {
    applied: rehearsal.applied.length,
    doubled: countEffects(rehearsal.applied).filter((each) => each.doubled),
    commands: rehearsal.scenes.filter((scene) => people.has(scene.who) && scene.what.startsWith("signalbox ")).length,
    mishaps: rehearsal.scenes.filter((scene) => scene.mishap === true).length,
    days: Math.ceil((last - first) / 86_400_000),
    seconds: rehearsal.seconds.toFixed(1),
  };
};

/** Every moment that the rehearsal names, in milliseconds since 1970, ascending. */
export const momentsIn = ({ scenes, notices, applied, releases }: Rehearsal): readonly number[] =>
  [...scenes, ...notices, ...applied, ...releases.flatMap(({ journal }) => journal)]
    .map(({ at }) => Date.parse(at))
    .filter((moment) => Number.isFinite(moment))
    .sort((a, b) => a - b);

/** What the old apps were told too early or more than once; empty when all was well. */
export const noticeProblems = (notices: readonly Notice[]): readonly string[] => {
  const early = notices
    .filter(({ missing }) => missing.length > 0)
    .map(({ version, missing }) => `${version} was told before it was there: ${missing.join(", ")}`);
  const versions = [...new Set(notices.map(({ version }) => version))];
  const repeated = versions.flatMap((version) => {
    const times = notices.filter((each) => each.version === version).length;
    return times > 1 ? [`${version} was told ${times} times`] : [];
  });
  return [...early, ...repeated];
};

/** `1 difference`, `2 differences`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;

const listAt = (input: Json, name: string): readonly Json[] => {
  const found = fieldAt(input, name);
  return Array.isArray(found) ? found : [];
};

/** A line for a glance: ids of commits and digests are cut to the twelve characters that people compare. */
export const withShortIds = (text: string): string =>
  text.replaceAll(/(?<![0-9a-f])([0-9a-f]{12})[0-9a-f]{28}(?:[0-9a-f]{24})?(?![0-9a-f])/g, "$1…");
