import { coverageOf } from "../../app/coverage-of.ts";
import { forTerminalLines } from "../../texts/for-terminal.ts";
import type { Action } from "../command.ts";
import { brief, painter } from "../paint.ts";

/** Reads the configuration: every problem of it comes as one error; a right one is told with what it covers of the handbook's checklist. */
export const check: Action = async ({ surroundings, global, colour }) => {
  const { train, file, warnings } = await surroundings.loadTrain(global);
  const coverage = coverageOf(train);
  const paint = painter(colour);
  const widest = Math.max(...coverage.map((each) => each.title.length));
  const rows = coverage.map(({ row, title, state, why }) => {
    const mark = state === "cannot" ? paint("dim", "–") : paint("green", "✓");
    return `  ${mark} ${String(row).padStart(2)}  ${title.padEnd(widest)}  ${brief(why)}\n`;
  });
  const warned = warnings.map((each) => `${paint("yellow", "warning")} ${forTerminalLines(each)}\n`);
  return {
    exit: "done",
    data: { file, train: train.name, warnings, coverage },
    text: `${warned.join("")}${brief(file)} is right: train ${brief(train.name)}. It covers of the checklist:\n${rows.join("")}`,
  };
};
