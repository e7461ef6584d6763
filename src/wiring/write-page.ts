import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { explain } from "../domain/errors.ts";

/** Writes a page, over one that is there. Raises USAGE where it cannot be written. */
export const writePage = async (at: { readonly file: string; readonly cwd: string; readonly page: string }): Promise<void> => {
  try {
    await writeFile(resolve(at.cwd, at.file), at.page);
  } catch (cause) {
    throw explain(
      "USAGE",
      { what: `${at.file} cannot be written.`, next: "Name a file that can be written, with --html FILE." },
      { cause },
    );
  }
};
