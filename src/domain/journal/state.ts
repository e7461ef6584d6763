import type { Correction } from "../correction.ts";
import type { Facts } from "../known.ts";
import type { Plan, PlannedStep } from "../plan.ts";
import type { Finding, Session } from "../word.ts";
import type { Boarded, ChangedText, IssueStands, Order, Question, Verdict } from "./event.ts";

/** What the journal says of one step under one effect key. */
export interface StepRecord {
  /** Open until there is an outcome. */
  readonly intent: { readonly at: string; readonly count: number } | undefined;
  readonly receipt: string | undefined;
  readonly unknown: { readonly at: string; readonly reason: string } | undefined;
  /** How often an outcome became unknown since a person last spoke about it. */
  readonly unknowns: number;
  /** Looks that found nothing since the outcome became unknown, with the instant of the last. */
  readonly looks: { readonly count: number; readonly at: string } | undefined;
  readonly pending: { readonly until: string; readonly why: string; readonly failures: number; readonly people?: true } | undefined;
  readonly parked: Question | undefined;
  /** Answer to the last question, until it has been acted on. */
  readonly answer: { readonly word: string; readonly by: string; readonly reason: string } | undefined;
  readonly done: Done | undefined;
  readonly approvals: readonly string[];
  /** Who opens this gate alone, and why. */
  readonly glass: { readonly by: string; readonly reason: string } | undefined;
  readonly marks: readonly { readonly by: string; readonly evidence: string; readonly facts: Facts }[];
}

/** `step` and `over`: of what was published, see the event. */
export interface Alarm {
  readonly at: string;
  readonly code: string;
  readonly what: string;
  readonly step?: string;
  readonly over?: true;
}

export interface Done {
  readonly at: string;
  readonly facts: Facts;
  readonly evidence: string;
  readonly byHand: boolean;
  readonly adopted: boolean;
}

/** What a person corrected in the facts of a release. */
export interface MadeCorrection {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly correction: Correction;
  /** What it changes. */
  readonly texts: readonly ChangedText[];
  /** Where it stands in the journal: what was begun before says what it said. */
  readonly sequence: number;
  readonly withdrawn: { readonly by: string; readonly reason: string } | undefined;
}

/** The state of one release: a pure fold of its journal. */
export interface ReleaseState {
  readonly release: string;
  readonly train: string;
  readonly version: string;
  readonly kind: "release" | "patch";
  readonly captain: string;
  readonly proposer: string;
  readonly configuration: string;
  readonly order: Order;
  readonly startedAt: string;
  readonly sequence: number;
  readonly head: string;
  readonly plan: Plan | undefined;
  readonly added: readonly { readonly step: PlannedStep; readonly because: string }[];
  /** By `step key`. */
  readonly records: ReadonlyMap<string, StepRecord>;
  readonly epoch: number;
  readonly owner: { readonly owner: string; readonly epoch: number; readonly until: string } | undefined;
  readonly held: { readonly by: string; readonly reason: string } | undefined;
  readonly aborted: { readonly by: string; readonly reason: string } | undefined;
  /** Somebody picked up what people had made: what stands in the world may be theirs, and counts for what it is. */
  readonly adopted: boolean;
  /** When the record was put back from a backup: what was done since may be missing from it. */
  readonly restoredAt: string | undefined;
  /** Who took the launched release back, and the steps whose outcome that undoes. */
  readonly rollback: { readonly by: string; readonly at: string; readonly reason: string; readonly undoes: readonly string[] } | undefined;
  readonly finishedAt: string | undefined;
  readonly skipped: ReadonlyMap<string, { readonly by: string; readonly reason: string }>;
  readonly sessions: readonly Session[];
  readonly findings: readonly Finding[];
  readonly verdicts: readonly {
    readonly pull: string;
    readonly commit: string;
    readonly verdict: Verdict;
    readonly reason: string;
    readonly title: string;
    readonly author: string;
    /** Who gave it: a person, or `signalbox` for the freeze guard. */
    readonly by: string;
  }[];
  /** Head of the release branch as last seen to move under us. */
  readonly branchHead: string | undefined;
  readonly boarded: readonly Boarded[];
  readonly departure: { readonly to: string; readonly reason: string } | undefined;
  readonly heading: string | undefined;
  readonly corrections: readonly MadeCorrection[];
  /** The configuration that people took over last, and who did; it is in force once they are as many as it needs. */
  readonly takenOver: { readonly to: string; readonly by: readonly string[]; readonly needs: number } | undefined;
  readonly alarms: readonly Alarm[];
  /** The issue that mirrors the checklist: what was last said of it, and when. */
  readonly checklistIssue: { readonly at: string; readonly stands: IssueStands } | undefined;
  /** Why the plan must be made again before another step runs. */
  readonly replan: string | undefined;
}
