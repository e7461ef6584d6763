import { existsSync, readFileSync } from "node:fs";
import { isatty } from "node:tty";
import type { AppWish, GlobalOptions, OpenApp, Surroundings } from "./cli/surroundings.ts";
import type { Instant } from "./domain/instant.ts";
import type { Clock } from "./domain/ports/host.ts";
import type { Ahead } from "./wiring/look-ahead.ts";

/** The command: everything it sees of the process is handed in here. Resolves with the exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  const isChanges = argv[0] === "changes";
  const ahead = isChanges && !argv.includes("--help") ? await beginLooking(argv) : undefined;
  // `signalbox log | head` closes the pipe early, which is no error of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  const { every, run, systemClock } = isChanges ? await import("./wiring/at-once-for-changes.ts") : await import("./wiring/at-once.ts");
  try {
    return await run(argv, surroundingsOf({ asked: false }, { clock: systemClock, every, ahead }));
  } finally {
    ahead?.processes.close();
  }
};

const beginLooking = async (argv: readonly string[]): Promise<Ahead> => {
  const { lookAhead } = await import("./wiring/look-ahead.ts");
  return lookAhead(argv, process.cwd(), process.env);
};

interface Given {
  readonly clock: Clock;
  readonly every: Surroundings["every"];
  readonly ahead: Ahead | undefined;
}

const surroundingsOf = (stop: { asked: boolean }, { clock, every, ahead }: Given): Surroundings => ({
  every,
  out: (text) => void process.stdout.write(text),
  pour: (bytes) => new Promise((resolve) => process.stdout.write(bytes, () => resolve())),
  error: (text) => void process.stderr.write(text),
  ...terminal(),
  // Asked of the file descriptor, and only by who wants to ask something: to look at `process.stdin` would open it.
  get interactive() {
    return isatty(0) && isatty(2);
  },
  debug: Boolean(process.env["SIGNALBOX_DEBUG"]),
  get version() {
    return versionOf();
  },
  now: clock.now,
  openRecord: async (options) => {
    const { openRecord } = await import("./wiring/at-once.ts");
    return openRecord({ ...options, build: buildOf(), environment: process.env, cwd: process.cwd() });
  },
  openApp: (wish) => open(wish, stop),
  loadTrain: async ({ config }) => {
    const [{ loadTrain }, { trainClock }, { resolve }] = await Promise.all([
      import("./wiring/load-train.ts"),
      import("./wiring/train-clock.ts"),
      import("node:path"),
    ]);
    const { configuration, ...loaded } = await loadTrain(resolve(config));
    return { file: config, ...loaded, clock: trainClock(loaded.train, clock.now()) };
  },
  backUp: async (options, file) => (await import("./wiring/keep-backup.ts")).backUp(here(options, clock), file),
  restore: async (options, file) => (await import("./wiring/keep-backup.ts")).restore(here(options, clock), file),
  readText: async (file) => (await import("./wiring/read-text.ts")).readText(file, process.cwd()),
  initTrain: async (wish) => {
    const { initTrain } = await import("./wiring/init-train.ts");
    return initTrain({ ...wish, environment: process.env, cwd: process.cwd() });
  },
  writeWorkflows: async (wish) =>
    (await import("./wiring/write-workflows.ts")).writeWorkflows({ ...wish, cwd: process.cwd(), version: versionOf(), commit: commitOf() }),
  readTags: async (repository) =>
    (await import("./wiring/forecast.ts")).readTags({ repository, environment: process.env, cwd: process.cwd() }),
  writeForecast: async (file, forecast) => (await import("./wiring/forecast.ts")).writeForecast({ file, forecast, cwd: process.cwd() }),
  writePage: async (file, text) => (await import("./wiring/write-page.ts")).writePage({ file, page: text, cwd: process.cwd() }),
  listChanges: async (wish) => {
    const { listChanges } = await import("./wiring/at-once-for-changes.ts");
    return listChanges({ ...wish, environment: process.env, cwd: process.cwd(), ahead });
  },
  writeHistory: async (wish) => {
    const { writeHistory } = await import("./wiring/at-once-for-changes.ts");
    return writeHistory({ ...wish, environment: process.env, cwd: process.cwd(), ahead });
  },
  backtest: async (wish) => {
    const { backtest } = await import("./wiring/backtest.ts");
    return backtest({ ...wish, environment: process.env, cwd: process.cwd(), now: clock.now() });
  },
  writeBacktest: async (file, told) => (await import("./wiring/backtest.ts")).writeBacktest({ file, told, cwd: process.cwd() }),
  rehearse: async (wish) => {
    listenForSignals(stop);
    const [{ rehearse }, { elapsed }, { sleepUntil }, { fileURLToPath }] = await Promise.all([
      import("./wiring/rehearse.ts"),
      import("./host/clock.ts"),
      import("./host/sleep.ts"),
      import("node:url"),
    ]);
    const { faults, ...options } = wish;
    const given = {
      ...options,
      environment: process.env,
      cwd: process.cwd(),
      node: process.execPath,
      program: fileURLToPath(new URL("../bin/signalbox.js", import.meta.url)),
      example: fileURLToPath(new URL("../examples/posthog/signalbox.yaml", import.meta.url)),
      out: (text: string) => void process.stdout.write(text),
      error: (text: string) => void process.stderr.write(text),
      ...terminal(),
      elapsed,
      untilStopped: () => sleepUntil(farAway, clock, () => stop.asked),
      stopping: () => stop.asked,
    };
    if (faults === undefined) return rehearse(given);
    const { rehearseFaults } = await import("./wiring/rehearse-faults.ts");
    return rehearseFaults({ ...given, ...faults });
  },
  sleepUntil: async (moment, showing) => (await import("./host/sleep.ts")).sleepUntil(moment, showing, () => stop.asked),
  stopping: () => stop.asked,
  confirm: ask,
});

const here = (options: GlobalOptions, { now }: Clock) => ({ ...options, cwd: process.cwd(), environment: process.env, now });

const farAway = "9999-12-31T00:00:00Z" as Instant;

const terminal = (): Pick<Surroundings, "colour" | "width"> => ({
  colour: process.stdout.isTTY === true && process.stderr.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb",
  width: process.stdout.columns ?? 100,
});

const open = async (wish: AppWish, stop: { asked: boolean }): Promise<OpenApp> => {
  if (wish.need === "drive") listenForSignals(stop);
  const { openApp } = await import("./wiring/open-app.ts");
  return openApp({ ...wish, environment: process.env, cwd: process.cwd(), stopping: () => stop.asked });
};

/** The first signal lets the step under way end, so that its outcome is known; the second ends the process, which loses nothing either. */
const listenForSignals = (stop: { asked: boolean }): void => {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(signal, () => {
      if (stop.asked) process.exit(code);
      stop.asked = true;
      process.stderr.write("\nStopping before the next step; the signal again ends at once.\n");
    });
  }
};

const ask = async (question: string): Promise<boolean> => {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
};

const versionOf = (): string =>
  (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { readonly version: string }).version;

/** The commit that this was built from; the build says nothing where the tree was not exactly that commit. */
const commitOf = (): string | undefined => saidByBuild("commit.txt", /^[0-9a-f]{40}$/);

/** The sum of all that was built. */
const buildOf = (): string | undefined => saidByBuild("build.txt", /^[0-9a-f]{64}$/);

const saidByBuild = (name: string, form: RegExp): string | undefined => {
  const file = new URL(name, import.meta.url);
  return existsSync(file) ? form.exec(readFileSync(file, "utf8").trim())?.[0] : undefined;
};

const ignoreClosedPipe = (error: Error): void => {
  if (!("code" in error) || error.code !== "EPIPE") throw error;
};
