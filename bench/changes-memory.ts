/**
 * The memory of goals P2 and P10 alone, as `changes` measures it, in minutes: `npm run bench -- changes-memory`. Processor time is no part of it, so that
 * other work on the machine does not matter.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { peakMemory } from "./changes/figures.ts";
import { flatMemory, goalLine, planMemory } from "./changes/goals.ts";
import { historySizes, makeHistory } from "./changes/make-history.ts";
import { planOf } from "./changes/plan-million.ts";
import { memoryLine } from "./changes/report.ts";
import { type Contender, runnerIn } from "./changes/run.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-memory-"));
const runner = runnerIn(folder, 1_800_000);
process.on("exit", () => {
  runner.end();
  rmSync(folder, { recursive: true, force: true });
});
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

const tell = (what: string): void => console.error(what);
const allOf = async (name: keyof typeof historySizes): Promise<Contender> => {
  tell(`making a history of ${historySizes[name].commits} commits`);
  const path = join(folder, name);
  await makeHistory(path, historySizes[name]);
  const argv = [join(dirname(import.meta.dirname), "bin", "signalbox.js"), "changes", "--all", "--repository", path];
  const environment = { PATH: process.env["PATH"] ?? "", HOME: folder };
  return { name: `signalbox changes --all, ${name}`, program: process.execPath, argv, folder: path, environment };
};

const measuring = { runner, runs: 3, tell };
const [usual, million] = [await allOf("usual"), await allOf("million")];
const found = { all: await peakMemory(usual, measuring), million: await peakMemory(million, measuring) };
const stage = join(folder, "stage");
mkdirSync(stage);
const { contender, close } = await planOf(million.folder, stage);
tell("the first plan, which fetches everything");
await runner.time(contender);
const plan = await peakMemory(contender, measuring);
await close();

console.log("peak memory, MiB: the process itself · its largest child · all at one moment");
for (const each of [found.all, found.million, plan]) if (each !== undefined) console.log(memoryLine(each));
for (const goal of [...flatMemory(found.all, found.million), planMemory(plan)]) console.log(goalLine(goal));
