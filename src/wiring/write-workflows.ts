import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ownAction } from "../app/workflows/pinned-actions.ts";
import { workflowsOf } from "../app/workflows/write-workflows.ts";
import type { WorkflowsWish, WrittenWorkflow } from "../cli/surroundings.ts";
import { explain } from "../domain/errors.ts";

/** What is asked for, and what the process gives. */
export interface WorkflowsOptions extends WorkflowsWish {
  readonly cwd: string;
  /** The Signalbox that drives. */
  readonly version: string;
  /** The commit it was built from, where that is known. */
  readonly commit: string | undefined;
}

/** Writes each workflow into the clone of its repository. Raises USAGE for a folder that cannot be written to. */
export const writeWorkflows = async ({
  train,
  repository,
  chart,
  force,
  cwd,
  version,
  commit,
}: WorkflowsOptions): Promise<readonly WrittenWorkflow[]> => {
  const written: WrittenWorkflow[] = [];
  for (const { repository: name, path, text, about } of workflowsOf(train, ownAction(version, commit))) {
    const clone = name === train.repository.name ? repository : chart;
    const is = clone === undefined ? "elsewhere" : await write(resolve(cwd, clone), path, text, force);
    written.push({ repository: name, path, about, is });
  }
  return written;
};

const write = async (clone: string, path: string, text: string, force: boolean): Promise<"written" | "there"> => {
  const file = join(clone, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: force ? "w" : "wx" });
    return "written";
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return "there";
    throw explain("USAGE", { what: `${path} cannot be written.`, next: "Name a clone that can be written to." }, { cause });
  }
};
