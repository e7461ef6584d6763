import { join } from "node:path";
import { findRelease } from "../../src/app/load-release.ts";
import { releaseId } from "../../src/app/parts.ts";
import type { Stage } from "../../src/app/rehearse/stage.ts";
import type { Entry } from "../../src/domain/journal/event.ts";
import { repositoryFolder } from "../../src/twins/git/repository.ts";
import { mustGit } from "../../src/twins/git/run-git.ts";
import { findOf } from "../../src/wiring/faults/found.ts";
import { worldText } from "../../src/world/world-digest.ts";
import { versions } from "./ground.ts";

/** What must be the same after a death as without it: what the twins hold, and how often each effect was applied. */
export interface Outcome {
  readonly world: string;
  /** The same, with the trees of merges in place of their ids: the forge dates a merge when it makes it, and some are made later. */
  readonly undated: string;
  /** What the journal says of every step, and which alarms and findings it tells of. */
  readonly journal: string;
  /** `twin effect subject` → times. */
  readonly applied: ReadonlyMap<string, number>;
  /** Questions that were asked since the release began. */
  readonly questions: readonly string[];
}

export const outcomeOf = async (stage: Stage): Promise<Outcome> => {
  const world = worldText(await stage.world.holdings());
  const find = () => findRelease(stage.parts, versions.released);
  const { journal } = await findOf({ parts: stage.parts, world: stage.world, find, path: process.env["PATH"] ?? "" });
  return { world, journal, undated: await undated(stage, world), ...(await countsAndQuestions(stage)) };
};

const countsAndQuestions = async (stage: Stage): Promise<Pick<Outcome, "applied" | "questions">> => ({
  applied: countsOf(stage),
  questions: (await entriesOf(stage)).flatMap(({ event }) => (event.is === "parked" ? [`${event.step} ${event.question.code}`] : [])),
});

export const entriesOf = (stage: Stage): Promise<readonly Entry[]> =>
  stage.parts.journal.read(releaseId(stage.parts.train, versions.released));

/** Every commit that is on a repository's main branch only by a merge of this release is named by its tree. */
const undated = async (stage: Stage, world: string): Promise<string> => {
  const { train } = stage.parts;
  let text = world;
  for (const name of [train.repository.name, train.chart?.repository ?? "", train.post?.repository ?? ""]) {
    const folder = repositoryFolder(join(stage.world.folder, "git"), name);
    const argv = [`--git-dir=${folder}`, "log", "--first-parent", "--format=%H %T", "-4", "refs/heads/main", "--"];
    const lines = (await mustGit({ path: process.env["PATH"] ?? "", argv })).trim().split("\n");
    for (const line of lines) text = text.replaceAll(line.slice(0, 40), `tree ${line.slice(41)}`);
  }
  return text;
};

const countsOf = (stage: Stage): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { twin, effect, subject } of stage.world.applied()) {
    const name = `${twin} ${effect} ${subject}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
};

/** Where an outcome differs from the undisturbed one, after which exactly `questions` more were asked. */
export const differences = (
  found: Outcome,
  wanted: Outcome,
  questions: number,
  world: "world" | "undated" = "world",
): readonly string[] => {
  const names = [...new Set([...found.applied.keys(), ...wanted.applied.keys()])];
  return [
    ...names
      .filter((name) => (found.applied.get(name) ?? 0) !== (wanted.applied.get(name) ?? 0))
      .map((name) => `${name}: applied ${found.applied.get(name) ?? 0} times instead of ${wanted.applied.get(name) ?? 0}`),
    ...(found[world] === wanted[world] ? [] : [`the world differs: ${firstDifference(found[world], wanted[world])}`]),
    ...(found.journal === wanted.journal ? [] : [`the journal differs: ${firstDifference(found.journal, wanted.journal)}`]),
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
