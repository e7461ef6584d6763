/**
 * `npm run grid`: every effect of a release, killed at every boundary, under every fault, and both at once; each cell must end as if nothing
 * had happened. `--cell ID` runs one, `--only TEXT` those that hold the text, `--all` adds pairs, `--sample N --seed S` other pairs,
 * `--planted` puts bugs in and shows which cell finds each; `--kill` kills processes that decide, on each store, and counts what was lost.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { faults, kills } from "../src/app/faults/disturbances.ts";
import { forTerminal } from "../src/texts/for-terminal.ts";
import { anyPair, type Cell, cellId, cellsOf, pairsOf, readCell, rowsBeside } from "../src/wiring/faults/cells.ts";
import type { GridEffect } from "../src/wiring/faults/record.ts";
import type { Verdict } from "../src/wiring/faults/run-cell.ts";
import { isChosen, seeded } from "../src/wiring/faults/seeded.ts";
import type { Asked } from "../test/grid/lane.ts";
import { plantedBugs } from "../test/grid/planted.ts";
import { recordTrain, writeRun } from "../test/grid/record.ts";
import { runCells } from "../test/grid/run-cells.ts";
import { type Killing, killDecidingApart, type StoreName, storeNames } from "../test/kill/kept-decisions.ts";

interface Counts {
  readonly effects: number;
  readonly boundaries: number;
  readonly faults: number;
  readonly cells: number;
}

const { values } = parseArgs({
  options: {
    cell: { type: "string", multiple: true },
    only: { type: "string", multiple: true },
    all: { type: "boolean" },
    sample: { type: "string" },
    seed: { type: "string" },
    planted: { type: "boolean" },
    kill: { type: "boolean" },
    decisions: { type: "string" },
    kills: { type: "string" },
    store: { type: "string", multiple: true },
    processes: { type: "string" },
    end: { type: "string" },
  },
});

const committed = join(dirname(import.meta.dirname), "test", "grid.json");
/** Of all cells, how many in a hundred are followed to the end of the release. */
const share = Number(values.end ?? 2) / 100;

const main = async (): Promise<number> => {
  // What is in memory needs no disk to be durable, which a grid need not be.
  const place = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "signalbox-grid-"));
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) process.once(signal, () => process.exit(code));
  process.once("exit", () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));
  if (values.kill === true) return kill();
  const run = await recordTrain(place);
  await writeRun(join(place, "run.json"), run);
  const sent = run.legs.flatMap(({ effect }) => effect ?? []);
  const effects = sent.map(({ id }) => id);
  console.log(`recorded a release of ${run.legs.length} steps, ${effects.length} of them effects`);
  if (values.planted === true) return planted(place);
  const grid = effects.flatMap(cellsOf);
  const wanted = chosen(grid, sent);
  if (wanted === undefined) return 2;
  const verdicts = await runAll(
    place,
    wanted.map((cell) => ({ id: cellId(cell), toTheEnd: isChosen(cellId(cell), values.seed ?? "1", share) })),
  );
  const counts = { effects: effects.length, boundaries: kills.length, faults: faults.length, cells: grid.length };
  return closing(counts, verdicts, wanted.length >= grid.length);
};

/** The cells that were asked for; undefined when one of them is none. */
const chosen = (grid: readonly Cell[], sent: readonly GridEffect[]): readonly Cell[] | undefined => {
  const effects = sent.map(({ id }) => id);
  const beside = sent.flatMap((each) => rowsBeside({ ...each, isBlind: each.class === "blind" }));
  if (values.cell !== undefined) {
    const cells = values.cell.map((id) => readCell(id, effects));
    if (cells.every((each) => each !== undefined)) return cells;
    console.error(
      `No such cell. A cell is an effect and what it meets, such as tag-release/push-tag:b2:lost-after. Effects:\n${effects.join("\n")}`,
    );
    return undefined;
  }
  const all = values.all === true ? effects.flatMap((each, at) => pairsOf(each, effects[at + 1])) : [];
  const random = seeded(values.seed ?? "1");
  const sampled = Array.from({ length: Number(values.sample ?? 0) }, () => anyPair(effects, random));
  return [...grid, ...beside, ...all, ...sampled].filter(isWanted);
};

const isWanted = (cell: Cell): boolean => values.only?.some((text) => cellId(cell).includes(text)) ?? true;

const runAll = async (place: string, cells: readonly Asked[]): Promise<readonly Verdict[]> => {
  const began = performance.now();
  let done = 0;
  let red = 0;
  const rate = (): string => (done / ((performance.now() - began) / 1000)).toFixed(1);
  const tick = setInterval(() => console.log(`${done} of ${cells.length} cells, ${red} red, ${rate()} cells a second`), 15_000);
  try {
    return await runCells(place, cells, {
      processes: Number(values.processes ?? 2),
      each: 3,
      onVerdict: (verdict) => {
        done += 1;
        if (values.cell !== undefined) console.log(told(verdict));
        else if (verdict.reds.length > 0) console.log(`red ${told(verdict)}`);
        if (verdict.reds.length > 0) red += 1;
      },
    });
  } finally {
    clearInterval(tick);
    console.log(`${done} cells in ${Math.round((performance.now() - began) / 1000)} s, ${rate()} a second`);
  }
};

const told = ({ cell, reds, struck, idle, questions, requests, took, journal }: Verdict): string =>
  [
    cell,
    `  came: ${struck.join(", ") || "nothing"}${idle.length === 0 ? "" : `; nothing to disturb for: ${idle.join(", ")}`}`,
    `  ${questions.length} questions, ${requests} requests more than undisturbed, over ${Math.round(took / 1000)} virtual seconds after the last disturbance`,
    ...reds.map((each) => forTerminal(`  ${each}`)),
    ...(reds.length === 0 ? [] : journal).map((each) => forTerminal(`    ${each}`)),
  ].join("\n");

const closing = (counts: Counts, verdicts: readonly Verdict[], whole: boolean): number => {
  const red = verdicts.filter(({ reds }) => reds.length > 0);
  const idle = verdicts.filter((each) => each.idle.length > 0);
  const most = Math.max(0, ...verdicts.map(({ requests }) => requests));
  const longest = Math.max(0, ...verdicts.map(({ took }) => took));
  console.log(
    `${idle.length} cells had nothing to disturb: ${[...new Set(idle.map(({ cell }) => cell.split(":")[0]))].join(", ") || "none"}`,
  );
  console.log(
    `at most ${most} requests more than undisturbed, and ${Math.round(longest / 60_000)} virtual minutes after the last disturbance`,
  );
  const cells = whole ? counts.cells : verdicts.length;
  if (whole)
    console.log(`${verdicts.length - counts.cells} cells beside the grid: beyond the assumptions, frozen drivers, restored backups, pairs`);
  console.log(
    `grid: ${counts.effects} effects, ${counts.boundaries} boundaries, ${counts.faults} faults, ${cells} cells, ${red.length} red`,
  );
  const before = JSON.parse(readFileSync(committed, "utf8")) as Counts;
  const fewer = (["effects", "boundaries", "faults", "cells"] as const).filter((each) => counts[each] < before[each]);
  for (const each of fewer) console.error(`${counts[each]} ${each}, but test/grid.json says ${before[each]}`);
  return red.length === 0 && fewer.length === 0 ? 0 : 1;
};

/** Decisions on real disks, which is what must keep them. */
const kill = async (): Promise<number> => {
  const place = mkdtempSync(join(tmpdir(), "signalbox-kill-"));
  process.once("exit", () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));
  let lost = 0;
  for (const store of storeNames.filter((each) => values.store?.includes(each) ?? true)) {
    lost += await killOn(store, { place, decisions: Number(values.decisions ?? 10_000), kills: Number(values.kills ?? 200) });
  }
  return lost === 0 ? 0 : 1;
};

const killOn = async (store: StoreName, wanted: Pick<Killing, "place" | "decisions" | "kills">): Promise<number> => {
  const began = performance.now();
  let so = { decisions: 0, kills: 0 };
  const tick = setInterval(() => console.log(`${store}: ${so.decisions} of ${wanted.decisions} decisions, ${so.kills} kills`), 15_000);
  const place = join(wanted.place, store);
  mkdirSync(place);
  const onDeath: Killing["onDeath"] = (now) => {
    so = now;
  };
  try {
    const killed = await killDecidingApart({ ...wanted, place, store, seed: values.seed ?? "1", onDeath }, Number(values.processes ?? 2));
    for (const each of killed.lost) console.error(`lost on ${store}: ${each}`);
    console.log(
      `${store}: ${Math.round((performance.now() - began) / 1000)} s, ${killed.untold} decisions arrived though nobody was told at a death`,
    );
    console.log(`kill: ${store} ${killed.decisions} decisions, ${killed.kills} kills, ${killed.lost.length} lost`);
    return killed.lost.length;
  } finally {
    clearInterval(tick);
  }
};

/** Every bug with the cell that must find it: undisturbed by the bug the cell is green, with it red. */
const planted = async (place: string): Promise<number> => {
  const asked = plantedBugs.flatMap(({ name, cell }) => [
    { id: cell, toTheEnd: false },
    { id: cell, toTheEnd: false, planted: name },
  ]);
  let missed = 0;
  for (const [at, bug] of plantedBugs.entries()) {
    const [without, within] = await Promise.all(
      asked.slice(2 * at, 2 * at + 2).map((each) => runCells(place, [each], { processes: 1, each: 1, onVerdict: () => {} })),
    );
    const clean = without?.every(({ reds }) => reds.length === 0) === true;
    const found = within?.flatMap(({ reds }) => reds) ?? [];
    if (!clean || found.length === 0) missed += 1;
    console.log(
      `${(clean && found.length > 0 ? "found" : "MISSED").padEnd(7)} ${bug.name.padEnd(36)} ${bug.cell.padEnd(70)} ${forTerminal((found[0] ?? (clean ? "the cell stays green" : "the cell is red without it")).slice(0, 100))}`,
    );
  }
  console.log(`planted: ${plantedBugs.length} bugs, ${plantedBugs.length - missed} found`);
  return missed === 0 ? 0 : 1;
};

process.exitCode = await main();
