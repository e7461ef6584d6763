import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { keptIn, keptNowhere } from "../connectors/git/kept-folder.ts";
import type { Journal, Lately } from "../domain/ports/journal.ts";
import { pause, systemClock } from "../host/clock.ts";
import { openProcesses } from "../host/processes.ts";
import { openSecrets } from "../host/secrets.ts";
import { cacheFolder, folderNameOf } from "./cache-folder.ts";
import { openSharedStore } from "./open-shared-store.ts";
import { storedTrain } from "./stored-train.ts";
import { storeIn, worldOf } from "./world-file.ts";

/** A shared journal, to look at; close it when done. */
export interface SharedRecord extends Pick<Journal, "read" | "releases"> {
  readonly lately?: () => Promise<Lately | undefined>;
  readonly close: () => void;
}

interface Place {
  readonly file: string;
  /** The state folder. */
  readonly folder: string;
  /** The state folder, only when it was named. */
  readonly state: string | undefined;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly build: string | undefined;
}

/** Opens the shared journal that a configuration names, and shows what it holds at one moment. */
export const openSharedRecord = async ({ file, folder, build, ...at }: Place): Promise<SharedRecord> => {
  const cache = cacheFolder(at);
  // A look makes no state folder.
  const isNowhere = cache === undefined || (at.state !== undefined && !existsSync(folder));
  const kept = isNowhere ? keptNowhere : keptIn(join(cache, "trains"));
  const { store, ...train } = storeIn(
    worldOf(at.environment),
    await storedTrain({ file, kept, name: `${folderNameOf(file)}.json`, build }),
  );
  if (store === undefined) return (await import("../store/sqlite-journal.ts")).openSqliteJournal(folder, pause);
  const processes = openProcesses(at.environment);
  const ground = {
    folder,
    beside: dirname(file),
    environment: at.environment,
    clock: systemClock,
    // A look asks no service; where an address leads is git's matter alone.
    door: { mapped: (url: string) => url },
    secrets: openSecrets(at.environment, (path) => readFileSync(path, "utf8")),
    processes,
  };
  const { read, releases, lately, close } = openSharedStore({ ...train, store }, ground, "once");
  return {
    read,
    releases,
    lately,
    close: () => {
      close();
      processes.close();
    },
  };
};
