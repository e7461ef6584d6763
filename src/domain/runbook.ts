import type { Act } from "./by-hand.ts";
import type { Dial, Phase } from "./plan.ts";

/** The rest of a release for people without Signalbox, in order. */
export interface Runbook {
  readonly train: string;
  readonly version: string;
  readonly captain: string;
  /** Number of the last entry of the journal that it knows. */
  readonly entry: number;
  /** Whether the point of no return is crossed, so that no item is marked as it. */
  readonly launched: boolean;
  /** Repositories that its commands work in, as `owner/name`. */
  readonly repositories: readonly string[];
  /** Programs that its commands are made of. */
  readonly programs: readonly string[];
  /** Environment variables that hold credentials. */
  readonly credentials: readonly string[];
  readonly items: readonly RunbookItem[];
}

export interface RunbookItem {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase | undefined;
  readonly owner: readonly string[];
  readonly access: readonly string[];
  readonly by: Dial;
  /** Titles of items that come first and are not finished. */
  readonly waitsFor: readonly string[];
  /** Why the order matters. */
  readonly warning?: string;
  readonly pointOfNoReturn: boolean;
  readonly steps: readonly RunbookStep[];
}

export interface RunbookStep {
  readonly id: string;
  /** One line of what is to be done. */
  readonly does: string;
  /** Signalbox began it and does not know whether it happened: where to look before anybody does it again. */
  readonly lookFirst?: string;
  /** What Signalbox asks about it. */
  readonly question?: string;
  readonly acts: readonly Act[];
}
