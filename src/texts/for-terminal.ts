import { showHidden } from "./show-hidden.ts";

/** Outside text on one line of a terminal: nothing in it moves the cursor, colours, writes the clipboard or turns the reading direction (T04). */
export const forTerminal = (text: string): string => showHidden(text);

/** Outside text of several lines on a terminal, such as a diff: as above, but newlines and tabs stay. */
export const forTerminalLines = (text: string): string => showHidden(text.replaceAll("\r\n", "\n"), { lines: true });
