/**
 * P6: how long a person waits before the first word. Medians of interleaved runs, so that other work on the machine falls on all alike;
 * ratios count, absolute times do not. `npm run bench -- startup [RUNS]`, at least 11.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { median } from "./changes/figures.ts";
import { goalLine } from "./changes/goals.ts";

interface Contender {
  readonly name: string;
  readonly args: readonly string[];
}

const bin = join(dirname(import.meta.dirname), "bin", "signalbox.js");
const floor: Contender = { name: "node -e 0", args: ["-e", "0"] };
const help: Contender = { name: "signalbox --help", args: [bin, "--help"] };
const status: Contender = { name: "signalbox status", args: [bin, "status"] };
const goals = [
  { contender: help, bound: 1.25 },
  { contender: status, bound: 2 },
];

const runs = Math.max(11, Number(process.argv[2] ?? 21) || 0);
// An empty folder: `status` answers that no release is under way, without a journal to open.
const folder = mkdtempSync(join(tmpdir(), "signalbox-startup-"));

const once = ({ args }: Contender): number => {
  const started = process.hrtime.bigint();
  const { error } = spawnSync(process.execPath, args, { cwd: folder, stdio: "ignore" });
  if (error) throw error;
  return Number(process.hrtime.bigint() - started) / 1e6;
};

const contenders = [floor, help, status];
const times = new Map(contenders.map((contender) => [contender, [] as number[]]));
for (const contender of contenders) once(contender);
for (let run = 0; run < runs; run += 1) for (const contender of contenders) times.get(contender)?.push(once(contender));
rmSync(folder, { recursive: true });

const medians = new Map([...times].map(([contender, all]) => [contender, median(all)]));
const of = (contender: Contender): number => medians.get(contender) ?? Number.NaN;
console.log(`${runs} interleaved runs, medians`);
for (const contender of contenders) console.log(`${contender.name.padEnd(18)} ${of(contender).toFixed(1).padStart(7)} ms`);
for (const { contender, bound } of goals) {
  console.log(goalLine({ goal: "P6", value: of(contender) / of(floor), relation: "<=", bound, about: contender.name }));
}
