import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { explain } from "../domain/errors.ts";

/** What a process needs to live in a world instead of outside: production origin → twin, world-made credentials, the clock's file. */
export interface WorldFile {
  readonly origins: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly clock: string;
  /** Where the journal is shared in this world; a file in the state folder without it. */
  readonly store?: string;
  /** Where boundaries are asked for leave to be crossed, when somebody wants to be asked. */
  readonly boundaries?: string;
}

export const writeWorldFile = (file: string, world: WorldFile): void => writeFileSync(file, JSON.stringify(world), { mode: 0o600 });

export const readWorldFile = (file: string): WorldFile | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as WorldFile) : undefined;

/** The world that the environment names. Raises WORLD_MISSING. */
export const worldOf = (environment: Readonly<Record<string, string | undefined>>): WorldFile | undefined => {
  const file = environment["SIGNALBOX_WORLD"];
  if (file === undefined || file === "") return undefined;
  const world = readWorldFile(file);
  // Falling back to production here would send a rehearsal's messages to real people.
  if (world === undefined) throw explain("WORLD_MISSING", { file });
  return world;
};

/** A train with the store that holds there: a rehearsal must not write to the journal that the train's people share. */
export const storeIn = <T extends { readonly store: string | undefined }>(world: WorldFile | undefined, train: T): T =>
  world === undefined ? train : { ...train, store: world.store };
