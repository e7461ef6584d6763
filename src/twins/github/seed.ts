import type { Instant } from "../../domain/instant.ts";
import type { Workflow } from "./actions/workflow.ts";

/** An account of the world and the token it uses. */
export type Account = {
  readonly login: string;
  readonly token: string;
  /** What it may do in the repositories it sees. */
  readonly may: "read" | "write";
  /** `OWNER/NAME`s it may see; all unless told. */
  readonly sees?: readonly string[];
  readonly is?: "User" | "Bot";
  /** What a classic token may do, as its answers say; a fine-grained one, whose answers say nothing of it, unless told. */
  readonly scopes?: readonly string[];
  /** When its token ends, as its answers say; never unless told. */
  readonly expires?: Instant;
  /** Rules do not bind it, as for a bypass actor of a ruleset; its direct pushes pass, merges still need the statuses. */
  readonly bypasses?: boolean;
};

/** A pull request that was merged before the rehearsal begins, known by the commit it became. */
export type PastPull = {
  readonly number: number;
  readonly title: string;
  readonly body?: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly head: string;
  readonly base: string;
  readonly commit: string;
  readonly at: Instant;
};

/** A repository whose git data lies in the world's folder `git/OWNER/NAME.git`. */
export type RepositorySeed = {
  readonly name: string;
  readonly labels: readonly string[];
  readonly pulls?: readonly PastPull[];
  readonly workflows?: readonly Workflow[];
  /** Contexts that must be green before anything is merged into branches that match the pattern (`refs/heads/release-*`), but for one of them. */
  readonly required?: readonly { readonly branches: string; readonly except?: string; readonly contexts: readonly string[] }[];
  /** What is published there can no longer be changed. */
  readonly immutableReleases?: boolean;
  /** Seen only by accounts that may see it; all others are public. */
  readonly private?: boolean;
  /** Nothing can be changed there any more. */
  readonly archived?: boolean;
};

/** What GitHub holds when the world begins. */
export type GithubSeed = {
  readonly accounts: readonly Account[];
  /** Members by organisation. */
  readonly organisations: Readonly<Record<string, readonly string[]>>;
  readonly repositories: readonly RepositorySeed[];
  /** Requests an account may send in an hour; GitHub's 5,000 unless told. */
  readonly hourlyRequests?: number;
  /** Seconds for which a new release is missing from the list of releases; 20 unless told. */
  readonly releaseListLag?: number;
};
