import { resolve } from "node:path";
import { jsonHistory, markdownHistory } from "../app/changes/render-history.ts";
import type { WrittenHistory } from "../app/changes/rendering.ts";
import { writeHistory as write } from "../app/changes/write-history.ts";
import { openLocalClone } from "../connectors/git/local-clone.ts";
import { openProcesses } from "../host/processes.ts";
import { type CacheWish, keptFor } from "./cache-folder.ts";
import { configurationOf } from "./configuration-of.ts";
import type { Ahead } from "./look-ahead.ts";
import { openSpool } from "./spool.ts";
import { writingTo } from "./writing-to.ts";

export interface HistoryOptions extends CacheWish {
  readonly repository: string;
  readonly tag: string | undefined;
  /** Only when it was named. */
  readonly config: string | undefined;
  readonly format: "markdown" | "json";
  /** Where to write it; without one it is given to `give`. */
  readonly file: string | undefined;
  readonly give: (bytes: Uint8Array) => Promise<void>;
  readonly tell: (commits: number) => void;
  /** The clone, where it is being looked at already. */
  readonly ahead?: Ahead | undefined;
}

/** Writes the changelog of a whole history. Reads the clone only. */
export const writeHistory = async (options: HistoryOptions): Promise<WrittenHistory> => {
  const { repository, cwd, file, format, tell } = options;
  const { ahead } = options;
  const processes = ahead?.processes ?? openProcesses(options.environment);
  const path = resolve(cwd, repository);
  const begun = ahead?.path === path ? ahead.clone : undefined;
  const clone = openLocalClone({ processes, path, place: repository, begun, keptFor: keptFor(options) });
  const spool = openSpool();
  const target = file === undefined ? undefined : writingTo(resolve(cwd, file));
  try {
    const train = await configurationOf(path, options.config === undefined ? undefined : resolve(cwd, options.config));
    const rendering = format === "json" ? jsonHistory : markdownHistory;
    const give = target === undefined ? options.give : async (bytes: Uint8Array): Promise<void> => target.write(bytes);
    return await write({ clone, tag: options.tag ?? train?.repository.tag, spool, rendering, give, tell });
  } finally {
    target?.close();
    spool.close();
    clone.close();
    processes.close();
  }
};
