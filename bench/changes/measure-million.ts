import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { interleaved, peakMemory } from "./figures.ts";
import type { Million } from "./goals.ts";
import { planOf } from "./plan-million.ts";

/** Measures a history of a million commits: its changelog, and the plan of a release that brings all of it. */
export const measureMillion = async ({ folder, product, patient, runs, tell }: Bench, path: string): Promise<Million> => {
  const measuring = { runner: patient, runs, tell };
  const [home, stage] = [join(folder, "million-home"), join(folder, "stage")];
  mkdirSync(home);
  mkdirSync(stage);
  const environment = { PATH: process.env["PATH"] ?? "", HOME: home };
  const argv = [product, "changes", "--all", "--repository", path];
  const all = { name: "signalbox changes --all", program: process.execPath, argv, folder: path, environment };
  tell("a world for the plan");
  const { contender, close } = await planOf(path, stage);
  try {
    const { first } = await interleaved({ first: { ...contender, name: "signalbox plan, fetching all of it" } }, { ...measuring, runs: 1 });
    const log = { name: "git log", program: "git", argv: ["log"], folder: path, environment };
    const times = await interleaved({ log, all, plan: contender }, measuring);
    const memory = {
      log: await peakMemory({ ...log, name: "git log, a million commits" }, { ...measuring, runs: 1 }),
      all: await peakMemory({ ...all, name: "signalbox changes --all, a million commits" }, { ...measuring, runs: 2 }),
      plan: await peakMemory({ ...contender, name: "signalbox plan, a million commits" }, { ...measuring, runs: 3 }),
    };
    return { ...times, first, memory };
  } finally {
    await close();
  }
};
