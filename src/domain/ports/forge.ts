import type { Instant } from "../instant.ts";
import type { ObjectId, RepositoryName } from "./git.ts";

/** A pull request; `number` is a string of digits. `merged` and `closed` are final. */
export interface PullRequest {
  readonly number: string;
  readonly state: "open" | "merged" | "closed";
  readonly title: string;
  readonly body: string;
  readonly author: string;
  /** Branch names without `refs/heads/`. */
  readonly head: string;
  readonly base: string;
  readonly headCommit: ObjectId;
  readonly mergeCommit: ObjectId | undefined;
  readonly labels: readonly string[];
  readonly url: string;
}

/** Pull requests of one repository. GitHub refuses a second open one per head and base (422), but not after a merge: callers count. */
export interface PullRequests {
  /** All pull requests, in every state, from this head branch into this base. */
  readonly find: (repository: RepositoryName, between: { readonly head: string; readonly base: string }) => Promise<readonly PullRequest[]>;
  /** Open pull requests into a base branch. */
  readonly openInto: (repository: RepositoryName, base: string) => Promise<readonly PullRequest[]>;
  readonly get: (repository: RepositoryName, number: string) => Promise<PullRequest | undefined>;
  readonly open: (
    repository: RepositoryName,
    wanted: { readonly head: string; readonly base: string; readonly title: string; readonly body: string },
  ) => Promise<{ readonly number: string }>;
  /** Merges if the head is still `sha`; refused otherwise. */
  readonly merge: (
    repository: RepositoryName,
    wanted: { readonly number: string; readonly sha: ObjectId; readonly method: MergeMethod },
  ) => Promise<void>;
}

/** An issue that is no pull request; `number` is a string of digits. */
export interface Issue {
  readonly number: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly author: string;
  readonly url: string;
}

/** Issues of one repository. A forge takes a second one with the same title and text: callers mark and count. */
export interface Issues {
  /** All issues, in every state, that were opened or changed since a moment; at most 2,000, more is an error. */
  readonly changedSince: (repository: RepositoryName, since: Instant) => Promise<readonly Issue[]>;
  readonly get: (repository: RepositoryName, number: string) => Promise<Issue | undefined>;
  readonly open: (repository: RepositoryName, wanted: { readonly title: string; readonly body: string }) => Promise<Issue>;
  /** Writes a text in the place of another; the last writer wins. */
  readonly update: (
    repository: RepositoryName,
    number: string,
    wanted: { readonly body: string; readonly state?: Issue["state"] },
  ) => Promise<void>;
}

export type MergeMethod = "merge" | "squash" | "rebase";

/** Labels of pull requests. */
export interface Labels {
  readonly of: (repository: RepositoryName, number: string) => Promise<readonly string[]>;
  readonly add: (repository: RepositoryName, number: string, label: string) => Promise<void>;
  /** Numbers of the pull requests, in every state, that carry a label; newest first, at most 1,000. */
  readonly carrying: (repository: RepositoryName, label: string) => Promise<readonly string[]>;
  /** Names of all labels the repository has, spelt as there. */
  readonly known: (repository: RepositoryName) => Promise<readonly string[]>;
}

/** Who belongs to an organisation. */
export interface Members {
  /** Whether there is an organisation of this name. */
  readonly exists: (organisation: string) => Promise<boolean>;
  /** Raises TOKEN_REFUSED where the forge does not tell this credential: silence is no "no". An organisation that is not there has no members. */
  readonly isMember: (organisation: string, login: string) => Promise<boolean>;
}

export type StatusState = "error" | "failure" | "pending" | "success";

export interface CommitStatus {
  readonly context: string;
  readonly state: StatusState;
  /** At most 140 characters at GitHub. */
  readonly description: string;
}

/** Commit statuses and the rules that require them. */
export interface Statuses {
  /** The newest status per context. */
  readonly of: (repository: RepositoryName, commit: ObjectId) => Promise<readonly CommitStatus[]>;
  readonly set: (repository: RepositoryName, commit: ObjectId, status: CommitStatus) => Promise<void>;
  /** Contexts that the rules in force for a branch require before a merge. */
  readonly required: (repository: RepositoryName, branch: string) => Promise<readonly string[]>;
}

/** One run of a workflow. */
export interface WorkflowRun {
  readonly id: string;
  readonly name: string;
  readonly event: string;
  /** The branch or tag it runs for, without `refs/…/`; empty when the forge does not say. */
  readonly ref: string;
  readonly commit: ObjectId;
  readonly state: "waiting" | "running" | "succeeded" | "failed";
  readonly url: string;
}

export interface WorkflowRuns {
  readonly of: (repository: RepositoryName, commit: ObjectId) => Promise<readonly WorkflowRun[]>;
}

/** A release page of the forge. A draft is not found by its tag, and the list lags: callers list and count. */
export interface ForgeRelease {
  readonly id: string;
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly url: string;
}

export interface ForgeReleases {
  readonly find: (repository: RepositoryName, tag: string) => Promise<readonly ForgeRelease[]>;
  readonly draft: (
    repository: RepositoryName,
    wanted: { readonly tag: string; readonly commit: ObjectId; readonly title: string; readonly body: string },
  ) => Promise<{ readonly id: string }>;
  readonly publish: (repository: RepositoryName, id: string) => Promise<void>;
  /** Marks a published page as a pre-release, so that it is not shown as the newest, and replaces what it says. */
  readonly withdraw: (repository: RepositoryName, wanted: { readonly id: string; readonly body: string }) => Promise<void>;
}

/** What the forge's answers tell of our credential. */
export interface ForgeCredential {
  readonly login: string;
  /** What it may do; nothing where the forge does not say, as of fine-grained tokens. */
  readonly scopes: readonly string[] | undefined;
  /** When it ends; nothing where it does not, or where the forge does not say. */
  readonly expires: Instant | undefined;
  /** What the forge's clock showed. */
  readonly at: Instant | undefined;
}

/** Rules over refs that are in force. */
export interface RuleSet {
  readonly name: string;
  readonly target: "branch" | "tag";
  /** Patterns of fully qualified refs as the forge writes them; also `~ALL` and `~DEFAULT_BRANCH`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Kinds of rules, such as `creation`, `update` or `required_signatures`. */
  readonly rules: readonly string[];
  /** Whether they bind us; nothing where the forge does not say. */
  readonly binds: boolean | undefined;
}

/** What we may do at the forge. Only looks. */
export interface ForgeAccess {
  readonly credential: () => Promise<ForgeCredential>;
  /** Whether there is an account of this name. */
  readonly isAccount: (login: string) => Promise<boolean>;
  /** What the credential may do in a repository; nothing where it sees none. */
  readonly may: (repository: RepositoryName) => Promise<{ readonly push: boolean; readonly archived: boolean } | undefined>;
  /** Every set of rules in force over branches or over tags, those of the organisation too. */
  readonly rules: (repository: RepositoryName, target: RuleSet["target"]) => Promise<readonly RuleSet[]>;
  /** Whether a published release page can no longer be changed. */
  readonly immutableReleases: (repository: RepositoryName) => Promise<boolean>;
}
