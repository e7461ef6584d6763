import { releaseId } from "../../src/app/parts.ts";
import type { Entry } from "../../src/domain/journal/event.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { worldText } from "../../src/world/world-digest.ts";
import { versions } from "./ground.ts";

/** What must be the same after a death as without it: what the twins hold, and how often each effect was applied. */
export interface Outcome {
  readonly world: string;
  /** `twin effect subject` → times. */
  readonly applied: ReadonlyMap<string, number>;
  /** Questions that were asked since the release began. */
  readonly questions: readonly string[];
}

export const outcomeOf = async (stage: OpenStage): Promise<Outcome> => ({
  world: worldText(await stage.world.holdings()),
  applied: countsOf(stage),
  questions: (await entriesOf(stage)).flatMap(({ event }) => (event.is === "parked" ? [`${event.step} ${event.question.code}`] : [])),
});

export const entriesOf = (stage: OpenStage): Promise<readonly Entry[]> =>
  stage.parts.journal.read(releaseId(stage.parts.train, versions.released));

const countsOf = (stage: OpenStage): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { twin, effect, subject } of stage.world.applied()) {
    const name = `${twin} ${effect} ${subject}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
};

/** Where an outcome differs from the undisturbed one, after which exactly `questions` more were asked. */
export const differences = (found: Outcome, wanted: Outcome, questions: number): readonly string[] => {
  const names = [...new Set([...found.applied.keys(), ...wanted.applied.keys()])];
  return [
    ...names
      .filter((name) => (found.applied.get(name) ?? 0) !== (wanted.applied.get(name) ?? 0))
      .map((name) => `${name}: applied ${found.applied.get(name) ?? 0} times instead of ${wanted.applied.get(name) ?? 0}`),
    ...(found.world === wanted.world ? [] : [`the world differs: ${firstDifference(found.world, wanted.world)}`]),
    ...(found.questions.length === wanted.questions.length + questions
      ? []
      : [`asked ${found.questions.length} questions instead of ${wanted.questions.length + questions}: ${found.questions.join("; ")}`]),
  ];
};

const firstDifference = (found: string, wanted: string): string => {
  const at = [...found].findIndex((each, place) => each !== wanted[place]);
  const from = Math.max(0, at - 120);
  return `…${found.slice(from, at + 80)}… instead of …${wanted.slice(from, at + 80)}…`;
};
