import { z } from "zod";
import type { ReplayCase } from "./read-case.ts";

/** A file of which a case keeps only the lines that the maintainers changed, before and after. */
export interface Fragment {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const commitFile = z.looseObject({ path: z.string(), kept: z.string().default(""), diff_u0: z.string().default("") });
const commitFiles = z.looseObject({ release_commit_files: z.array(commitFile).default([]) });
const versionLine = z.looseObject({ version_py_line_before: z.string(), version_py_line_after: z.string() });

/** Source files with the version in them: a case has no more of them than these lines, so that no code is in the test data. */
export const fragmentsOf = ({ expected, described, files }: ReplayCase): readonly Fragment[] => {
  const line = versionLine.safeParse(expected);
  if (line.success) {
    const { version_py_line_before: before, version_py_line_after: after } = line.data;
    return [{ path: `${String(described["project"])}/version.py`, before: `${before}\n`, after: `${after}\n` }];
  }
  return commitFiles
    .parse(expected)
    .release_commit_files.filter(({ kept, path }) => kept === "changed lines only" && !files.includes(path))
    .map(({ path, diff_u0: diff }) => ({ path, before: linesWith("-", diff), after: linesWith("+", diff) }));
};

const linesWith = (mark: "-" | "+", diff: string): string =>
  diff
    .split("\n")
    .filter((line) => line.startsWith(mark) && !line.startsWith(mark.repeat(3)))
    .map((line) => `${line.slice(1)}\n`)
    .join("");
