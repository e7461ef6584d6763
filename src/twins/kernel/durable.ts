import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** State of a twin that survives the death of whoever talks to it: written to a new file and renamed before `set` returns. */
export interface Durable<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
}

/** Opens `<folder>/<name>.json`, with `initial` where there is none yet. */
export const durable = <T>(folder: string, name: string, initial: T): Durable<T> => {
  const file = join(folder, `${name}.json`);
  let held: T = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : initial;
  return {
    get: () => held,
    set: (next) => {
      writeFileSync(`${file}.new`, JSON.stringify(next));
      renameSync(`${file}.new`, file);
      held = next;
    },
  };
};
