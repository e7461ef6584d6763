import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** MiB that something made by a function keeps in memory, once everything that it does not need has been collected. */
export const heldMemory = (make: () => unknown): number => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1024 / 1024;
  };
  const before = used();
  const held = [make()];
  const after = used();
  held.pop();
  return after - before;
};
