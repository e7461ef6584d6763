import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** One finished release as data. Only a measure may look at `expected`; what the product is given comes from `input`. */
export interface ReplayCase {
  readonly id: string;
  readonly folder: string;
  /** `git range` where the case does not say. */
  readonly kind: string;
  /** `owner/name`; empty for calendars. */
  readonly repository: string;
  readonly main: string;
  readonly described: Readonly<Record<string, unknown>>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  /** The text of a file of the case, such as `input/commits.jsonl`; undefined where there is none. */
  readonly text: (path: string) => string | undefined;
  /** Paths of the files below `input/files`, sorted. */
  readonly files: readonly string[];
}

const anything = z.record(z.string(), z.unknown());
const described = z.looseObject({
  id: z.string(),
  kind: z.string().default("git range"),
  repo: z.string().default(""),
  default_branch: z.string().default("main"),
  input: anything.default({}),
  expected: anything.default({}),
});

/** The cases of a folder, in the order of their names; throws with the path of one that cannot be read. */
export const readCases = (folder: string): readonly ReplayCase[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory() && existsSync(join(folder, each.name, "case.json")))
    .map((each) => readCase(join(folder, each.name)))
    .toSorted((a, b) => (a.folder < b.folder ? -1 : 1));

const readCase = (folder: string): ReplayCase => {
  const file = join(folder, "case.json");
  const parsed = described.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is no case: ${z.prettifyError(parsed.error)}`);
  const { id, kind, repo, default_branch: main, input, expected } = parsed.data;
  const text = (path: string): string | undefined =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined;
  const files = filesBelow(join(folder, "input/files"));
  return { id, folder, kind, repository: repo, main, described: parsed.data, input, expected, text, files };
};

const filesBelow = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
        .toSorted()
    : [];
