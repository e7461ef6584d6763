import { readFileSync } from "node:fs";

/** Whether a configuration names a shared store, by its look alone: cheap, for commands that only look at a record. */
export const namesStore = (file: string): boolean => {
  try {
    return /^store\s*:/m.test(readFileSync(file, "utf8"));
  } catch {
    return false;
  }
};
