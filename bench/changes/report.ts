import type { Figure, MemoryFigure } from "./figures.ts";
import { type Goal, goalLine, type Measured } from "./goals.ts";

/** What was measured as tables for people, and at the end a line for each goal and part of a goal. */
export const reportOf = (measured: Measured, goals: readonly Goal[]): string => {
  const { floors, full, last, memory, million, commits } = measured;
  return [
    ...table(`floors and signalbox, ${commits} commits`, Object.values(floors)),
    ...table("whole history to a changelog", [full.own, full.cliffBefore, full.cliff, full.conventional, ...full.others]),
    ...table("last range", last),
    ...(million === undefined ? [] : table("one million commits", [million.log, million.all, million.first, million.plan])),
    "peak memory, MiB: the process itself · its largest child · all at one moment",
    ...[...memory, ...Object.values(million?.memory ?? {})].flatMap((each) => (each === undefined ? [] : [memoryLine(each)])),
    "",
    ...goals.map(goalLine),
    "",
  ].join("\n");
};

const table = (title: string, figures: readonly Figure[]): readonly string[] => [title, ...figures.map(timeLine), ""];

const timeLine = ({ name, milliseconds, isCut, failed, runs }: Figure): string => {
  const time = milliseconds === undefined ? "failed" : `${isCut === true ? "> " : ""}${milliseconds.toFixed(0)} ms`;
  return `  ${name.padEnd(44)} ${time.padStart(12)}  ${failed ?? (isCut === true ? "cut off" : `median of ${runs}`)}`;
};

export const memoryLine = ({ name, own, child, together }: MemoryFigure): string =>
  `  ${name.padEnd(44)} ${[own, child, together].map((each) => each.toFixed(0).padStart(6)).join(" ")}`;
