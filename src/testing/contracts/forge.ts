import type {
  ForgeAccess,
  ForgeReleases,
  Issues,
  Labels,
  Members,
  PullRequests,
  Statuses,
  WorkflowRuns,
} from "../../domain/ports/forge.ts";
import type { Fault } from "../../twins/kernel/faults.ts";
import type { Bench } from "./contract.ts";

/** The ports of a forge, and what can be known and done in the world behind it. */
export interface ForgeBench extends Bench {
  readonly pulls: PullRequests;
  readonly issues: Issues;
  readonly labels: Labels;
  readonly members: Members;
  readonly statuses: Statuses;
  readonly runs: WorkflowRuns;
  readonly forgeReleases: ForgeReleases;
  /** Of the account `signalbox-bot`, whose classic token may `repo` and `read:org` until 2021-12-24T08:00:00Z; it is 2021-11-26T09:00:00Z. */
  readonly access: ForgeAccess;
  /** What somebody who may only read in the repository is told of the same. */
  readonly readerAccess: ForgeAccess;
  /** A repository with the branch `main`, and one that the credential may not see. */
  readonly repository: string;
  readonly hidden: string;
  /** One whose published release pages can no longer be changed. */
  readonly immutable: string;
  /** An organisation with the member `ana`, and one that does not tell the credential who its members are, `ben` among them. */
  readonly organisation: string;
  readonly closed: string;
  /** Adds a commit to a branch, made from another where it is new, and gives its id. A push to `release-1.30.0` starts the workflow "Docker" of 10 minutes. */
  readonly grow: (branch: string, from?: string) => Promise<string>;
  /** The commit a branch names now. */
  readonly headOf: (branch: string) => string;
  /** Somebody closes a pull request without merging it. */
  readonly closeByHand: (number: string) => Promise<void>;
  /** A rule that nothing is merged into a branch before a status is green. */
  readonly require: (branch: string, context: string) => Promise<void>;
  /** Rules of these kinds over refs that match, in force or only tried out. */
  readonly rule: (wanted: {
    readonly name: string;
    readonly target: "branch" | "tag";
    readonly include: readonly string[];
    readonly rules: readonly string[];
    readonly enforcement: "active" | "evaluate" | "disabled";
  }) => Promise<void>;
  /** How often an effect was really applied, by the twin's ledger; a number for each subject that starts so. */
  readonly applied: (effect: string, subject: string) => number;
  readonly later: (minutes: number) => Promise<void>;
  readonly breakNext: (fault: Fault) => void;
  /** The same for the next question about members, which changes nothing. */
  readonly breakNextAboutMembers: (fault: Fault) => void;
  readonly breakNextAboutAccounts: (fault: Fault) => void;
}

/** Replies lost after the effect was applied: the outcome is unknown to whoever asked. */
export const lostAfter = ["lost-after", "500-after", "502-after", "garbled-after"] as const satisfies readonly Fault[];

/** Requests lost before anything was applied, which looks the same from outside. */
export const lostBefore = ["lost-before", "reset", "500-before"] as const satisfies readonly Fault[];

export const unknownOutcome = { explanation: { retry: "unknown" } };
export const notFound = { code: "NOT_FOUND", explanation: { retry: "never" } };
export const refused = { code: "REFUSED", explanation: { retry: "never" } };
