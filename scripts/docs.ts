/**
 * Writes every generated page: `npm run docs`. With `--check` it writes nothing and names the pages that are stale.
 * A new page is one line in `pages`: the file and the function that makes it from the code that decides.
 */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { effectsPage } from "../src/checklist/describe-effects.ts";
import { guardsPage } from "../src/checklist/describe-guards.ts";
import { backtestSchemaFile } from "../src/cli/backtest-schema.ts";
import { cliPage } from "../src/cli/docs-page.ts";
import { errorsPage } from "../src/cli/error-pages.ts";
import { faultsSchemaFile } from "../src/cli/faults-schema.ts";
import { planSchemaFile } from "../src/cli/plan-schema.ts";
import { configPage } from "../src/config/docs-page.ts";
import { schemaFile } from "../src/config/json-schema.ts";
import { coveragePage, readHandbook } from "./coverage/coverage-page.ts";
import { layersPage } from "./layers.ts";

export interface Page {
  /** Path from the project's folder. */
  readonly file: string;
  readonly make: () => string | Promise<string>;
}

const pages: readonly Page[] = [
  { file: "docs/backtest.schema.json", make: backtestSchemaFile },
  { file: "docs/cli.md", make: cliPage },
  { file: "docs/config.md", make: configPage },
  { file: "docs/coverage.md", make: coveragePage },
  { file: "docs/effects.md", make: effectsPage },
  { file: "docs/errors.md", make: errorsPage },
  { file: "docs/faults.schema.json", make: faultsSchemaFile },
  { file: "docs/guards.md", make: guardsPage },
  { file: "docs/layers.md", make: layersPage },
  { file: "docs/plan.schema.json", make: planSchemaFile },
  { file: "schema.json", make: schemaFile },
];

/** The pages whose file differs from what the code says now, with what it should be. */
export const stalePages = async (
  root: string,
  from: readonly Page[],
): Promise<readonly { readonly file: string; readonly text: string }[]> => {
  const made = await Promise.all(from.map(async ({ file, make }) => ({ file, text: await make() })));
  const kept = await Promise.all(made.map(({ file }) => readFile(join(root, file), "utf8").catch(() => undefined)));
  return made.filter(({ text }, index) => text !== kept[index]);
};

if (import.meta.main) {
  const root = dirname(import.meta.dirname);
  const handbook = readHandbook();
  if (handbook.is === "absent") console.error(`note: ${handbook.why}`);
  const stale = await stalePages(root, pages);
  const checking = process.argv.includes("--check");
  for (const { file, text } of stale) {
    if (checking) console.error(`${file} is stale: run npm run docs and commit it.`);
    else {
      await writeFile(join(root, file), text);
      console.log(`wrote ${file}`);
    }
  }
  if (checking && stale.length > 0) process.exitCode = 1;
}
