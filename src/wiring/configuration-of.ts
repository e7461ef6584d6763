import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Train } from "../domain/train.ts";

/**
 * The configuration of a clone: the file that was named, else `signalbox.yaml` in the folder or above it, up to the top of the work tree; undefined
 * where there is none. The parser is only loaded for a file that is there. Raises CONFIG_MISSING or CONFIG_INVALID.
 */
export const configurationOf = async (folder: string, named: string | undefined): Promise<Train | undefined> => {
  const file = named ?? nearest(folder);
  if (file === undefined) return undefined;
  const { loadTrain } = await import("./load-train.ts");
  return (await loadTrain(file)).train;
};

const nearest = (folder: string): string | undefined => {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "signalbox.yaml");
    if (existsSync(file)) return file;
    if (existsSync(join(at, ".git")) || dirname(at) === at) return undefined;
  }
};
