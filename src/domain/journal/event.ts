import type { Correction } from "../correction.ts";
import type { Facts } from "../known.ts";
import type { Plan, PlannedItem, PlannedStep } from "../plan.ts";

/** One entry of a release's journal. `hash` covers everything else, and `previous` is the hash of the entry before (64 zeros for the first). */
export interface Entry {
  readonly release: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Instant. */
  readonly at: string;
  /** A person's name of the configuration, or `signalbox`. */
  readonly actor: string;
  readonly event: Event;
  readonly previous: string;
  readonly hash: string;
}

/** The step an event speaks of: its id (`item/step`) and the effect key, which changes when its input does. */
export interface StepAt {
  readonly step: string;
  readonly key: string;
}

/** A question that stops a step until a person answers. `answers` are the words `decide` accepts. */
export interface Question {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly answers: readonly string[];
}

export type Severity = "blocker" | "major" | "minor";

/** What the freeze guard says of a change that wants to board. */
export type Verdict = "admitted" | "refused" | "exception";

/** What happens to one step, under the effect key of its input. Every outcome carries the epoch of the driver that wrote it. */
export type StepEvent =
  | ({ readonly is: "intent"; readonly epoch: number; readonly describes: string } & StepAt)
  | ({ readonly is: "receipt"; readonly epoch: number; readonly receipt: string } & StepAt)
  | ({ readonly is: "unknown"; readonly epoch: number; readonly reason: string } & StepAt)
  | ({ readonly is: "looked"; readonly epoch: number; readonly found: "absent" } & StepAt)
  | ({
      readonly is: "pending";
      readonly epoch: number;
      readonly until: string;
      readonly why: string;
      /** Looking itself failed. */
      readonly failed?: boolean;
      /** The request was refused for now, so nothing was applied. */
      readonly unsent?: boolean;
      /** The dial leaves it to people. */
      readonly people?: boolean;
    } & StepAt)
  | ({
      readonly is: "done";
      readonly epoch: number;
      readonly facts: Facts;
      readonly evidence: string;
      readonly byHand?: boolean;
      /** People did it without Signalbox, and it was taken over as the world shows it. */
      readonly adopted?: boolean;
    } & StepAt)
  | ({
      readonly is: "parked";
      readonly epoch: number;
      readonly question: Question;
      /** The request was refused, so nothing was applied. */
      readonly unsent?: boolean;
    } & StepAt)
  | ({ readonly is: "answered"; readonly answer: string; readonly reason: string } & StepAt)
  | ({ readonly is: "retried"; readonly reason?: string } & StepAt)
  /** What was found to hold is no longer so: the step is open again, and what a person said of it counts no more. */
  | ({ readonly is: "lapsed"; readonly epoch: number; readonly found: string } & StepAt)
  | ({ readonly is: "approved" } & StepAt)
  | ({ readonly is: "approval-withdrawn" } & StepAt)
  /** A captain opens a gate alone, in an emergency. */
  | ({ readonly is: "glass-broken"; readonly reason: string } & StepAt)
  /** `facts`: what later steps need of it, where only people can see it. */
  | ({ readonly is: "marked"; readonly evidence: string; readonly facts?: Facts } & StepAt);

/** What people find out about a candidate, and what wants to board. */
export type PeopleEvent =
  | { readonly is: "session-opened"; readonly candidate: string; readonly charters: readonly string[]; readonly minutes: number }
  | { readonly is: "session-joined" }
  | { readonly is: "session-closed"; readonly summary: string }
  | {
      readonly is: "finding-raised";
      readonly id: string;
      readonly severity: Severity;
      readonly text: string;
      readonly owner: string;
      readonly candidate: string;
    }
  | { readonly is: "finding-closed"; readonly id: string; readonly resolution: string; readonly candidate: string }
  | {
      readonly is: "verdict-given";
      readonly pull: string;
      readonly commit: string;
      readonly verdict: Verdict;
      readonly reason: string;
      readonly title: string;
      readonly author: string;
    };

/** What happens to the release as a whole. */
export type ReleaseEvent =
  | {
      readonly is: "release-started";
      /** The form in which the release was begun: `journalFormat` then. */
      readonly format: number;
      readonly train: string;
      readonly version: string;
      readonly kind: "release" | "patch";
      readonly captain: string;
      /** The hash of the configuration file and its templates. */
      readonly configuration: string;
      readonly order: Order;
    }
  | { readonly is: "plan-revised"; readonly plan: Plan; readonly because: string }
  | { readonly is: "step-added"; readonly step: PlannedStep; readonly because: string }
  | { readonly is: "owner-claimed"; readonly epoch: number; readonly owner: string; readonly until: string }
  | { readonly is: "owner-released"; readonly epoch: number }
  | { readonly is: "skipped"; readonly item: string; readonly reason: string }
  | { readonly is: "held"; readonly reason: string }
  | { readonly is: "resumed" }
  | { readonly is: "branch-moved"; readonly from: string; readonly to: string; readonly boarded: readonly Boarded[] }
  | { readonly is: "departure-moved"; readonly to: string; readonly reason: string }
  | { readonly is: "heading-dated"; readonly day: string; readonly reason: string }
  | { readonly is: "handed-over"; readonly to: string; readonly from: string }
  | { readonly is: "replan-asked"; readonly reason: string }
  /** One person takes over a configuration that was edited meanwhile, known by the hash of what it means; it counts once so many have. */
  | {
      readonly is: "configuration-taken";
      readonly to: string;
      /** The hash of the file and the templates themselves. */
      readonly configuration: string;
      readonly sections: readonly string[];
      readonly needs: number;
      readonly reason: string;
    }
  | {
      readonly is: "alarm";
      readonly code: string;
      readonly what: string;
      /** The step whose outcome is no longer as it was recorded. */
      readonly step?: string;
      /** What the last alarm about this step told is no longer so. */
      readonly over?: true;
    }
  /** What became of the issue that mirrors the checklist. */
  | { readonly is: "checklist-issue"; readonly stands: IssueStands }
  /** Somebody picked up what people had made without Signalbox, so what stands in the world may be theirs. */
  | { readonly is: "adopted" }
  /** The record was put back from a backup, so the world may be ahead of it. */
  | { readonly is: "restored"; readonly backup: string }
  | { readonly is: "aborted"; readonly reason: string }
  | RolledBack
  | { readonly is: "finished" };

/**
 * A launched release is taken back as far as it can be. Stands behind an `aborted`, so that a program which does not know this event leaves the
 * release alone.
 */
export interface RolledBack {
  readonly is: "rolled-back";
  readonly reason: string;
  /** What is done about it: the checklist goes on with these. */
  readonly items: readonly PlannedItem[];
  /** Items of the release that are left as they are. */
  readonly leaves: readonly string[];
  /** Steps whose outcome it takes back, so that the world rightly differs from what they recorded. */
  readonly undoes: readonly string[];
}

/** What people correct in the facts of a release, and take back of it. */
export type CorrectionEvent =
  | {
      readonly is: "corrected";
      /** `C1`, `C2` and so on. */
      readonly id: string;
      readonly correction: Correction;
      readonly reason: string;
      /** What it changes. */
      readonly texts: readonly ChangedText[];
    }
  | { readonly is: "correction-withdrawn"; readonly id: string; readonly reason: string };

/** Everything that can happen to a release: small, closed, and enough to rebuild its state. A new one makes a new form: see `journalFormat`. */
export type Event = ReleaseEvent | PeopleEvent | CorrectionEvent | StepEvent;

/**
 * The issue is about to be opened; a look found none, long after that; or it is known by its number. Kept like an effect's intent, look and receipt,
 * but it is no step: a release never waits for it.
 */
export type IssueStands =
  | { readonly is: "intended" }
  | { readonly is: "missing" }
  | { readonly is: "opened"; readonly number: string; readonly url: string };

/** A commit that came onto the release branch after the freeze. */
export interface Boarded {
  readonly commit: string;
  readonly subject: string;
  readonly pull: string | undefined;
}

/** A text that a correction changes, by its name, and the step that sends it. */
export interface ChangedText {
  readonly name: string;
  readonly step: string;
}

/** What `start` was asked for, so that the plan can be made again later. */
export interface Order {
  readonly version: string;
  /** The planned release day of its departure, `YYYY-MM-DD`. */
  readonly day: string;
  readonly freezeDay: string;
  /** Commits that a patch release picks, oldest first. */
  readonly picks: readonly string[];
  /** A commit to count changes from when there is no previous tag. */
  readonly since?: string;
  /** The reason given for a version that the schedule did not expect. */
  readonly reason?: string;
}
