import { writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
  chartFilesWorthReading,
  initTrain as draft,
  draftTrain,
  filesWorthReading,
  type Guess,
  type RepositorySurvey,
} from "../app/init-train.ts";
import { type PageReport, trainFromPage } from "../app/page/train-from-page.ts";
import { explain, ReleaseError } from "../domain/errors.ts";
import { openProcesses } from "../host/processes.ts";
import { readPageFile } from "./read-page-file.ts";
import { surveyLocal } from "./survey-local.ts";

/** What `init` is asked for, and what it is given from the process. */
export interface InitOptions {
  readonly repository: string;
  /** A clone of the chart's repository, where one was named. */
  readonly chart: string | undefined;
  /** The page with the checklist, and the heading of the part that is meant. */
  readonly page: string | undefined;
  readonly section: string | undefined;
  readonly file: string;
  readonly force: boolean;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What was written where, and from what. */
export interface Initialised {
  readonly file: string;
  readonly guesses: readonly Guess[];
  readonly page?: PageReport;
}

/**
 * Looks at a repository, and at a page where one is named, and writes the configuration they suggest. A page is enough by itself in a folder that is
 * no repository. Raises USAGE rather than replace a file that is there.
 */
export const initTrain = async (options: InitOptions): Promise<Initialised> => {
  const processes = openProcesses(options.environment);
  try {
    const look = (path: string, choose = filesWorthReading) => surveyLocal(processes, resolve(options.cwd, path), choose);
    const charts = options.chart === undefined ? undefined : await look(options.chart, chartFilesWorthReading);
    const survey = await look(options.repository).catch((error: unknown) => surveyWithout(error, options));
    if (options.page === undefined) {
      const { yaml, guesses } = draft(survey, charts);
      await write(resolve(options.cwd, options.file), yaml, options);
      return { file: options.file, guesses };
    }
    const text = readPageFile(resolve(options.cwd, options.page), options.page);
    const { yaml, guesses, page } = trainFromPage({ name: options.page, text, section: options.section }, draftTrain(survey, charts));
    await write(resolve(options.cwd, options.file), yaml, options);
    return { file: options.file, guesses, page };
  } finally {
    processes.close();
  }
};

/** What is known where there is no repository: the folder's name. */
const surveyWithout = (error: unknown, { page, repository, cwd }: InitOptions): RepositorySurvey => {
  if (page === undefined || repository !== "." || !(error instanceof ReleaseError) || error.code !== "NOT_A_REPOSITORY") throw error;
  const nothing = { branches: [], tags: [], files: [], contents: {}, commits: [] };
  return { ...nothing, origin: undefined, folder: basename(cwd), defaultBranch: undefined };
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
