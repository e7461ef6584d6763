import type { PeopleEvent } from "./event.ts";
import type { ReleaseState } from "./state.ts";

/** Sessions, findings and verdicts. */
export const foldPeople = (state: ReleaseState, event: PeopleEvent, actor: string, at: string): ReleaseState => {
  switch (event.is) {
    case "session-opened": {
      const opened = {
        candidate: event.candidate,
        openedBy: actor,
        openedAt: at,
        minutes: event.minutes,
        charters: event.charters,
        participants: [actor],
        closed: undefined,
      };
      return { ...state, sessions: [...state.sessions, opened] };
    }
    case "session-joined":
      return withLastSession(state, (session) => ({ ...session, participants: [...new Set([...session.participants, actor])] }));
    case "session-closed":
      return withLastSession(state, (session) => ({ ...session, closed: { summary: event.summary, by: actor } }));
    case "finding-raised": {
      const { id, severity, text, owner, candidate } = event;
      return {
        ...state,
        findings: [...state.findings, { id, severity, text, owner, raisedBy: actor, raisedOn: candidate, closed: undefined }],
      };
    }
    case "finding-closed": {
      const closed = { resolution: event.resolution, by: actor, candidate: event.candidate };
      return { ...state, findings: state.findings.map((each) => (each.id === event.id ? { ...each, closed } : each)) };
    }
    case "verdict-given": {
      const { pull, commit, verdict, reason, title, author } = event;
      return {
        ...state,
        verdicts: [...state.verdicts.filter((each) => each.pull !== pull), { pull, commit, verdict, reason, title, author, by: actor }],
      };
    }
  }
};

const withLastSession = (
  state: ReleaseState,
  change: (session: ReleaseState["sessions"][number]) => ReleaseState["sessions"][number],
): ReleaseState => {
  const last = state.sessions.at(-1);
  return last === undefined ? state : { ...state, sessions: [...state.sessions.slice(0, -1), change(last)] };
};
