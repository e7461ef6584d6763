import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { faults, kills } from "../app/faults/disturbances.ts";
import { countsOf, type FaultCell, type FaultRehearsal } from "../app/faults/fault-rehearsal.ts";
import { takeOrder } from "../app/take-order.ts";
import { faultsJson } from "../cli/faults-json.ts";
import { explain } from "../domain/errors.ts";
import { gitVersion } from "../host/git-version.ts";
import { openProcesses } from "../host/processes.ts";
import { forTerminal } from "../texts/for-terminal.ts";
import { faultsPage } from "../web/faults/faults-page.ts";
import { effectLine, faultsSummary } from "../web/faults/summary.ts";
import type { Blueprint } from "../world/blueprint.ts";
import { keepBlueprint } from "../world/open-world.ts";
import { draftBlueprint } from "./draft-blueprint.ts";
import type { Altering } from "./faults/meddle.ts";
import { type GridEffect, recordRun } from "./faults/record.ts";
import { openGridStage } from "./faults/stage.ts";
import { cellsToTry, tryCells } from "./faults/try-cells.ts";
import { type RehearseOptions, tellGuesses } from "./rehearse.ts";
import { requireWritable } from "./require-writable.ts";

/** What a rehearsal with faults is asked for, and what it is given from the process. */
export interface FaultOptions
  extends Pick<
    RehearseOptions,
    | "config"
    | "example"
    | "repository"
    | "clones"
    | "environment"
    | "cwd"
    | "node"
    | "program"
    | "version"
    | "report"
    | "json"
    | "out"
    | "error"
    | "colour"
    | "elapsed"
    | "stopping"
  > {
  /** Ids of effects or of their items; all unless some are named. */
  readonly only: readonly string[];
  /** Of all pairs of a fault and a kill, from 0 to 1. */
  readonly share: number;
  /** What makes the product another one, to see that it is noticed. */
  readonly altering?: Altering;
}

/**
 * Rehearses a train once undisturbed, and then each of its effects again from just before it, killed and under every fault. Says the exit code: 0 only
 * when none ended in another world than undisturbed, or asked where it need not have.
 */
export const rehearseFaults = async (options: FaultOptions): Promise<number> => {
  const processes = openProcesses(options.environment);
  await gitVersion(processes).finally(processes.close);
  const file = resolve(options.cwd, options.report ?? "report/faults.html");
  requireWritable(file);
  const folder = await mkdtemp(join(tmpdir(), "signalbox-faults-"));
  // A second signal ends the process at once, and leaves nothing behind either.
  const drop = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", drop);
  try {
    const rehearsal = await rehearseIn(folder, options);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, faultsPage(rehearsal));
    const { json, out } = options;
    out(json ? `${JSON.stringify(faultsJson(rehearsal, file))}\n` : `\n${faultsSummary(rehearsal, options)}Report: ${file}\n`);
    return countsOf(rehearsal.cells).red === 0 ? allHold : someRed;
  } finally {
    process.off("exit", drop);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** Exit codes, as in `cli/exit-codes.ts`. */
const allHold = 0;
const someRed = 1;

const rehearseIn = async (folder: string, options: FaultOptions): Promise<FaultRehearsal> => {
  const { elapsed, error, stopping, share, altering, colour } = options;
  const began = elapsed();
  const path = options.environment["PATH"] ?? "";
  const ground = join(folder, "recorded");
  await mkdir(join(ground, "world"), { recursive: true });
  const blueprint = await draftBlueprint({ ...options, folder: ground, path, onScene: () => {}, onGuess: tellGuesses(options) });
  keepBlueprint(join(ground, "world"), blueprint);
  const version = await versionOn(ground, path, options.version);
  error(`Rehearsing ${forTerminal(blueprint.train.name)} ${version} once, undisturbed.\n`);
  const onLeg = (): void => {
    if (stopping()) throw explain("REHEARSAL_STOPPED", undefined);
  };
  const run = await recordRun({ folder: ground, path, version, snapshots: join(folder, "before"), onLeg });
  const sent = run.legs.flatMap(({ effect }) => effect ?? []).sort((a, b) => a.place - b.place);
  if (sent.length === 0) throw explain("NOTHING_SENT", { version });
  const effects = chosen(sent, options.only);
  error(`${run.legs.length} steps, ${sent.length} of them effects, in ${seconds(elapsed() - began)} s. Now each goes wrong in turn.\n`);
  const cells: FaultCell[] = [];
  const rehearsal = (): FaultRehearsal => ({ ...about(blueprint, version), effects, sent: sent.length, cells, ...measures() });
  const measures = () => ({ all: effects.length * cellsOfOne, seconds: (elapsed() - began) / 1000 });
  const room = Math.max(0, ...effects.map(({ id }) => [...forTerminal(id)].length));
  for (const effect of effects) {
    const rooms = join(folder, "rooms", String(effect.place));
    const trying = { run, path, rooms, stopping, ...(altering === undefined ? {} : { altering }) };
    cells.push(...(await tryCells(trying, cellsToTry(effect.id, share))));
    error(`${effectLine(rehearsal(), effect, room, colour)}\n`);
  }
  return rehearsal();
};

const cellsOfOne = kills.length + faults.length + kills.length * faults.length;

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

const about = ({ train }: Blueprint, version: string): Pick<FaultRehearsal, "train" | "repository" | "version"> => ({
  train: train.name,
  repository: train.repository.name,
  version,
});

/** The version that the train would release next, or the wanted one. */
const versionOn = async (folder: string, path: string, wanted: string | undefined): Promise<string> => {
  const stage = await openGridStage({ folder, path, version: "" });
  try {
    return (await takeOrder(stage.parts, wanted === undefined ? {} : { version: wanted }, false)).version;
  } finally {
    await stage.close();
  }
};

/** The effects that were named, by their own ids or by their items'. Raises USAGE where one is none. */
const chosen = (sent: readonly GridEffect[], only: readonly string[]): readonly GridEffect[] => {
  const isNamed = (id: string, name: string): boolean => id === name || id.split("/")[0] === name;
  const unknown = only.find((name) => !sent.some(({ id }) => isNamed(id, name)));
  if (unknown !== undefined)
    throw explain("USAGE", {
      what: `--only ${JSON.stringify(unknown.slice(0, 80))} names no effect of this train.`,
      next: `Name one of: ${sent.map(({ id }) => id).join(", ")}.`,
    });
  return only.length === 0 ? sent : sent.filter(({ id }) => only.some((name) => isNamed(id, name)));
};
