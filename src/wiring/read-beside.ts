import { readFileSync, type Stats, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

/** Reads files below the configuration's own folder, and no others. */
export const readBeside =
  (file: string) =>
  (path: string): string | undefined => {
    const folder = dirname(resolve(file));
    const target = resolve(folder, path);
    return relative(folder, target).startsWith("..") ? undefined : readFileText(target);
  };

/** The text of a file; undefined where there is none, or something else. */
export const readFileText = (file: string): string | undefined => {
  // A pipe or a device would be waited for.
  if (statOf(file)?.isFile() !== true) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** What stands there, if anything. */
export const statOf = (file: string): Stats | undefined => {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
};
