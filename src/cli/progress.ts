import type { Event } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { brief, momentText, type Paint, painter } from "./paint.ts";
import type { Surroundings } from "./surroundings.ts";

/** Tells on standard error what is going on: a line for each thing that happened, and on a terminal what is being done at the moment. */
export interface Progress {
  readonly onEvent: (event: Event, state: ReleaseState) => void;
  readonly onReading: (what: string) => void;
  /** Takes the live line away, before anything else is printed. */
  readonly end: () => void;
}

export const progressOn = (
  { error, interactive, width }: Pick<Surroundings, "error" | "interactive" | "width">,
  colour: boolean,
): Progress => {
  const paint = painter(colour);
  let live = false;
  const clear = (): void => {
    if (live) error("\r\u001b[2K");
    live = false;
  };
  const doing = (what: string): void => {
    if (!interactive) return;
    clear();
    error(paint("dim", brief(`… ${what}`, Math.max(20, width - 1))));
    live = true;
  };
  return {
    onReading: (what) => doing(`reading ${what}`),
    onEvent: (event, state) => {
      if (event.is === "intent") return doing(event.describes);
      const line = lineOf(event, state, paint);
      if (line === undefined) return;
      clear();
      error(`${line}\n`);
    },
    end: clear,
  };
};

type Lines = {
  readonly [Is in Event["is"]]?: (event: Extract<Event, { readonly is: Is }>, paint: Paint, state: ReleaseState) => string;
};

/** What is worth a line; the rest is in the journal. */
const lines: Lines = {
  done: (event, paint) => `${paint("green", "✓")} ${brief(event.step)}  ${brief(event.evidence)}`,
  pending: (event, paint) =>
    `${paint("dim", "…")} ${brief(event.step)}  ${brief(event.why)} ${paint("dim", `(looks again ${momentText(event.until)})`)}`,
  parked: (event, paint) => `${paint("yellow", "?")} ${brief(event.step)}  ${brief(event.question.what)}`,
  unknown: (event, paint) => `${paint("red", "!")} ${brief(event.step)}  not known whether it happened: ${brief(event.reason)}`,
  "plan-revised": (event, paint) => `${paint("cyan", "»")} planned again (revision ${event.plan.revision}): ${brief(event.because)}`,
  "branch-moved": (event, paint) =>
    `${paint("cyan", "»")} the release branch moved to ${brief(event.to, 13)}: ${event.boarded.length} boarded`,
  "verdict-given": (event, paint) => `${paint("cyan", "»")} pull request ${brief(event.pull)} ${event.verdict}: ${brief(event.reason)}`,
  alarm: (event, paint) => `${paint("red", "!")} ${brief(event.code)}: ${brief(event.what)}`,
  finished: (_, paint, state) => `${paint("green", "✓")} ${brief(state.version)} is released`,
};

const lineOf = (event: Event, state: ReleaseState, paint: Paint): string | undefined =>
  (lines[event.is] as ((event: Event, paint: Paint, state: ReleaseState) => string) | undefined)?.(event, paint, state);
