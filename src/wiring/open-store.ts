import { existsSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../domain/errors.ts";
import { openArtifacts } from "../host/artifacts.ts";
import { pause } from "../host/clock.ts";
import { openSqliteJournal } from "../store/sqlite-journal.ts";
import { type Ground, type OpenStore, openSharedStore, type StoredTrain } from "./open-shared-store.ts";

/** The file in the state folder, or the shared ref with our copy of it in the state folder. */
export const openStore = async ({ store, ...train }: StoredTrain, ground: Ground): Promise<OpenStore> => {
  if (store === undefined) return { ...openSqliteJournal(ground.folder, pause), artifacts: openArtifacts(ground.folder) };
  if (existsSync(join(ground.folder, "journal.sqlite"))) throw explain("STORES_DIFFER", { place: ground.folder });
  return openSharedStore({ ...train, store }, ground);
};
