import type { Instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";

/** A pull request. An open one's head is read from git each time; `headSha` is what it was when last seen. */
export type Pull = {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
  readonly head: string;
  readonly base: string;
  readonly headSha: string;
  readonly state: "open" | "closed";
  readonly labels: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
  readonly merged: { readonly commit: string; readonly by: string; readonly at: Instant } | null;
  /** The commit a merge was about to put on the base branch: after a crash it tells whether the merge happened. */
  readonly merging: { readonly commit: string; readonly by: string; readonly at: Instant } | null;
};

/** An issue that is no pull request. */
export type Issue = {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
  readonly state: "open" | "closed";
  readonly reason: "completed" | "not_planned" | "duplicate" | "reopened" | null;
  readonly labels: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
};

/** A label of a repository. */
export type Label = { readonly id: number; readonly name: string; readonly color: string; readonly description: string | null };

/** One status; of several with the same commit and context the newest counts. */
export type Status = {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly at: Instant;
};

/** A comment on a pull request or an issue. */
export type Comment = {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  readonly body: string;
  readonly at: Instant;
};

/** A ruleset; `wanted` is the body it was created with. */
export type Ruleset = { readonly id: number; readonly wanted: { readonly [key: string]: Json }; readonly at: Instant };

/** A release page. */
export type Release = {
  readonly id: number;
  readonly tag: string;
  readonly target: string;
  readonly title: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly author: string;
  readonly createdAt: Instant;
  readonly publishedAt: Instant | null;
};

/** One run of a workflow; `values` are what its trigger filled in. Phases move only when the world's clock does. */
export type Run = {
  readonly id: number;
  readonly workflow: string;
  /** Counts the runs of this workflow from 1. */
  readonly ordinal: number;
  readonly attempt: number;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly values: Readonly<Record<string, string>>;
  readonly phase: "queued" | "in_progress" | "completed";
  readonly conclusion: "success" | "failure" | null;
  readonly createdAt: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
};

/** Everything GitHub holds of one repository beside its git data. */
export type Repository = {
  readonly id: number;
  /** `OWNER/NAME`. */
  readonly name: string;
  readonly pulls: readonly Pull[];
  readonly issues: readonly Issue[];
  readonly labels: readonly Label[];
  readonly statuses: readonly Status[];
  readonly comments: readonly Comment[];
  readonly rulesets: readonly Ruleset[];
  readonly releases: readonly Release[];
  readonly runs: readonly Run[];
};

/** The whole of GitHub. */
export type State = { readonly nextId: number; readonly repositories: Readonly<Record<string, Repository>> };
