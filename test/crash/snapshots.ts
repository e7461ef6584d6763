import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Everything that outlives a process: the world, the state folder and the clock. */
const kept = ["world", "state", "clock"];

/** Copies a folder of a stage at rest, whole. */
export const copyStage = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  await promisify(execFile)("cp", ["-R", "--", ...kept.map((each) => join(from, each)), to]);
};

export const dropStage = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
