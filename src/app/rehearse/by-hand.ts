import { ReleaseError } from "../../domain/errors.ts";
import { millisOf } from "../../domain/instant.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import { type Script, scene } from "./stage.ts";

/** A pull request that a person of the world opens by hand, outside Signalbox. */
export interface HandMade {
  readonly by: { readonly name: string; readonly login: string };
  readonly repository: string;
  readonly base: string;
  readonly branch: string;
  readonly title: string;
  readonly body?: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Commits, pushes and opens it with that person's own credentials. */
export const openByHand = async (script: Script, made: HandMade): Promise<{ readonly number: string; readonly commit: ObjectId }> => {
  const { refs, objects, pulls } = script.stage.world.as(made.by.login);
  const base = await refs.look(made.repository, `refs/heads/${made.base}`);
  if (base === undefined) throw new Error(`the world has no branch ${made.base}`);
  const date = Math.floor(millisOf(script.stage.world.now()) / 1000);
  const by = { name: made.by.name, email: `${made.by.login}@users.noreply.github.com`, date };
  const commit = await objects.commit(made.repository, { base: base.commit, files: made.files, message: made.title, by });
  await refs.push(made.repository, { ref: `refs/heads/${made.branch}`, object: commit, expect: "absent" });
  const { number } = await pulls.open(made.repository, { head: made.branch, base: made.base, title: made.title, body: made.body ?? "" });
  scene(script, made.by.name, `opens pull request #${number} into ${made.base}: ${made.title}`, "opened");
  return { number, commit };
};

/** Presses the merge button; says whether the rules let it through. */
export const mergeByHand = async (script: Script, by: HandMade["by"], repository: string, number: string): Promise<boolean> => {
  const { pulls } = script.stage.world.as(by.login);
  const pull = await pulls.get(repository, number);
  try {
    await pulls.merge(repository, { number, sha: pull?.headCommit ?? "", method: "squash" });
    scene(script, by.name, `merges pull request #${number} of ${repository}`, "merged");
    return true;
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    scene(script, by.name, `tries to merge pull request #${number} of ${repository}`, `refused by the rules: ${error.explanation.what}`);
    return false;
  }
};
