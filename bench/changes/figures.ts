import type { Contender, Memory, Ran, Runner } from "./run.ts";

/** What was measured of one contender. */
export interface Figure {
  readonly name: string;
  /** Median over its runs; a lower limit where it `isCut`, undefined where it failed. */
  readonly milliseconds?: number;
  readonly isCut?: boolean;
  readonly failed?: string;
  readonly runs: number;
  /** Of its output. */
  readonly bytes?: number;
}

/** Peak memory in MiB, the highest of some runs. */
export interface MemoryFigure extends Memory {
  readonly name: string;
}

interface Measuring {
  readonly runner: Runner;
  readonly runs: number;
  readonly tell: (what: string) => void;
}

/**
 * Runs contenders in rounds, each once a round, so that whatever else the machine does falls on all alike. Who failed or had to be cut off is not run
 * again: more runs would not tell more.
 */
export const interleaved = async <Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { runner, runs, tell }: Measuring,
): Promise<Readonly<Record<Name, Figure>>> => {
  const ran = (Object.keys(contenders) as Name[]).map((key) => ({ key, contender: contenders[key], all: [] as Ran[] }));
  for (let round = 1; round <= runs; round += 1)
    for (const { contender, all } of ran) {
      if (all.some(({ is }) => is !== "done")) continue;
      tell(`round ${round} of ${runs} · ${contender.name}`);
      all.push(await runner.time(contender));
    }
  return Object.fromEntries(ran.map(({ key, contender, all }) => [key, figureOf(contender.name, all)])) as Record<Name, Figure>;
};

const figureOf = (name: string, all: readonly Ran[]): Figure => {
  const bad = all.find((each) => each.is !== "done");
  if (bad?.is === "failed") return { name, failed: bad.why, runs: all.length };
  if (bad?.is === "cut") return { name, milliseconds: bad.milliseconds, isCut: true, runs: all.length };
  const done = all.filter((each) => each.is === "done");
  return { name, milliseconds: median(done.map(({ milliseconds }) => milliseconds)), runs: all.length, bytes: done[0]?.bytes ?? 0 };
};

/** In runs of their own; undefined where it did not come to its end. */
export const peakMemory = async (contender: Contender, { runner, runs, tell }: Measuring): Promise<MemoryFigure | undefined> => {
  const all: Memory[] = [];
  for (let run = 1; run <= runs; run += 1) {
    tell(`memory ${run} of ${runs} · ${contender.name}`);
    const found = await runner.memory(contender);
    if ("is" in found) return undefined;
    all.push(found);
  }
  const most = (of: (memory: Memory) => number): number => Math.max(...all.map(of));
  return { name: contender.name, own: most(({ own }) => own), child: most(({ child }) => child), together: most((each) => each.together) };
};

/** The middle of some numbers. Throws when there is none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (low === undefined || high === undefined) throw new Error("No run, no median.");
  return (low + high) / 2;
};
