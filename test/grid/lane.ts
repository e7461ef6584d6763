/** A process that runs cells for `npm run grid`: told where the recorded run lies, it answers each cell's id with its verdict. */
import { join } from "node:path";
import { readCell } from "../../src/wiring/faults/cells.ts";
import { runCell } from "../../src/wiring/faults/run-cell.ts";
import { plantedBugs } from "./planted.ts";
import { groundFor, readRun } from "./record.ts";

/** A cell to run. */
export interface Asked {
  readonly id: string;
  readonly toTheEnd: boolean;
  /** The name of a bug to plant. */
  readonly planted?: string;
}

const [place = ""] = process.argv.slice(2);
const run = await readRun(join(place, "run.json"));
const effects = run.legs.flatMap(({ effect }) => effect?.id ?? []);
let rooms = 0;

process.on("message", async ({ id, toTheEnd, planted }: Asked) => {
  const cell = readCell(id, effects);
  if (cell === undefined) throw new Error(`no such cell: ${id}`);
  rooms += 1;
  const bug = plantedBugs.find((each) => each.name === planted);
  const room = join(place, `room-${process.pid}-${rooms}`);
  process.send?.(await runCell({ ...groundFor(run, () => room), ...(bug === undefined ? {} : { altering: bug }) }, cell, toTheEnd));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
