import { resolve } from "node:path";
import type { TrainForecast } from "../app/forecast-train.ts";
import { type TagMoment, tagMoments } from "../connectors/git/tag-moments.ts";
import { gitVersion } from "../host/git-version.ts";
import { openProcesses } from "../host/processes.ts";
import { forecastPage } from "../web/forecast/forecast-page.ts";
import { writePage } from "./write-page.ts";

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

/** Writes a forecast as a page. Raises USAGE where it cannot be written. */
export const writeForecast = ({
  file,
  cwd,
  forecast,
}: {
  readonly file: string;
  readonly cwd: string;
  readonly forecast: TrainForecast;
}): Promise<void> => writePage({ file, cwd, page: forecastPage(forecast) });
