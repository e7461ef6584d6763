import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { explain } from "../domain/errors.ts";

const largest = 10_000_000;

/** A file of text that somebody named. Raises FILE_UNREADABLE, also for what is no file or is far too large. */
export const readText = async (file: string, cwd: string): Promise<string> => {
  const path = resolve(cwd, file);
  const refuse = (reason: string) => explain("FILE_UNREADABLE", { file: path, reason });
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw refuse("there is none");
  if (!found.isFile()) throw refuse("it is no file");
  if (found.size > largest) throw refuse(`it has ${found.size} bytes, more than ${largest}`);
  return readFile(path, "utf8").catch((error: Error) => {
    throw refuse(error.message);
  });
};
