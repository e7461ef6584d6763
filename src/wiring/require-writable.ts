import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { explain } from "../domain/errors.ts";

/** Raises REPORT_UNWRITABLE where a file could not be written. Looks only: what is refused for another reason must leave nothing behind. */
export const requireWritable = (file: string): void => {
  const reason = whyNot(file);
  if (reason !== undefined) throw explain("REPORT_UNWRITABLE", { file, reason });
};

const whyNot = (file: string): string | undefined => {
  if (existsSync(file)) return statSync(file).isDirectory() ? "it is a folder" : unwritable(file);
  const above = nearest(dirname(file));
  return statSync(above).isDirectory() ? unwritable(above) : `${above} is not a folder`;
};

const nearest = (folder: string): string => (existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder)));

const unwritable = (place: string): string | undefined => {
  try {
    accessSync(place, constants.W_OK);
    return undefined;
  } catch {
    return `${place} may not be written`;
  }
};
