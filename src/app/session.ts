import { explain } from "../domain/errors.ts";
import type { Severity } from "../domain/journal/event.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { textAt } from "../domain/known.ts";
import { progressOf } from "../domain/progress.ts";
import { say } from "./load-release.ts";
import type { AppParts } from "./parts.ts";
import { requirePerson, requireUnderWay } from "./refuse.ts";

/** The candidate that a session would test now: its commit. Raises NOT_ALLOWED while there is none. */
const candidateUnderTest = (state: ReleaseState, who: string): string => {
  const session = progressOf(state).find(({ step }) => step.kind === "test-session");
  const input = session?.standing.is === "ready" || session?.standing.is === "done" ? session.standing.input : undefined;
  const candidate = textAt(input, "candidate");
  if (candidate !== undefined) return candidate;
  throw explain("NOT_ALLOWED", {
    who,
    what: "test the release yet",
    why: session === undefined ? "This train has no test session." : "There is no candidate: its image or an environment is not there yet.",
    next: "Run `signalbox tick`, then see `signalbox status`.",
  });
};

/** Opens a session on the candidate; charters are areas to try. */
export const openSession = async (parts: AppParts, version: string, charters: readonly string[]): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, "open a session");
  return say(parts, version, (state) => {
    requireUnderWay(state, person.name, "open a session");
    const candidate = candidateUnderTest(state, person.name);
    const open = state.sessions.at(-1);
    if (open !== undefined && open.closed === undefined && open.candidate === candidate) {
      throw explain("NOT_ALLOWED", {
        who: person.name,
        what: "open a second session",
        why: "One is open on this candidate.",
        next: "Join it with `signalbox session join`, or close it first.",
      });
    }
    return [{ is: "session-opened", candidate, charters: [...charters], minutes: parts.train.session?.minutes ?? 60 }];
  });
};

export const joinSession = async (parts: AppParts, version: string): Promise<ReleaseState> => {
  requirePerson(parts.train, parts.actor, "join the session");
  return say(parts, version, (state) => {
    requireOpenSession(state, parts.actor);
    return [{ is: "session-joined" }];
  });
};

export const closeSession = async (parts: AppParts, version: string, summary: string): Promise<ReleaseState> => {
  requirePerson(parts.train, parts.actor, "close the session");
  return say(parts, version, (state) => {
    requireOpenSession(state, parts.actor);
    return [{ is: "session-closed", summary }];
  });
};

/** Reports a problem found on the candidate under test. A blocker holds the launch. */
export const raiseFinding = async (
  parts: AppParts,
  version: string,
  finding: { readonly severity: Severity; readonly text: string; readonly owner?: string },
): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, "raise a finding");
  if (finding.owner !== undefined) requirePerson(parts.train, finding.owner, "own a finding");
  return say(parts, version, (state) => {
    requireUnderWay(state, person.name, "raise a finding");
    const id = `F${state.findings.length + 1}`;
    return [
      {
        is: "finding-raised",
        id,
        severity: finding.severity,
        text: finding.text,
        owner: finding.owner ?? state.captain,
        candidate: candidateUnderTest(state, person.name),
      },
    ];
  });
};

/** Closes a finding on the candidate under test now: a blocker counts as gone only on the candidate where that was seen. */
export const closeFinding = async (parts: AppParts, version: string, id: string, resolution: string): Promise<ReleaseState> => {
  const person = requirePerson(parts.train, parts.actor, "close a finding");
  return say(parts, version, (state) => {
    requireUnderWay(state, person.name, "close a finding");
    if (!state.findings.some((each) => each.id === id)) {
      throw explain("USAGE", {
        what: `There is no finding ${JSON.stringify(id)}.`,
        next: `Findings: ${state.findings.map((each) => each.id).join(", ") || "none"}.`,
      });
    }
    return [{ is: "finding-closed", id, resolution, candidate: candidateUnderTest(state, person.name) }];
  });
};

const requireOpenSession = (state: ReleaseState, who: string): void => {
  requireUnderWay(state, who, "take part in a session");
  const last = state.sessions.at(-1);
  if (last !== undefined && last.closed === undefined) return;
  throw explain("NOT_ALLOWED", {
    who,
    what: "take part in a session",
    why: "No session is open.",
    next: "Open one with `signalbox session open`.",
  });
};
