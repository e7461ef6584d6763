import { resolve } from "node:path";
import { type Backtest, backtest as look } from "../app/backtest/backtest.ts";
import { initTrain } from "../app/init-train.ts";
import { openLocalClone } from "../connectors/git/local-clone.ts";
import { firstMoment, lastMoment } from "../connectors/git/tag-moments.ts";
import { type Instant, instantOfMillis } from "../domain/instant.ts";
import type { PlainDate } from "../domain/plain-date.ts";
import type { Train } from "../domain/train.ts";
import { gitVersion } from "../host/git-version.ts";
import { openProcesses, type Processes } from "../host/processes.ts";
import { backtestPage } from "../web/backtest/backtest-page.ts";
import { type CacheWish, keptFor } from "./cache-folder.ts";
import { configurationOf } from "./configuration-of.ts";
import { surveyLocal } from "./survey-local.ts";
import { trainClock } from "./train-clock.ts";
import { trainOf } from "./train-of.ts";
import { writePage } from "./write-page.ts";

export interface BacktestOptions extends CacheWish {
  readonly repository: string;
  /** Only when it was named. */
  readonly config: string | undefined;
  readonly last: number;
  readonly release: string | undefined;
  readonly now: Instant;
  readonly tell: (looked: number) => void;
}

/** What a configuration came to, and whether it is what `init` would write. */
export interface Backtested {
  readonly told: Backtest;
  readonly isGuessed: boolean;
}

/**
 * Holds a configuration against a clone's past: the file that was named, the clone's own, or what `init` would write. Only reads; what it remembers of
 * authors lies in the cache folder.
 */
export const backtest = async (options: BacktestOptions): Promise<Backtested> => {
  const { cwd, repository, config, last, release, tell } = options;
  const path = resolve(cwd, repository);
  const processes = openProcesses(options.environment);
  const clone = openLocalClone({ processes, path, place: repository, keptFor: keptFor(options) });
  try {
    await gitVersion(processes);
    await clone.refs.look();
    const own = await configurationOf(path, config === undefined ? undefined : resolve(cwd, config));
    const train = own ?? (await guessed(processes, path));
    const clock = trainClock(train, options.now);
    const dayOf = (seconds: number): PlainDate | undefined => {
      const millis = seconds * 1000;
      return millis >= firstMoment && millis <= lastMoment ? clock.dayOf(instantOfMillis(millis)) : undefined;
    };
    return { told: await look({ clone, train, last, release, dayOf, today: clock.today, tell }), isGuessed: own === undefined };
  } finally {
    clone.close();
    processes.close();
  }
};

const guessed = async (processes: Processes, path: string): Promise<Train> => trainOf(initTrain(await surveyLocal(processes, path)).yaml);

/** Writes a backtest as a page. Raises USAGE where it cannot be written. */
export const writeBacktest = ({
  file,
  cwd,
  told,
}: {
  readonly file: string;
  readonly cwd: string;
  readonly told: Backtested;
}): Promise<void> => writePage({ file, cwd, page: backtestPage(told.told, { isGuessed: told.isGuessed }) });
