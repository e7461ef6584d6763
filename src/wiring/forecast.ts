import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { TrainForecast } from "../app/forecast-train.ts";
import { type TagMoment, tagMoments } from "../connectors/git/tag-moments.ts";
import { explain } from "../domain/errors.ts";
import { gitVersion } from "../host/git-version.ts";
import { openProcesses } from "../host/processes.ts";
import { forecastPage } from "../web/forecast/forecast-page.ts";

/** When each tag of a clone was made. Raises NOT_A_REPOSITORY, SHALLOW_CLONE or GIT_MISSING. */
export const readTags = async (at: {
  readonly repository: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<readonly TagMoment[]> => {
  const processes = openProcesses(at.environment);
  try {
    await gitVersion(processes);
    return await tagMoments(processes, resolve(at.cwd, at.repository));
  } finally {
    processes.close();
  }
};

/** Writes the page, over one that is there. Raises USAGE where it cannot be written. */
export const writeForecast = async (at: {
  readonly file: string;
  readonly cwd: string;
  readonly forecast: TrainForecast;
}): Promise<void> => {
  try {
    await writeFile(resolve(at.cwd, at.file), forecastPage(at.forecast));
  } catch (cause) {
    throw explain(
      "USAGE",
      { what: `${at.file} cannot be written.`, next: "Name a file that can be written, with --html FILE." },
      { cause },
    );
  }
};
