import type { KeptFolder } from "../connectors/git/kept-folder.ts";
import type { StoredTrain } from "./open-shared-store.ts";
import { readBeside, readFileText } from "./read-beside.ts";

interface Reading {
  readonly file: string;
  readonly kept: KeptFolder;
  /** The name under which this configuration is kept. */
  readonly name: string;
  /** The program that reads it; nothing is kept by one that does not know which one it is. */
  readonly build: string | undefined;
}

/**
 * What a configuration says of its store. To understand all of it takes longer than to look at the record, so what came of it is kept, for as long as the
 * configuration, each file that was asked for with it, the program and its Node are the same. Raises what `loadTrain` raises.
 */
export const storedTrain = async ({ file, kept, name, build }: Reading): Promise<StoredTrain> => {
  const reader = build === undefined ? undefined : [build, process.version, process.versions["tz"] ?? ""].join(" ");
  const known = reader === undefined ? undefined : knownFrom(kept.read(name), reader, file);
  if (known !== undefined) return known;
  const { loadTrain } = await import("./load-train.ts");
  const { train, read } = await loadTrain(file);
  const { name: called, store, repository, people } = train;
  const needed: StoredTrain = {
    name: called,
    store,
    repository: { name: repository.name },
    people: people.map((each) => ({ name: each.name, signingKey: each.signingKey })),
  };
  if (reader !== undefined)
    kept.write(name, JSON.stringify({ reader, read: [...read].map(([path, text]) => [path, text ?? null]), train: needed }));
  return needed;
};

interface Known {
  readonly reader: string;
  readonly read: readonly (readonly [path: string, text: string | null])[];
  readonly train: StoredTrain;
}

const knownFrom = (text: string | undefined, reader: string, file: string): StoredTrain | undefined => {
  const known = text === undefined ? undefined : parsed(text);
  if (known?.reader !== reader) return undefined;
  const beside = readBeside(file);
  const isSame = known.read.every(([path, was]) => ((path === "" ? readFileText(file) : beside(path)) ?? null) === was);
  return isSame ? known.train : undefined;
};

const parsed = (text: string): Known | undefined => {
  try {
    return JSON.parse(text) as Known;
  } catch {
    return undefined;
  }
};
