import { checksOf } from "../app/checks-of.ts";
import { commandsFor } from "../app/commands-for.ts";
import { waitingSince } from "../app/item-standing.ts";
import { editCommand } from "./correction-text.ts";
import { exits } from "./exit-codes.ts";
import type { ReleaseView } from "./release-view.ts";

/** A release's standing for programs: what `status`, `start` and `tick` give with --json. */
export const statusJson = (view: ReleaseView): Readonly<Record<string, unknown>> => {
  const { state, steps, asks } = view.now;
  const {
    release,
    train,
    version,
    kind,
    captain,
    proposer,
    startedAt,
    finishedAt,
    held,
    aborted,
    rollback,
    findings,
    sessions,
    verdicts,
    alarms,
    boarded,
  } = state;
  return {
    release,
    train,
    version,
    kind,
    captain,
    proposer,
    startedAt,
    finishedAt: finishedAt ?? null,
    standing: view.exit,
    summary: summaryOf(view),
    standingExit: exits[view.exit].code,
    held: held ?? null,
    aborted: aborted ?? null,
    rolledBack: rollback === undefined ? null : { by: rollback.by, at: rollback.at, reason: rollback.reason },
    days: state.plan?.days ?? null,
    revision: state.plan?.revision ?? null,
    next: view.next ?? null,
    steps,
    checks: checksOf(steps),
    asks: asks.map((each) => ({ ...each, since: waitingSince(view, each), commands: commandsFor(version, each) })),
    findings,
    corrections: view.corrections.map((each) => ({
      ...each,
      texts: each.texts.map(({ editable, ...text }) => ({ ...text, ...(editable ? { command: editCommand(version, text) } : {}) })),
    })),
    sessions,
    verdicts,
    boarded,
    alarms,
  };
};

/** Where a release stands, in one line. */
export const summaryOf = ({ now: { state, steps, asks }, exit, next }: ReleaseView): string => {
  const over = steps.filter((each) => each.is === "done" || each.is === "skipped").length;
  const asked = asks.length === 0 ? "" : `; waits for people: ${asks.map((each) => each.step).join(", ")}`;
  const waits = next === undefined || state.finishedAt !== undefined ? "" : `; looks again ${next}`;
  return `${state.version}: ${exit}, ${over} of ${steps.length} steps are over${asked}${waits}`;
};
