import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dial } from "../../src/domain/plan.ts";
import { loadTrain } from "../../src/wiring/load-train.ts";
import type { Blueprint } from "../../src/world/blueprint.ts";
import { trainFile } from "../crash/ground.ts";

/** Gives the world in a folder, of which nobody has begun a release yet, the train with its dials as told. */
export const setDials = async (folder: string, by: Dial, items: Readonly<Record<string, Dial>> = {}): Promise<void> => {
  const config = join(folder, "signalbox.yaml");
  writeFileSync(config, `${readFileSync(trainFile, "utf8")}\nby: ${by}\ndials: ${JSON.stringify(items)}\n`);
  const file = join(folder, "world", "blueprint.json");
  const { train } = await loadTrain(config);
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, "utf8")) as Blueprint), config, train }));
};
