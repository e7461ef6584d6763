import { join, resolve } from "node:path";
import { type KeptFolder, keptIn, keptNowhere } from "../connectors/git/kept-folder.ts";

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
    return folder === undefined ? keptNowhere : keptIn(join(folder, "clones", folderNameOf(shared)));
  };

/**
 * A short name for the folder of one path: its last words and a sum over all of it. Two paths of one name share what is true of both, since all that is
 * kept says what a commit's id stands for; a hash that nobody can find a second path for takes longer to load than all that is kept.
 */
export const folderNameOf = (path: string): string => {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(path, "utf8")) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  const words = path.replace(/[^A-Za-z0-9]+/g, "-").slice(-60);
  return `${words.replace(/^-+|-+$/g, "")}-${sum.toString(16).padStart(8, "0")}`;
};
