import type { Severity } from "./journal/event.ts";

/** A person of the train. */
export interface Person {
  readonly name: string;
  readonly roles: readonly string[];
}

export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly text: string;
  readonly owner: string;
  readonly raisedBy: string;
  readonly raisedOn: string;
  /** How it was closed and on which candidate, when it was. */
  readonly closed: { readonly resolution: string; readonly by: string; readonly candidate: string } | undefined;
}

/** A test session; `candidate` is the release branch's commit under test. */
export interface Session {
  readonly candidate: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly minutes: number;
  readonly charters: readonly string[];
  readonly participants: readonly string[];
  readonly closed: { readonly summary: string; readonly by: string } | undefined;
}

/** What people have said that a decision may rest on. `approvals` and `marks` are only those for the very input being decided. */
export interface Word {
  readonly approvals: readonly string[];
  /** Who opens the gate alone, with their own approval, and why. */
  readonly glass?: { readonly by: string; readonly reason: string };
  readonly marks: readonly { readonly by: string; readonly evidence: string }[];
  readonly sessions: readonly Session[];
  readonly findings: readonly Finding[];
  /** Whoever proposed the release and the author (an account of the forge) of what boarded last: they do not complete a quorum alone. */
  readonly proposers: readonly string[];
  /** Who accepted what of a check that is violated: they do not complete a quorum that knows of it alone either. */
  readonly accepted: readonly { readonly by: string; readonly found: string }[];
}
