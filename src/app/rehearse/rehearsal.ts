import type { Entry } from "../../domain/journal/event.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import type { Json } from "../../domain/known.ts";
import type { AppliedEffect, Notice } from "../../domain/ports/world.ts";
import type { Difference } from "../verify-release.ts";
import type { StepNow } from "../what-now.ts";

/** One line of what happened in a rehearsal: `who` did `what` at a virtual moment, and what came of it. */
export interface Scene {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  /** A mishap that the rehearsal made happen on purpose. */
  readonly mishap?: boolean;
}

/** Whether one of the 21 rows of the handbook's checklist was exercised, and what shows it. */
export interface RowShown {
  readonly row: number;
  readonly title: string;
  readonly state: "exercised" | "guessed" | "cannot";
  readonly why: string;
  readonly evidence: readonly string[];
}

/** A release as the rehearsal left it. */
export interface RehearsedRelease {
  readonly state: ReleaseState;
  readonly planHash: string;
  /** The page for people without Signalbox, as it was when the release had just started. */
  readonly runbook: string;
  readonly steps: readonly StepNow[];
  readonly journal: readonly Entry[];
}

/** A commit that the rehearsal added to a repository of the world. Texts are hostile. */
export interface AddedCommit {
  readonly repository: string;
  readonly ref: string;
  readonly commit: string;
  readonly author: string;
  readonly subject: string;
  /** Unified diff against its first parent, at most 20,000 characters. */
  readonly diff: string;
}

/** A text that a release sent, as its readers find it. Hostile. */
export interface SentText {
  readonly version: string;
  readonly name: string;
  readonly text: string;
}

/** Everything a rehearsal shows at its end. */
export interface Rehearsal {
  readonly train: string;
  readonly repository: string;
  /** Real seconds it took. */
  readonly seconds: number;
  readonly releases: readonly RehearsedRelease[];
  readonly scenes: readonly Scene[];
  readonly rows: readonly RowShown[];
  /** What every outside system holds now, by the twin's name. */
  readonly holdings: Readonly<Record<string, Json>>;
  readonly commits: readonly AddedCommit[];
  readonly texts: readonly SentText[];
  readonly notices: readonly Notice[];
  readonly applied: readonly AppliedEffect[];
  /** Where world and record differ; empty when the rehearsal succeeded. */
  readonly differences: readonly Difference[];
  /** Whether every release finished. */
  readonly finished: boolean;
}
