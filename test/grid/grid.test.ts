import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleProgram } from "../../scripts/build.ts";
import { faults, kills } from "../../src/app/faults/disturbances.ts";
import { type Cell, cellId, cellsOf, pairsOf, readCell, rowsBeside } from "../../src/wiring/faults/cells.ts";
import type { GridEffect, GridRun } from "../../src/wiring/faults/record.ts";
import { runCell, type Verdict } from "../../src/wiring/faults/run-cell.ts";
import { isChosen } from "../../src/wiring/faults/seeded.ts";
import { tokenOf } from "../../src/world/blueprint.ts";
import { leaksOf } from "./leaks.ts";
import { plantedBugs } from "./planted.ts";
import { groundFor, recordTrain, writeRun } from "./record.ts";
import { runCells } from "./run-cells.ts";

const place = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "signalbox-grid-"));
let run: GridRun;
let effects: readonly GridEffect[];
let recorded: string;
let rooms = 0;
const ground = () => groundFor(run, () => join(place, `room-${rooms++}`));

beforeAll(async () => {
  run = await recordTrain(place);
  await writeRun(join(place, "run.json"), run);
  effects = run.legs.flatMap(({ effect }) => effect ?? []);
  recorded = digestOf(join(place, "before"));
}, 180_000);

afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }), 60_000);

/** Of names and contents of all files below a folder. */
const digestOf = (folder: string): string => {
  const digest = createHash("sha256");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  for (const name of names) if (statSync(join(folder, name)).isFile()) digest.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return digest.digest("hex");
};

/** Some at a time: while one waits for a program, another one goes on. */
const inTurns = async (cells: readonly Cell[]): Promise<readonly Verdict[]> => {
  const left = [...cells];
  const verdicts: Verdict[] = [];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) verdicts.push(await runCell(ground(), next, false));
  };
  await Promise.all([lane(), lane(), lane()]);
  return verdicts;
};

const redsOf = (verdicts: readonly Verdict[]) => verdicts.filter(({ reds }) => reds.length > 0).map(({ cell, reds }) => ({ cell, reds }));

/** Of all cells, so many in a hundred are followed to the end of the release: that what comes after a cell is the undisturbed run is looked at as well. */
const toTheEnd = 0.02;

test("the grid: whatever goes wrong around an effect, the world and the journal end as if nothing had", async () => {
  const ids = effects.flatMap(({ id }) => cellsOf(id)).map(cellId);
  const cells = ids.map((id) => ({ id, toTheEnd: isChosen(id, "every commit", toTheEnd) }));
  const began = performance.now();
  const verdicts = await runCells(place, cells, { processes: 2, each: 3, onVerdict: () => {} });
  console.log(
    `grid: ${effects.length} effects, ${kills.length} boundaries, ${faults.length} faults, ${verdicts.length} cells, ${redsOf(verdicts).length} red, ${Math.round((performance.now() - began) / 1000)} s`,
  );
  expect(redsOf(verdicts)).toEqual([]);
  expect(verdicts.length).toBe(ids.length);
}, 3_600_000);

test("the effects are found by running: as many as the committed count, and 101 cells for each", () => {
  const committed = JSON.parse(readFileSync(join(import.meta.dirname, "..", "grid.json"), "utf8"));
  const cells = effects.flatMap(({ id }) => cellsOf(id)).length;
  expect({ effects: effects.length, boundaries: kills.length, faults: faults.length, cells }).toEqual(committed);
  expect(cells).toBe(101 * effects.length);
  expect(effects.map((each) => each.class)).toEqual(expect.arrayContaining(["keyed", "set", "marked", "blind"]));
});

test("what no system is assumed to do, a frozen driver, a restored backup and a correction, around one effect of each class, one that is seen but not counted, and the first approved one", async () => {
  const ofEachClass = (["keyed", "set", "marked", "blind"] as const).flatMap((sort) => effects.find((each) => each.class === sort) ?? []);
  const uncounted = effects.find((each) => each.uncounted);
  const [approved] = effects.filter((each) => each.isApproved);
  const cells = [...ofEachClass, ...(uncounted === undefined ? [] : [uncounted]), ...(approved === undefined ? [] : [approved])].flatMap(
    (each) => rowsBeside({ ...each, isBlind: each.class === "blind" }),
  );
  expect(redsOf(await inTurns(cells))).toEqual([]);
  expect(cells.length).toBe(4 * 8 - 1 + 9 + 9);
}, 300_000);

test("no credential is in the record, nor in what the twins hold; each cell above looked through its own", () => {
  for (const { before, found } of run.legs) expect(leaksOf(join(before, "state"), found)).toEqual([]);
});

test("a credential is found wherever a cell leaves it", async () => {
  const [cell] = effects.slice(0, 1).flatMap(({ id }) => cellsOf(id));
  if (cell === undefined) throw new Error("there is no effect");
  const token = tokenOf("ana");
  const forms = [token, encodeURIComponent(`"${token}"`), Buffer.from(`a:${token}`).toString("base64"), Buffer.from(token).toString("hex")];
  for (const form of forms) {
    const own = ground();
    const examine: typeof own.examine = (state, verdict) => {
      writeFileSync(join(state, "log"), form);
      return own.examine?.(state, { ...verdict, questions: [form] }) ?? [];
    };
    const { reds } = await runCell({ ...own, examine }, cell, false);
    expect([...new Set(reds.map((each) => each.split(", as")[0]))]).toEqual([
      "a credential stands in log",
      "a credential stands in what is told",
    ]);
  }
}, 60_000);

test("every cell has a name that reads back as the cell", () => {
  const ids = effects.map(({ id }) => id);
  const cells = ids.flatMap((id, at) => [
    ...cellsOf(id),
    ...rowsBeside({ id, isBlind: false, isApproved: true }),
    ...pairsOf(id, ids[at + 1]),
  ]);
  for (const cell of cells) expect(readCell(cellId(cell), ids)).toEqual(cell);
  expect(readCell("tag-release/push-tag:b9", ids)).toBeUndefined();
  expect(readCell("tag-release/no-such:b1", ids)).toBeUndefined();
});

test("no cell writes into the stages that were recorded, with which its copy shares files", () => {
  expect(recorded).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(join(place, "before"))).toBe(recorded);
}, 60_000);

describe("planted bugs", () => {
  test.each(plantedBugs)(
    "$name is found by $cell",
    async (bug) => {
      const cell = readCell(
        bug.cell,
        effects.map(({ id }) => id),
      );
      if (cell === undefined) throw new Error(`no such cell: ${bug.cell}`);
      expect((await runCell(ground(), cell, false)).reds).toEqual([]);
      const found = await runCell({ ...ground(), altering: bug }, cell, false);
      expect(found.reds).not.toEqual([]);
      // Red because of what it did, not because the bug itself fell over.
      expect(found.reds.filter((each) => each.startsWith("TypeError") || each.startsWith("Error: ENOENT"))).toEqual([]);
    },
    120_000,
  );

  test("no switch for them is in what ships", async () => {
    const built = join(place, "dist");
    await bundleProgram(built);
    const shipped = readdirSync(built, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
    expect(shipped.length).toBeGreaterThan(0);
    for (const name of shipped) {
      const text = readFileSync(join(built, name), "utf8");
      for (const bug of plantedBugs) expect(text, name).not.toContain(bug.name);
      expect(text, name).not.toMatch(/planted/i);
    }
  }, 60_000);
});
