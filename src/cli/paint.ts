import { forTerminal } from "../texts/for-terminal.ts";

type Colour = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Colours a text, or leaves it as it is. The text must be safe for a terminal already. */
export type Paint = (colour: Colour, text: string) => string;

export const painter = (colour: boolean): Paint =>
  colour ? (name, text) => (text === "" ? text : `\u001b[${codes[name][0]}m${text}\u001b[${codes[name][1]}m`) : (_, text) => text;

/** Outside text on one line, cut at `most` characters. */
export const brief = (text: string, most = 160): string => {
  const safe = forTerminal(text.replaceAll(/\s*\n\s*/g, " "));
  return safe.length <= most ? safe : `${safe.slice(0, most - 1)}…`;
};

/** A moment for people, in UTC and said to be so; seconds only where there are some. */
export const momentText = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 19).replace(/:00$/, "")} UTC`;
