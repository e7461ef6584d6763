import { type CorrectionNow, correctionsNow } from "../app/corrections-now.ts";
import type { AppParts } from "../app/parts.ts";
import { type ReleaseNow, whatNow } from "../app/what-now.ts";
import { explain } from "../domain/errors.ts";
import type { Entry } from "../domain/journal/event.ts";
import { fold } from "../domain/journal/fold.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import { standingAlarms } from "../domain/standing-alarms.ts";
import type { Exit } from "./exit-codes.ts";

/** A release as status shows it: where it stands, since when, and when it wants to be looked at again. */
export interface ReleaseView {
  readonly now: ReleaseNow;
  readonly entries: readonly Entry[];
  readonly corrections: readonly CorrectionNow[];
  readonly exit: Exit;
  /** The earliest moment at which a waiting step looks again. */
  readonly next: string | undefined;
}

/** Reads a release's journal, by its id. */
export const readRelease = async ({ journal, kinds }: Reading, id: string): Promise<ReleaseView> => {
  const entries = await journal.read(id);
  const state = fold(entries);
  if (state === undefined) throw explain("BUG", { what: `The journal of ${id} has no beginning.` });
  return viewOf(state, entries, kinds);
};

interface Reading {
  readonly journal: Pick<AppParts["journal"], "read">;
  readonly kinds: AppParts["kinds"];
}

/** Whether something can still happen to a release. */
export const isUnderWay = (state: ReleaseState): boolean => state.finishedAt === undefined && state.aborted === undefined;

/** What a state comes to for people. */
export const viewOf = (state: ReleaseState, entries: readonly Entry[], kinds: AppParts["kinds"]): ReleaseView => {
  const now = whatNow(state, kinds);
  const waiting = now.steps.flatMap(({ is, until }) => ((is === "waiting" || is === "unknown") && until !== undefined ? [until] : []));
  return { now, entries, corrections: correctionsNow(state, entries), exit: exitOf(now), next: waiting.sort()[0] };
};

/** How driving it would end if nothing changed. */
const exitOf = ({ state, asks }: ReleaseNow): Exit => {
  const changed = standingAlarms(state).length > 0;
  if (state.finishedAt !== undefined) return changed ? "person" : "done";
  if (state.aborted !== undefined || state.held !== undefined) return "held";
  if (asks.some((each) => each.is === "unknown" && each.question !== undefined)) return "unknown";
  return changed || asks.some((each) => each.is === "asks") ? "person" : "waiting";
};
