import type { Correction } from "./correction.ts";
import { isShort } from "./entry-name.ts";

/** What a correction says, in a line. */
export const correctionText = (correction: Correction): string => {
  switch (correction.is) {
    case "name":
      return `${correction.from} is ${correction.to}`;
    case "summary":
      return `${shortEntry(correction.entry)} says “${correction.to}”, not “${correction.from}”`;
    case "left-out":
      return `${shortEntry(correction.entry)} is left out: ${correction.from}`;
  }
};

const shortEntry = (entry: string): string => (isShort(entry) ? entry : entry.slice(0, 12));
