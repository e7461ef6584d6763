import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What a process needs to live in a world instead of outside: production origin → twin, world-made credentials, the clock's file. */
export interface WorldFile {
  readonly origins: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly clock: string;
  /** Where boundaries are asked for leave to be crossed, when somebody wants to be asked. */
  readonly boundaries?: string;
}

export const writeWorldFile = (file: string, world: WorldFile): void => writeFileSync(file, JSON.stringify(world), { mode: 0o600 });

export const readWorldFile = (file: string): WorldFile | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as WorldFile) : undefined;
