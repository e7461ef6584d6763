import type { HistoryEntry, HistorySection, Part } from "../../domain/history-sections.ts";

/** How a changelog is written down. */
export interface Rendering {
  readonly head: string;
  readonly between: string;
  readonly tail: (written: WrittenHistory) => string;
  readonly entry: (entry: HistoryEntry) => string;
  readonly section: (section: HistorySection) => readonly Part[];
}

/** What was written. */
export interface WrittenHistory {
  readonly name: string;
  readonly releases: number;
  readonly commits: number;
  readonly changes: number;
}
