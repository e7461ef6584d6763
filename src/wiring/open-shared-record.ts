import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { systemClock } from "../host/clock.ts";
import { openDoor } from "../host/door.ts";
import { openProcesses } from "../host/processes.ts";
import { openSecrets } from "../host/secrets.ts";
import { loadTrain } from "./load-train.ts";
import { type OpenStore, openStore } from "./open-store.ts";
import { storeIn, worldOf } from "./world-file.ts";

/** Opens the shared journal that a configuration names, to look at. */
export const openSharedRecord = async (at: {
  readonly file: string;
  /** The state folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<OpenStore> => {
  const { file, folder, environment } = at;
  const { train } = await loadTrain(file);
  const processes = openProcesses(environment);
  const door = openDoor({});
  const journal = await openStore(storeIn(worldOf(environment), train), {
    folder,
    beside: dirname(file),
    environment,
    clock: systemClock,
    door,
    secrets: openSecrets(environment, (path) => readFileSync(path, "utf8")),
    processes,
  });
  return {
    ...journal,
    close: () => {
      journal.close();
      processes.close();
      door.close();
    },
  };
};
