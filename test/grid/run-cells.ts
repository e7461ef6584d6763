import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Verdict } from "../../src/wiring/faults/run-cell.ts";
import type { Asked } from "./lane.ts";

/** Runs cells in processes of their own, each of which has some under way at once, and tells of each as it ends. */
export const runCells = async (
  place: string,
  cells: readonly Asked[],
  { processes, each, onVerdict }: { readonly processes: number; readonly each: number; readonly onVerdict: (verdict: Verdict) => void },
): Promise<readonly Verdict[]> => {
  const left = [...cells];
  const verdicts: Verdict[] = [];
  const lane = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(join(import.meta.dirname, "lane.ts"), [place]);
      let underWay = 0;
      const give = (): void => {
        for (let next = left.shift(); next !== undefined; next = left.shift()) {
          child.send(next);
          underWay += 1;
          if (underWay >= each) return;
        }
        if (underWay === 0) child.disconnect();
      };
      listen(child, {
        onMessage: (message) => {
          if (message !== "ready") {
            underWay -= 1;
            verdicts.push(message as Verdict);
            onVerdict(message as Verdict);
          }
          give();
        },
        onExit: () => (underWay === 0 ? resolve() : reject(new Error(`a lane of the grid ended with ${underWay} cells under way`))),
      });
    });
  await Promise.all(Array.from({ length: processes }, lane));
  return verdicts;
};

const listen = (child: ChildProcess, on: { readonly onMessage: (message: unknown) => void; readonly onExit: () => void }): void => {
  child.on("message", on.onMessage);
  child.once("exit", on.onExit);
};
