import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../domain/errors.ts";
import type { Json } from "../domain/known.ts";
import type { Train } from "../domain/train.ts";
import { repositoryFolder } from "../twins/git/repository.ts";
import { mustGit } from "../twins/git/run-git.ts";

/** A world that is closed, and the release that was made in it. */
export interface ClosedWorld {
  readonly folder: string;
  readonly path: string;
  readonly train: Train;
  readonly version: string;
}

type Change = (world: ClosedWorld) => Promise<void>;

/** Changes a JSON state file of a twin by text, to see whether a look finds it. */
const rewrite =
  (twin: string, file: string, change: (state: never, world: ClosedWorld) => unknown): Change =>
  async (world) => {
    const place = join(world.folder, twin, `${file}.json`);
    const state = JSON.parse(readFileSync(place, "utf8")) as never;
    writeFileSync(`${place}.new`, JSON.stringify(change(state, world)));
    renameSync(`${place}.new`, place);
  };

const moveRef =
  (repository: (train: Train) => string | undefined, ref: (world: ClosedWorld) => string, to: string): Change =>
  async (world) => {
    const name = repository(world.train);
    if (name === undefined) return;
    const folder = repositoryFolder(join(world.folder, "git"), name);
    await mustGit({ path: world.path, argv: [`--git-dir=${folder}`, "update-ref", ref(world), to.replace("REF", ref(world))] });
  };

export type { Change, Json };
export const factNames: readonly string[] = [];
export const tamper = async (name: string, _world: ClosedWorld): Promise<void> => {
  throw explain("USAGE", { what: `There is no fact ${JSON.stringify(name)}.`, next: `Facts: ${factNames.join(", ")}.` });
};
export { moveRef, rewrite };
