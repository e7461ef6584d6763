import type { AppParts } from "../app/parts.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { explain, ReleaseError } from "../domain/errors.ts";
import type { Instant } from "../domain/instant.ts";

/** A terminal at which one person of a rehearsal sits. */
export interface PersonTerminal {
  readonly surroundings: Surroundings;
  /** What the last command said, in one line. */
  readonly said: () => string;
  /** The error that the last command ended with. */
  readonly failed: () => ReleaseError | undefined;
}

/** Gives a person the very command line that people have; only the terminal is a string. */
export const personSurroundings = (at: { readonly parts: AppParts; readonly now: () => Instant }): PersonTerminal => {
  let out = "";
  const notHere = async (): Promise<never> => {
    throw explain("USAGE", { what: "This command has no place in a rehearsal.", next: "Run it outside." });
  };
  return {
    said: () => lineOf(out),
    failed: () => errorOf(out),
    surroundings: {
      out: (text) => {
        out += text;
      },
      pour: notHere,
      error: () => {},
      colour: false,
      interactive: false,
      width: 100,
      version: "rehearsal",
      debug: false,
      now: at.now,
      openRecord: async () => ({ journal: at.parts.journal, kinds: at.parts.kinds, close: async () => {} }),
      openApp: async ({ onEvent, onReading }) => ({ parts: { ...at.parts, onEvent, onReading }, close: async () => {} }),
      loadTrain: notHere,
      backUp: notHere,
      restore: notHere,
      readText: notHere,
      initTrain: notHere,
      writeWorkflows: notHere,
      readTags: notHere,
      writeForecast: notHere,
      writePage: notHere,
      every: () => () => {},
      listChanges: notHere,
      writeHistory: notHere,
      backtest: notHere,
      writeBacktest: notHere,
      rehearse: notHere,
      sleepUntil: async () => {},
      stopping: () => false,
      confirm: async () => true,
    },
  };
};

/** From the JSON document that a command prints: its own summary, or what an error says. */
const lineOf = (out: string): string => {
  try {
    const document = JSON.parse(out) as { readonly error?: { readonly what: string }; readonly says?: string; readonly summary?: string };
    return document.error?.what ?? document.says ?? document.summary ?? "done";
  } catch {
    return out.trim().split("\n").at(-1) ?? "";
  }
};

/** The error of a JSON document that a command prints, as the error it was. */
const errorOf = (out: string): ReleaseError | undefined => {
  try {
    const { error } = JSON.parse(out) as {
      readonly error?: { readonly code: string; readonly what: string; readonly why: string; readonly next: string };
    };
    return error === undefined
      ? undefined
      : new ReleaseError(error.code, { what: error.what, why: error.why, next: error.next, retry: "never", fault: "input" });
  } catch {
    return undefined;
  }
};
