import { resolve } from "node:path";
import { type ChangeList, listChanges as list } from "../app/changes/list-changes.ts";
import type { RepositoryWish } from "../app/changes/read-changes.ts";
import { openLocalClone } from "../connectors/git/local-clone.ts";
import type { Labels } from "../domain/change.ts";
import type { LocalClone } from "../domain/ports/local-clone.ts";
import type { Train } from "../domain/train.ts";
import { openProcesses } from "../host/processes.ts";
import { type CacheWish, keptFor } from "./cache-folder.ts";
import { configurationOf } from "./configuration-of.ts";
import type { Ahead } from "./look-ahead.ts";
import { writingTo } from "./writing-to.ts";

/** One clone of a release, as typed; ends that are left out are chosen. */
export interface NamedClone {
  readonly path: string;
  readonly from?: string;
  readonly to?: string;
}

export interface ListOptions extends CacheWish {
  /** The version, tag pattern and configuration that were typed are those of the first. */
  readonly repositories: readonly NamedClone[];
  readonly version: string | undefined;
  readonly tag: string | undefined;
  /** Only when it was named. */
  readonly config: string | undefined;
  readonly newcomers: boolean;
  /** File for the page's `log.txt` of the first repository. */
  readonly log: string | undefined;
  readonly tell: (commits: number) => void;
  /** The first clone, where it is being looked at already. */
  readonly ahead?: Ahead | undefined;
}

/** A list of changes, and the `log.txt` that was written. */
export interface Listed {
  readonly list: ChangeList;
  readonly log: { readonly file: string; readonly bytes: number } | undefined;
}

/** Lists what is new in somebody's own clones. Reads them only; what it remembers of authors lies in the cache folder. */
export const listChanges = async (options: ListOptions): Promise<Listed> => {
  const { ahead } = options;
  const processes = ahead?.processes ?? openProcesses(options.environment);
  const clones = options.repositories.map(({ path: place }, at) => {
    const path = resolve(options.cwd, place);
    const begun = at === 0 && ahead?.path === path ? ahead.clone : undefined;
    return openLocalClone({ processes, path, place, begun, keptFor: keptFor(options) });
  });
  try {
    const wishes = await Promise.all(clones.map((clone, at) => wishOf(options, clone, at)));
    const found = await list(wishes, options.tell);
    return { list: found, log: await writeLog(options, clones[0], found) };
  } finally {
    for (const clone of clones) clone.close();
    processes.close();
  }
};

const wishOf = async (options: ListOptions, clone: LocalClone, at: number): Promise<RepositoryWish> => {
  const { path = ".", ...ends } = options.repositories[at] ?? {};
  const isFirst = at === 0;
  const train = await configurationOf(
    resolve(options.cwd, path),
    isFirst && options.config !== undefined ? resolve(options.cwd, options.config) : undefined,
  );
  return {
    clone,
    ...(train !== undefined && { train }),
    ...(isFirst && options.version !== undefined && { version: options.version }),
    ...(isFirst && options.tag !== undefined && { tag: options.tag }),
    ...ends,
    newcomers: options.newcomers,
    ...(train !== undefined && { labels: (name: string) => labelsOf(options, train, name) }),
  };
};

/** Labels from the forge, where the configuration asks for some of this repository and there is a credential. */
const labelsOf = async (options: ListOptions, train: Train, repository: string): Promise<Labels> => {
  if (train.post?.highlight === undefined || train.repository.name !== repository) return new Map();
  const { askLabels } = await import("./ask-labels.ts");
  return askLabels(options.environment, repository, train.post.highlight);
};

const writeLog = async ({ log, cwd }: ListOptions, clone: LocalClone | undefined, { repositories }: ChangeList): Promise<Listed["log"]> => {
  const [first] = repositories;
  if (log === undefined || clone === undefined || first === undefined) return undefined;
  const file = writingTo(resolve(cwd, log));
  try {
    await clone.history.logTxt({ to: first.to.commit, from: first.from?.commit }, file.write);
  } finally {
    file.close();
  }
  return { file: log, bytes: file.written() };
};
