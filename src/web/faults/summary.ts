import { cellsFor, countsOf, type FaultCell, type FaultRehearsal, metBy, type TroubledEffect } from "../../app/faults/fault-rehearsal.ts";
import { forTerminal } from "../../texts/for-terminal.ts";
import type { SummaryForm } from "../report/summary.ts";
import { closingText, happened, shareText, signs } from "./words.ts";

/** A rehearsal with faults for the terminal: a line for each effect, what is red, which cells were run, and the closing line. Ends with a newline. */
export const faultsSummary = (rehearsal: FaultRehearsal, { colour }: Pick<SummaryForm, "colour">): string => {
  const room = Math.max(0, ...rehearsal.effects.map(({ id }) => [...forTerminal(id)].length));
  const lines = rehearsal.effects.flatMap((effect) => effectLines(rehearsal, effect, room, colour));
  return `${[...lines, "", shareText(rehearsal), closingText(rehearsal)].join("\n")}\n`;
};

/** One line of an effect, for progress and for the end. */
export const effectLine = (rehearsal: FaultRehearsal, { id }: TroubledEffect, room: number, colour: boolean): string => {
  const cells = cellsFor(rehearsal, id);
  const { same, idle, asks, red } = countsOf(cells);
  const worst = red > 0 ? "red" : asks > 0 ? "asks" : "same";
  const counts = [
    [same, signs.same.word],
    [idle, `with ${signs.idle.word}`],
    [asks, `${asks === 1 ? "asks" : "ask"} ${questionsText(cells)}`],
    [red, signs.red.word],
  ] as const;
  const told = counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join("; ");
  const name = forTerminal(id);
  return `${ink(worst, signs[worst].sign, colour)} ${name}${" ".repeat(Math.max(0, room - [...name].length))}  ${cells.length} cells: ${told}`;
};

/** Whether more than one question comes of a cell, and their codes. */
const questionsText = (cells: readonly FaultCell[]): string => {
  const asked = cells.flatMap(({ outcome }) => (outcome.is === "asks" ? [outcome.questions] : []));
  const codes = [...new Set(asked.flat().map(({ code }) => code))];
  return `${asked.every((each) => each.length === 1) ? "one question" : "questions"} (${forTerminal(codes.join(", "))})`;
};

const effectLines = (rehearsal: FaultRehearsal, effect: TroubledEffect, room: number, colour: boolean): readonly string[] => [
  effectLine(rehearsal, effect, room, colour),
  ...cellsFor(rehearsal, effect.id).flatMap((cell) =>
    cell.outcome.is === "red" ? [`    ${metBy(cell)}: ${cut(happened(cell.outcome))}`] : [],
  ),
];

const cut = (text: string): string => {
  const characters = [...forTerminal(text)];
  return characters.length <= longest ? characters.join("") : `${characters.slice(0, longest - 1).join("")}…`;
};

/** What differs is worth some lines of a terminal; the page has it all. */
const longest = 400;

const ink = (worst: "red" | "asks" | "same", text: string, colour: boolean): string =>
  colour ? `\u001b[${{ red: 31, asks: 33, same: 32 }[worst]}m${text}\u001b[39m` : text;
