import { join } from "node:path";
import { faults, kills } from "../../app/faults/disturbances.ts";
import type { CellOutcome, FaultCell } from "../../app/faults/fault-rehearsal.ts";
import { explain } from "../../domain/errors.ts";
import { type Cell, cellId } from "./cells.ts";
import type { Altering } from "./meddle.ts";
import type { GridRun } from "./record.ts";
import { runCell, type Verdict } from "./run-cell.ts";
import { isChosen } from "./seeded.ts";

/** One effect with one or two of what goes wrong, as it is told and as it is run. */
export interface TriedCell extends Pick<FaultCell, "effect" | "kill" | "fault"> {
  readonly cell: Cell;
}

/** Every kill and every fault of an effect, and of its pairs of both that share of all, the same ones for the same effect. */
export const cellsToTry = (effect: string, share: number): readonly TriedCell[] => [
  ...kills.map((kill) => ({ effect, kill, cell: [{ effect, met: [kill] }] })),
  ...faults.map((fault) => ({ effect, fault, cell: [{ effect, met: [fault] }] })),
  ...kills
    .flatMap((kill) => faults.map((fault) => ({ effect, kill, fault, cell: [{ effect, met: [kill, fault] }] })))
    .filter(({ cell }) => isChosen(cellId(cell), seed, share)),
];

const seed = "faults";

/** Where cells are run. */
export interface TryingGround {
  readonly run: GridRun;
  readonly path: string;
  /** A folder for what the cells need, each below it. */
  readonly rooms: string;
  /** Whether a signal asked to stop. */
  readonly stopping: () => boolean;
  readonly altering?: Altering;
}

/** Runs cells, some at a time: while one waits for a program, another one goes on. Raises REHEARSAL_STOPPED. */
export const tryCells = async (
  { run, path, rooms, stopping, altering }: TryingGround,
  cells: readonly TriedCell[],
): Promise<readonly FaultCell[]> => {
  const left = [...cells.entries()];
  const found: FaultCell[] = [];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      if (stopping()) throw explain("REHEARSAL_STOPPED", undefined);
      const [place, { cell, ...met }] = next;
      const room = (): string => join(rooms, String(place));
      const verdict = await runCell({ run, path, room, ...(altering === undefined ? {} : { altering }) }, cell, false);
      found[place] = { ...met, outcome: outcomeOf(verdict), took: verdict.took };
    }
  };
  // All end before the first failure is told, so that nobody writes into a folder that is being removed.
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  const failed = ended.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return found;
};

const atOnce = 3;

const outcomeOf = ({ reds, asked, struck }: Verdict): CellOutcome => {
  if (reds.length > 0) return { is: "red", differs: reds.map((each) => each.slice(0, longest)) };
  if (asked.length > 0) return { is: "asks", questions: asked };
  return { is: struck.length === 0 ? "idle" : "same" };
};

/** A difference shows where to look; the whole of two worlds would fill the page. */
const longest = 2000;
