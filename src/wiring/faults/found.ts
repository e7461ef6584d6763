import { join } from "node:path";
import { canonical } from "../../domain/canonical.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import { fieldAt, type Json, textAt } from "../../domain/known.ts";
import { progressOf } from "../../domain/progress.ts";
import type { Train } from "../../domain/train.ts";
import { repositoryFolder } from "../../twins/git/repository.ts";
import { mustGit } from "../../twins/git/run-git.ts";
import { worldText } from "../../world/world-digest.ts";
import type { GridStage } from "./stage.ts";

/** What must be the same with and without a disturbance: the world, how often everything was applied, and what the journal says of every step. */
export interface Found {
  readonly world: string;
  readonly journal: string;
  /** `twin effect subject` → times, overwritten ones too. */
  readonly applied: Readonly<Record<string, number>>;
}

type Looked = Pick<GridStage, "parts" | "world" | "find" | "path">;

/**
 * Reads it, with merge commits named by their trees: the forge dates a merge when it makes it, and whoever died merges later. A message's
 * id is the moment at which it was posted, so in the journal it is volatile as it is in the world.
 */
export const findOf = async (stage: Looked): Promise<Found> => {
  const [holdings, state] = await Promise.all([stage.world.holdings(), stage.find()]);
  const names = await mergeNames(stage, holdings);
  const undated = (text: string): string => names.reduce((now, [id, tree]) => now.replaceAll(id, tree), text);
  const applied: Record<string, number> = {};
  for (const { twin, effect, subject } of stage.world.applied()) {
    const name = undated(`${twin} ${effect} ${subject}`);
    applied[name] = (applied[name] ?? 0) + 1;
  }
  return { world: undated(worldText(holdings)), journal: undated(journalText(state)), applied };
};

/** Where what was found differs from what was wanted; none when it is the same. */
export const differing = (found: Found, wanted: Found): readonly string[] => {
  const names = [...new Set([...Object.keys(found.applied), ...Object.keys(wanted.applied)])];
  return [
    ...names
      .filter((name) => (found.applied[name] ?? 0) !== (wanted.applied[name] ?? 0))
      .map((name) => `${name}: applied ${found.applied[name] ?? 0} times instead of ${wanted.applied[name] ?? 0}`),
    ...(["world", "journal"] as const)
      .filter((part) => found[part] !== wanted[part])
      .map((part) => `the ${part} differs: ${firstDifference(found[part], wanted[part])}`),
  ];
};

/** The newest commits of each main branch with the names of their trees. What git said of a commit never changes, so it is asked once. */
const mergeNames = async (
  { parts: { train }, world, path }: Looked,
  holdings: Readonly<Record<string, Json>>,
): Promise<readonly (readonly [string, string])[]> => {
  const lists = await Promise.all(
    mainsOf(train).map(([name, main]) => {
      const repositories = fieldAt(holdings["git"], "repositories");
      const head = textAt(fieldAt(fieldAt(repositories, name), "refs"), `refs/heads/${main}`);
      if (head === undefined) return [];
      const asked = trees.get(head) ?? treesUpTo(path, repositoryFolder(join(world.folder, "git"), name), head);
      trees.set(head, asked);
      return asked;
    }),
  );
  return lists.flat();
};

/** Each repository of the train with its main branch. */
const mainsOf = ({ repository, chart, post }: Train): readonly (readonly [string, string])[] => [
  [repository.name, repository.main],
  ...(chart === undefined ? [] : [[chart.repository, chart.main] as const]),
  ...(post === undefined ? [] : [[post.repository, post.main] as const]),
];

const trees = new Map<string, Promise<readonly (readonly [string, string])[]>>();

const treesUpTo = async (path: string, repository: string, head: string): Promise<readonly (readonly [string, string])[]> => {
  const argv = [`--git-dir=${repository}`, "log", "--first-parent", "--format=%H tree %T", "-4", "--end-of-options", head];
  const list = await mustGit({ path, argv });
  return list
    .trim()
    .split("\n")
    .map((line) => [line.slice(0, 40), line.slice(41)] as const);
};

const journalText = (state: ReleaseState | undefined): string =>
  canonical({
    aborted: state?.aborted !== undefined,
    finished: state?.finishedAt !== undefined,
    alarms: state?.alarms.map(({ code }) => code) ?? [],
    findings: state?.findings.map(({ id }) => id) ?? [],
    steps: state === undefined ? [] : progressOf(state).map(({ step, standing }) => [step.id, standing.is, factsOf(step.kind, standing)]),
  } as unknown as Json);

const factsOf = (kind: string, standing: ReturnType<typeof progressOf>[number]["standing"]): Json => {
  if (standing.is !== "done") return {};
  const { id, ...facts } = standing.record.done?.facts ?? {};
  return kind === "post-message" || id === undefined ? facts : { ...facts, id };
};

const firstDifference = (found: string, wanted: string): string => {
  let at = 0;
  while (found[at] === wanted[at]) at += 1;
  const from = Math.max(0, at - 120);
  return `…${found.slice(from, at + 80)}… instead of …${wanted.slice(from, at + 80)}…`;
};
