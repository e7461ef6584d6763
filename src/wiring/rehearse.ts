import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { checksOf } from "../app/checks-of.ts";
import type { Guess } from "../app/init-train.ts";
import { finish } from "../app/rehearse/finish.ts";
import type { Rehearsal, Scene } from "../app/rehearse/rehearsal.ts";
import { rehearse as play } from "../app/rehearse/rehearse.ts";
import { explain } from "../domain/errors.ts";
import type { Train } from "../domain/train.ts";
import { gitVersion } from "../host/git-version.ts";
import { openProcesses } from "../host/processes.ts";
import { forTerminalLines } from "../texts/for-terminal.ts";
import { rehearsalPage } from "../web/report/rehearsal-page.ts";
import { rehearsalSummary } from "../web/report/summary.ts";
import { factNamed, factsOf, tamper } from "../world/facts.ts";
import { type OpenStage, openStage } from "./open-stage.ts";
import { requireWritable } from "./require-writable.ts";
import type { StageOptions } from "./stage-options.ts";

/** What a rehearsal is asked for, and what it is given from the process. */
export interface RehearseOptions extends Omit<StageOptions, "folder" | "onScene" | "onGuess"> {
  readonly version: string | undefined;
  readonly keep: boolean;
  readonly report: string | undefined;
  readonly tamper: string | undefined;
  readonly listFacts: boolean;
  /** Only the plan is shown. */
  readonly plan: boolean;
  readonly json: boolean;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly colour: boolean;
  readonly width: number;
  /** Milliseconds on a clock that only goes forward. */
  readonly elapsed: () => number;
  /** Resolves when a signal asks to stop; what `--keep` waits for. */
  readonly untilStopped: () => Promise<void>;
  /** Whether a signal asked to stop. */
  readonly stopping: () => boolean;
}

/** Rehearses a whole release and says the exit code: 0 only when it finished and the world agrees with the record. */
export const rehearse = async (options: RehearseOptions): Promise<number> => {
  const processes = openProcesses(options.environment);
  await gitVersion(processes).finally(processes.close);
  if (!options.listFacts && !options.plan) requireWritable(reportFile(options));
  const folder = await mkdtemp(join(tmpdir(), "signalbox-rehearsal-"));
  let kept = false;
  try {
    return await rehearseIn(folder, { ...options, onKept: () => (kept = true) });
  } finally {
    if (!kept) await rm(folder, { recursive: true, force: true });
  }
};

const rehearseIn = async (folder: string, options: RehearseOptions & { readonly onKept: () => void }): Promise<number> => {
  const began = options.elapsed();
  const show = (scene: Scene): void =>
    options.error(
      `${scene.at.slice(5, 16).replace("T", " ")}  ${scene.who}: ${scene.what}${scene.outcome === "" ? "" : ` – ${scene.outcome}`}\n`,
    );
  const opening = { ...options, folder, onScene: show, onGuess: tellGuesses(options) };
  let stage = await openStage(opening);
  try {
    if (options.listFacts) return listFacts(stage.parts.train, options);
    if (options.plan) return await showPlan(stage, options);
    // A name that means nothing is refused before the whole release is played, not after.
    if (options.tamper !== undefined) factNamed(stage.parts.train, options.tamper);
    const played = await play(untilAsked(stage, options), options.version);
    if (options.tamper !== undefined) {
      await stage.close();
      await tamper(options.tamper, {
        folder: join(folder, "world"),
        state: join(folder, "state"),
        path: options.environment["PATH"] ?? "",
        train: stage.parts.train,
        version: played.versions.at(-1) ?? "",
      });
      stage = await openStage(opening);
    }
    const rehearsal = await finish(stage, { ...played, seconds: (options.elapsed() - began) / 1000 });
    await report(rehearsal, options);
    if (options.keep) {
      options.onKept();
      await keepUp(stage.world.origins, folder, stage.config, options);
    }
    return rehearsal.finished && rehearsal.differences.length === 0 ? agrees : differs;
  } finally {
    await stage.close();
  }
};

/** Says what is guessed where there was no configuration. */
export const tellGuesses =
  ({ error }: Pick<RehearseOptions, "error">) =>
  (guesses: readonly Guess[]): void =>
    error(`No configuration was given. What \`init\` would write is used, and this is guessed:\n${guesses.map(guessLine).join("")}`);

/** A stage on which nobody types any more once a signal asked to stop. */
const untilAsked = (stage: OpenStage, { stopping }: RehearseOptions): OpenStage => ({
  ...stage,
  type: async (who, ...argv) => {
    if (stopping()) throw explain("REHEARSAL_STOPPED", undefined);
    return stage.type(who, ...argv);
  },
});

/** Exit codes of a rehearsal, as in `cli/exit-codes.ts`. */
const agrees = 0;
const differs = 1;

const guessLine = ({ key, value, from, confidence }: Guess): string => forTerminalLines(`  ${key}: ${value}  (${confidence}: ${from})\n`);

const showPlan = (stage: OpenStage, { version, json, out, error, colour, width }: RehearseOptions): Promise<number> =>
  stage.show("signalbox", ["plan", ...(version === undefined ? [] : [version]), ...(json ? ["--json"] : [])], {
    out,
    error,
    colour,
    width,
  });

/** One name on each line, so that a loop over all of them is easily written; with `--json` also what each is about. */
const listFacts = (train: Train, { out, json }: RehearseOptions): number => {
  const facts = factsOf(train).map(({ name, about }) => ({ name, about }));
  out(json ? `${JSON.stringify({ facts })}\n` : facts.map(({ name }) => `${name}\n`).join(""));
  return agrees;
};

/** What a script wants of a rehearsal; the page shows it all. */
const inShort = (rehearsal: Rehearsal): Readonly<Record<string, unknown>> => ({
  finished: rehearsal.finished,
  differences: rehearsal.differences,
  seconds: rehearsal.seconds,
  releases: rehearsal.releases.map(({ state, planHash }) => ({ version: state.version, plan: planHash, finishedAt: state.finishedAt })),
  rows: rehearsal.rows,
  checks: rehearsal.releases.flatMap(({ state, steps }) => checksOf(steps).map((each) => ({ version: state.version, ...each }))),
  scenes: rehearsal.scenes,
  notices: rehearsal.notices,
  texts: rehearsal.texts,
  commits: rehearsal.commits.map(({ diff: _, ...commit }) => commit),
  applied: rehearsal.applied,
  holdings: rehearsal.holdings,
});

const reportFile = ({ cwd, report }: RehearseOptions): string => resolve(cwd, report ?? "report/rehearsal.html");

const report = async (rehearsal: Rehearsal, options: RehearseOptions): Promise<void> => {
  const { out, json, colour, width } = options;
  const file = reportFile(options);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, rehearsalPage(rehearsal));
  const { finished, differences } = rehearsal;
  out(
    json
      ? `${JSON.stringify({ ok: finished && differences.length === 0, ...inShort(rehearsal), report: file })}\n`
      : `${rehearsalSummary(rehearsal, { colour, width })}\nReport: ${file}\n`,
  );
};

/** Leaves the twins up, and says how commands are typed in their world. */
const keepUp = async (
  origins: Readonly<Record<string, string>>,
  folder: string,
  config: string,
  { error, untilStopped }: RehearseOptions,
): Promise<void> => {
  error(
    `\nThe twins stay up until you press Ctrl-C:\n${Object.entries(origins)
      .map(([origin, twin]) => `  ${origin} is ${twin}\n`)
      .join("")}Their folder stays after that, and is yours to remove: ${folder}\n`,
  );
  error(
    `\nTo type commands in this world, from another terminal:\n  export SIGNALBOX_WORLD=${join(folder, "world.json")}\n  signalbox status --config ${config} --state ${join(folder, "state")} --as NAME\n`,
  );
  await untilStopped();
};
