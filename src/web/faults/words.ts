import { faults, kills } from "../../app/faults/disturbances.ts";
import { type CellOutcome, countsOf, type FaultCell, type FaultRehearsal } from "../../app/faults/fault-rehearsal.ts";

/** Sign and word of each outcome, so that no colour is needed. */
export const signs: Readonly<Record<CellOutcome["is"], { readonly sign: string; readonly word: string }>> = {
  same: { sign: "✓", word: "the same world, once" },
  idle: { sign: "–", word: "nothing to disturb" },
  asks: { sign: "?", word: "asks" },
  red: { sign: "✗", word: "red" },
};

/** What happened in one cell, in a sentence. Outside text is in it, not escaped. */
export const happened = (outcome: CellOutcome): string => {
  switch (outcome.is) {
    case "same":
      return "the same world, once";
    case "idle":
      return "there was nothing to disturb; the same world, once";
    case "asks":
      return `asks ${outcome.questions.length === 1 ? "one question" : `${outcome.questions.length} questions`}: ${outcome.questions.map(({ what }) => what).join(" ")}`;
    case "red":
      return `RED: ${outcome.differs.join("; ")}`;
  }
};

/** The line that a script can hold on to. */
export const closingText = ({ effects, cells }: FaultRehearsal): string => {
  const { asks, red } = countsOf(cells);
  return `faults: ${effects.length} effects, ${faults.length} faults, ${cells.length} cells, ${asks} ask, ${red} red`;
};

/** Which of all cells were run. */
export const shareText = ({ effects, sent, cells, all }: FaultRehearsal): string => {
  const pairs = cells.filter(isPair).length;
  const mostPairs = effects.length * kills.length * faults.length;
  return `Ran ${cells.length} of ${all} cells of ${effects.length === sent ? `all ${sent}` : `${effects.length} of ${sent}`} effects: each under ${kills.length} kills and ${faults.length} faults, and ${pairs} of ${mostPairs} pairs of a fault and a kill.`;
};

export const isPair = ({ kill, fault }: FaultCell): boolean => kill !== undefined && fault !== undefined;
