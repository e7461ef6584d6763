/**
 * How long it takes to find out what changed, beside git itself and other programs that make changelogs: goals P1 to P5 and P10 of docs/performance.md.
 * `npm run bench -- changes [--repository PATH] [--json FILE] [--runs N] [--without-million]`; without a repository on a generated history of 100,000
 * commits. Peers are installed below .cache/, for this only. Everything is interleaved and written to a file; ratios count, absolute times do not.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Bench } from "./changes/bench.ts";
import { goalsOf } from "./changes/goals.ts";
import { historySizes, makeHistory } from "./changes/make-history.ts";
import { measureMillion } from "./changes/measure-million.ts";
import { measureRepository } from "./changes/measure-repository.ts";
import { reportOf } from "./changes/report.ts";
import { runnerIn } from "./changes/run.ts";

const root = dirname(import.meta.dirname);
const { values: wish } = parseArgs({
  options: {
    repository: { type: "string" },
    json: { type: "string" },
    runs: { type: "string", default: "5" },
    "without-million": { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "signalbox-measure-"));
const bench: Bench = {
  folder,
  product: join(root, "bin", "signalbox.js"),
  cache: join(root, ".cache", "bench"),
  runs: Math.max(5, Number(wish.runs) || 0),
  // Peers that take longer are cut off, and their time is a lower limit; we and git take as long as it takes.
  runner: runnerIn(folder, 75_000),
  patient: runnerIn(folder, 1_800_000),
  tell: (what) => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`),
};
process.on("exit", () => {
  bench.runner.end();
  bench.patient.end();
  rmSync(folder, { recursive: true, force: true });
});
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

const historyOf = async (name: keyof typeof historySizes): Promise<string> => {
  bench.tell(`making a history of ${historySizes[name].commits} commits`);
  const path = join(folder, name);
  await makeHistory(path, historySizes[name]);
  return path;
};

const path = wish.repository === undefined ? await historyOf("usual") : resolve(wish.repository);
const found = await measureRepository(bench, path);
const million = wish["without-million"] ? undefined : await measureMillion(bench, await historyOf("million"));
const measured = { ...found, million };
const goals = goalsOf(measured);
const machine = {
  processors: availableParallelism(),
  node: process.version,
  git: execFileSync("git", ["--version"], { encoding: "utf8" }).trim(),
  load: loadavg().map((each) => Number(each.toFixed(1))),
};
if (wish.json !== undefined) writeFileSync(wish.json, `${JSON.stringify({ machine, ...measured, goals }, undefined, 2)}\n`);
console.log(`${machine.processors} processors, Node ${machine.node}, ${machine.git}; load at the end ${machine.load.join(" ")}\n`);
process.stdout.write(reportOf(measured, goals));
