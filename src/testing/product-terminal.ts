import { resolve } from "node:path";
import { run } from "../cli/run.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { instant } from "../domain/instant.ts";
import { elapsed, systemClock } from "../host/clock.ts";
import { backtest, writeBacktest } from "../wiring/backtest.ts";
import { readTags, writeForecast } from "../wiring/forecast.ts";
import { initTrain } from "../wiring/init-train.ts";
import { backUp, restore } from "../wiring/keep-backup.ts";
import { listChanges } from "../wiring/list-changes.ts";
import { loadTrain } from "../wiring/load-train.ts";
import { openApp } from "../wiring/open-app.ts";
import { openRecord } from "../wiring/open-record.ts";
import { readText } from "../wiring/read-text.ts";
import { rehearse } from "../wiring/rehearse.ts";
import { trainClock } from "../wiring/train-clock.ts";
import { writeHistory } from "../wiring/write-history.ts";
import { writePage } from "../wiring/write-page.ts";
import { writeWorkflows } from "../wiring/write-workflows.ts";
import { exampleConfig } from "./staged-release.ts";

/** Where somebody types: the folder and what the process knows of its surroundings. */
export interface TypingAt {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What a person who sits there answers; nobody sits there unless told. */
  readonly confirm?: Surroundings["confirm"];
}

/** What a command printed and how it ended. */
export interface Printed {
  readonly exit: number;
  readonly out: string;
  readonly error: string;
}

/** The product put together as the program puts it together; only the terminal is kept as text. */
export const typeProduct = async ({ cwd, environment, confirm }: TypingAt, ...argv: readonly string[]): Promise<Printed> => {
  const printed = { out: "", error: "" };
  const decoder = new TextDecoder();
  const terminal = {
    out: (text: string) => {
      printed.out += text;
    },
    error: (text: string) => {
      printed.error += text;
    },
    colour: false,
    width: 100,
  };
  const surroundings: Surroundings = {
    ...terminal,
    pour: async (bytes) => {
      printed.out += decoder.decode(bytes, { stream: true });
    },
    interactive: confirm !== undefined,
    debug: false,
    version: "1.2.3",
    now: systemClock.now,
    openRecord: async (options) => openRecord({ ...options, environment, cwd }),
    openApp: (wish) => openApp({ ...wish, environment, cwd, stopping: () => false }),
    loadTrain: async ({ config }) => {
      const loaded = await loadTrain(resolve(cwd, config));
      return { file: config, ...loaded, clock: trainClock(loaded.train, instant("2021-11-26T12:00:00Z")) };
    },
    backUp: (options, to) => backUp({ ...options, cwd, environment, now: systemClock.now }, to),
    restore: (options, from) => restore({ ...options, cwd, environment, now: systemClock.now }, from),
    readText: (file) => readText(file, cwd),
    initTrain: async (wish) => initTrain({ ...wish, environment, cwd }),
    writeWorkflows: (wish) => writeWorkflows({ ...wish, cwd, version: "1.2.3", commit: "c".repeat(40) }),
    readTags: (repository) => readTags({ repository, environment, cwd }),
    writeForecast: (file, forecast) => writeForecast({ file, forecast, cwd }),
    writePage: async (file, text) => writePage({ file, page: text, cwd }),
    every: () => () => {},
    listChanges: (wish) => listChanges({ ...wish, environment, cwd }),
    writeHistory: (wish) => writeHistory({ ...wish, environment, cwd }),
    backtest: (wish) => backtest({ ...wish, environment, cwd, now: instant("2021-11-26T12:00:00Z") }),
    writeBacktest: (file, told) => writeBacktest({ file, told, cwd }),
    rehearse: (wish) =>
      rehearse({
        ...wish,
        ...terminal,
        environment,
        cwd,
        node: process.execPath,
        program: "",
        example: exampleConfig,
        elapsed,
        untilStopped: async () => {},
        stopping: () => false,
      }),
    sleepUntil: async () => {},
    stopping: () => false,
    confirm: confirm ?? (async () => false),
  };
  const exit = await run(argv, surroundings);
  return { exit, ...printed };
};
