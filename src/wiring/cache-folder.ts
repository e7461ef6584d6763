import { join, resolve } from "node:path";
import { type KeptFolder, keptIn, keptNowhere } from "../connectors/git/kept-folder.ts";
import { sha256 } from "../domain/canonical.ts";

export interface CacheWish {
  /** The state folder, only when it was named. */
  readonly state: string | undefined;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The folder for what may be lost: in the state folder that was named, else where the account keeps such things; undefined where it has none. */
export const cacheFolder = ({ state, cwd, environment }: CacheWish): string | undefined => {
  if (state !== undefined) return join(resolve(cwd, state), "cache");
  const [own, home] = [environment["XDG_CACHE_HOME"], environment["HOME"]];
  if (own?.startsWith("/") === true) return join(own, "signalbox");
  return home?.startsWith("/") === true ? join(home, ".cache", "signalbox") : undefined;
};

/** Where what was found out about somebody's clone is kept, one folder for each. */
export const keptFor =
  (wish: CacheWish) =>
  (shared: string): KeptFolder => {
    const folder = cacheFolder(wish);
    return folder === undefined ? keptNowhere : keptIn(join(folder, "clones", sha256(shared).slice(0, 32)));
  };
