import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Texts that were found out at some cost and may be lost. */
export interface KeptFolder {
  readonly read: (name: string) => string | undefined;
  /** Names with this ending, the last one written first. */
  readonly names: (ending: string) => readonly string[];
  readonly write: (name: string, text: string) => void;
}

/** Files of one folder, a few of the newest, each whole or not there. A folder that cannot be written keeps nothing, and nobody is troubled with that. */
export const keptIn = (folder: string): KeptFolder => ({
  read: (name) => orNothing(() => readFileSync(join(folder, name), "utf8")),
  names: (ending) => byAge(folder).filter((name) => name.endsWith(ending)),
  write: (name, text) =>
    orNothing(() => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // A name of this process: two commands may write the same at once, and each must only see whole files.
      const file = join(folder, name);
      writeFileSync(`${file}.${process.pid}`, text, { mode: 0o600 });
      renameSync(`${file}.${process.pid}`, file);
      for (const old of byAge(folder).slice(most)) rmSync(join(folder, old), { force: true });
    }),
});

/** Keeps nothing. */
export const keptNowhere: KeptFolder = { read: () => undefined, names: () => [], write: () => {} };

const most = 16;

const byAge = (folder: string): readonly string[] =>
  (orNothing(() => readdirSync(folder)) ?? [])
    .map((name) => ({ name, at: orNothing(() => statSync(join(folder, name)).mtimeMs) ?? 0 }))
    .sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);

/** What cannot be kept is found out again. */
const orNothing = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};
