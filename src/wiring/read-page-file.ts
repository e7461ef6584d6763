import { readFileSync, statSync } from "node:fs";
import { explain } from "../domain/errors.ts";
import { largestPage, longestPageLine } from "../texts/page/read-page.ts";

/** The text of a page. Raises USAGE where there is no such file, PAGE_NOT_TAKEN for one that no page is as long as. */
export const readPageFile = (path: string, page: string): string => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile())
    throw explain("USAGE", {
      what: `${page} is ${stats === undefined ? "not there" : "no ordinary file"}.`,
      next: "Name a Markdown file with --from PAGE.md.",
    });
  if (stats.size > largestPage)
    throw explain("PAGE_NOT_TAKEN", { page, why: `it has ${stats.size} bytes, and a page at most ${largestPage}` });
  const text = readFileSync(path, "utf8");
  if (text.includes("\0")) throw explain("PAGE_NOT_TAKEN", { page, why: "it is no text" });
  const long = text.split("\n").findIndex((line) => line.length > longestPageLine);
  if (long >= 0) throw explain("PAGE_NOT_TAKEN", { page, why: `line ${long + 1} is longer than ${longestPageLine} characters` });
  return text;
};
