/**
 * Draws the pictures of docs/performance.md from the numbers of one run: `npm run bench -- changes-plots NUMBERS.json`, where the numbers are what
 * `npm run bench -- changes --json NUMBERS.json` wrote.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Bar, barChart } from "./changes/bar-chart.ts";
import type { Figure } from "./changes/figures.ts";
import type { Measured } from "./changes/goals.ts";

const [file] = process.argv.slice(2);
const pictures = join(dirname(import.meta.dirname), "docs", "pictures");

const barOf = ({ name, milliseconds, isCut }: Figure): readonly Bar[] =>
  milliseconds === undefined
    ? []
    : [
        {
          name: name.replace("signalbox changes", "signalbox"),
          value: milliseconds,
          isOurs: name.startsWith("signalbox"),
          isCut: isCut === true,
        },
      ];

const chartsOf = ({ commits, floors, full, last }: Measured): Readonly<Record<string, string>> => {
  const { own, cliffBefore, cliff, conventional, others } = full;
  const sorted = (all: readonly Figure[]): readonly Bar[] => all.flatMap(barOf).toSorted((one, other) => one.value - other.value);
  return {
    "changes-all.svg": barChart(
      `Whole history to a changelog, ${commits.toLocaleString("en")} commits, ms`,
      sorted([floors.log, own, cliffBefore, cliff, conventional, ...others]),
    ),
    "changes-range.svg": barChart(
      "What is new since the last release, ms",
      sorted([floors.node, floors.rangeLog, floors.warm, floors.cold, ...last]),
    ),
  };
};

if (file === undefined) {
  console.error("npm run bench -- changes-plots NUMBERS.json");
  process.exitCode = 2;
} else {
  mkdirSync(pictures, { recursive: true });
  const charts = chartsOf(JSON.parse(readFileSync(file, "utf8")) as Measured);
  for (const [name, svg] of Object.entries(charts)) {
    writeFileSync(join(pictures, name), svg);
    console.log(`docs/pictures/${name}: ${svg.length} bytes`);
  }
}
