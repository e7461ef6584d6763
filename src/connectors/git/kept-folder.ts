import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Texts that were found out at some cost and may be lost. */
export interface KeptFolder {
  readonly read: (name: string) => Promise<string | undefined>;
  /** Names with this ending, the last one written first. */
  readonly names: (ending: string) => Promise<readonly string[]>;
  readonly write: (name: string, text: string) => Promise<void>;
}

/** Files of one folder, a few of the newest, each whole or not there. A folder that cannot be written keeps nothing, and nobody is troubled with that. */
export const keptIn = (folder: string): KeptFolder => ({
  read: (name) => readFile(join(folder, name), "utf8").catch(() => undefined),
  names: async (ending) =>
    byAge(
      folder,
      (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending)),
    ),
  write: async (name, text) => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // A name of this process: two commands may write the same at once, and each must only see whole files.
      const file = join(folder, name);
      await writeFile(`${file}.${process.pid}`, text, { mode: 0o600 });
      await rename(`${file}.${process.pid}`, file);
      for (const old of (await byAge(folder, await readdir(folder))).slice(most)) await rm(join(folder, old), { force: true });
    } catch {
      // The next run finds it out again.
    }
  },
});

/** Keeps nothing. */
export const keptNowhere: KeptFolder = { read: async () => undefined, names: async () => [], write: async () => {} };

const most = 16;

const byAge = async (folder: string, names: readonly string[]): Promise<readonly string[]> => {
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  return aged.sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
};
