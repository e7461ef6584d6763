import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GridRun, recordRun } from "../../src/wiring/faults/record.ts";
import type { CellGround } from "../../src/wiring/faults/run-cell.ts";
import type { GridStage } from "../../src/wiring/faults/stage.ts";
import { layGround, newcomer, trainFile, versions } from "../crash/ground.ts";
import { leaksOf } from "./leaks.ts";

/** Records the train of the crash tests, with items of a team's own in it, below `place`. */
export const recordTrain = async (place: string): Promise<GridRun> => {
  const folder = join(place, "recorded");
  const file = join(place, "signalbox.yaml");
  await writeFile(file, (await Promise.all([trainFile, ownItems].map((part) => readFile(part, "utf8")))).join(""));
  await layGround(folder, file);
  return recordRun({ folder, path, version: versions.released, snapshots: join(place, "before") });
};

const ownItems = join(import.meta.dirname, "own-items.yaml");

/** What a cell of that train needs. */
export const groundFor = (run: GridRun, room: () => string): CellGround => ({ run, room, path, correct: correctName, examine: leaksOf });

const path = process.env["PATH"] ?? "";

/** Ana learns how somebody is spelt whom texts thank. */
const correctName = async ({ type, version }: GridStage): Promise<void> => {
  const why = ["--reason", "she told us"];
  const { exit, says } = await type("ana", "correct", "name", version, newcomer, "--to", `${newcomer} Example`, ...why);
  if (exit !== 0) throw new Error(`nothing could be corrected: ${says}`);
};

/** Keeps a run for processes that did not make it. */
export const writeRun = (file: string, run: GridRun): Promise<void> => writeFile(file, JSON.stringify(run));

export const readRun = async (file: string): Promise<GridRun> => JSON.parse(await readFile(file, "utf8")) as GridRun;
