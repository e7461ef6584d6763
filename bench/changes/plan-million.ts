import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openStage } from "../../src/wiring/open-stage.ts";
import type { Contender } from "./run.ts";

const root = dirname(dirname(import.meta.dirname));

/** A plan of a release that everything in a history is new for, and what ends its world. */
export interface MillionPlan {
  readonly contender: Contender;
  readonly close: () => Promise<void>;
}

/**
 * Puts a history into a world of twins, as a repository whose only release is its first commit, with the configuration that `init` writes for it: the
 * release after that brings all of it. The plan is made by a process of its own, which fetches from the twin of the git host.
 */
export const planOf = async (history: string, folder: string): Promise<MillionPlan> => {
  const repository = join(folder, "repository");
  mkdirSync(repository, { recursive: true });
  const git = (at: string, ...argv: readonly string[]): string => execFileSync("git", ["-C", at, ...argv], { encoding: "utf8" }).trim();
  git(repository, "init", "--quiet", "--initial-branch=main");
  // Its objects stay where they are.
  writeFileSync(join(repository, ".git/objects/info/alternates"), `${join(history, ".git/objects")}\n`);
  git(repository, "update-ref", "refs/heads/main", git(history, "rev-parse", "HEAD"));
  git(repository, "tag", "v1.0.0", git(history, "rev-list", "--max-parents=0", "HEAD"));
  git(repository, "remote", "add", "origin", "https://github.com/acme/shop.git");
  const path = process.env["PATH"] ?? "";
  const stage = await openStage({
    folder,
    config: undefined,
    example: join(root, "examples/posthog/signalbox.yaml"),
    onGuess: () => {},
    repository,
    clones: {},
    environment: { PATH: path },
    cwd: folder,
    node: process.execPath,
    program: "",
    onScene: () => {},
  });
  const argv = ["plan", "1.1.0", "--config", stage.config, "--state", join(folder, "planner"), "--as", "signalbox", "--json"];
  return {
    contender: {
      name: "signalbox plan",
      program: process.execPath,
      argv: [join(root, "bin/signalbox.js"), ...argv],
      folder,
      environment: { PATH: path, HOME: folder, SIGNALBOX_WORLD: join(folder, "world.json") },
    },
    close: stage.close,
  };
};
