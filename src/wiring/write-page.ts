import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { explain } from "../domain/errors.ts";

/** Writes a page, whole before it has its name: whoever opens it meanwhile reads the one before. Raises USAGE where it cannot be written. */
export const writePage = async (at: { readonly file: string; readonly cwd: string; readonly page: string }): Promise<void> => {
  const file = resolve(at.cwd, at.file);
  const aside = `${file}.${process.pid}.new`;
  try {
    await writeFile(aside, at.page);
    await rename(aside, file);
  } catch (cause) {
    await rm(aside, { force: true });
    throw explain("USAGE", { what: `${at.file} cannot be written.`, next: "Name a file that can be written." }, { cause });
  }
};
