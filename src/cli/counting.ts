import { brief, painter } from "./paint.ts";
import type { Surroundings } from "./surroundings.ts";

/** Tells on standard error how much has been read, once reading takes longer than a second. */
export interface Counting {
  readonly tell: (count: number) => void;
  /** Takes the live line away, before anything else is printed. */
  readonly end: () => void;
}

/** A live line on a terminal; elsewhere a line of its own, and each time after a longer while. */
export const countingOn = (
  { error, interactive, width, every }: Pick<Surroundings, "error" | "interactive" | "width" | "every">,
  colour: boolean,
  said: (count: number) => string = (commits) => `${commits} commits read`,
): Counting => {
  const paint = painter(colour);
  let [counted, seconds, next, live] = [0, 0, 1, false];
  const stop = every(1000, () => {
    seconds += 1;
    const line = brief(`… ${said(counted)}, ${seconds} s`, Math.max(20, width - 1));
    if (interactive) {
      error(`${live ? "\r\u001b[2K" : ""}${paint("dim", line)}`);
      live = true;
    } else if (seconds >= next) {
      error(`${line}\n`);
      next = seconds * 3;
    }
  });
  return {
    tell: (count) => {
      counted = count;
    },
    end: () => {
      stop();
      if (live) error("\r\u001b[2K");
      live = false;
    },
  };
};
