import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { chartFilesWorthReading, initTrain as draft, filesWorthReading, type Guess } from "../app/init-train.ts";
import { explain } from "../domain/errors.ts";
import { openProcesses } from "../host/processes.ts";
import { surveyLocal } from "./survey-local.ts";

/** What `init` is asked for, and what it is given from the process. */
export interface InitOptions {
  readonly repository: string;
  /** A clone of the chart's repository, where one was named. */
  readonly chart: string | undefined;
  readonly file: string;
  readonly force: boolean;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Looks at a repository and writes the configuration it suggests. Raises USAGE rather than replace a file that is there. */
export const initTrain = async (options: InitOptions): Promise<{ readonly file: string; readonly guesses: readonly Guess[] }> => {
  const processes = openProcesses(options.environment);
  try {
    const look = (path: string, choose = filesWorthReading) => surveyLocal(processes, resolve(options.cwd, path), choose);
    const charts = options.chart === undefined ? undefined : await look(options.chart, chartFilesWorthReading);
    const { yaml, guesses } = draft(await look(options.repository), charts);
    await write(resolve(options.cwd, options.file), yaml, options);
    return { file: options.file, guesses };
  } finally {
    processes.close();
  }
};

const write = async (path: string, text: string, { file, force }: InitOptions): Promise<void> => {
  try {
    await writeFile(path, text, { flag: force ? "w" : "wx" });
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const next = exists
      ? "Look at it, then add --force to replace it, or name another with --config FILE."
      : "Name a file that can be written, with --config FILE.";
    throw explain("USAGE", { what: exists ? `${file} is there already.` : `${file} cannot be written.`, next }, { cause });
  }
};
