import { type AppParts, releaseId } from "../app/parts.ts";
import type { ReleaseState } from "../domain/journal/state.ts";
import type { Invocation, Outcome } from "./command.ts";
import { brief } from "./paint.ts";
import type { Need } from "./surroundings.ts";
import { versionMeant, withApp } from "./with-app.ts";

/** Runs a verb by which a person says something, and answers with one line about what is now in the record. */
export const said = (
  invocation: Invocation,
  verb: (parts: AppParts, version: string) => Promise<ReleaseState>,
  tell: (state: ReleaseState, parts: AppParts) => string,
  need: Need = "journal",
): Promise<Outcome> =>
  withApp(invocation, need, async (parts) => {
    const version = await versionMeant(invocation, parts);
    const before = (await parts.journal.read(releaseId(parts.train, version))).length;
    const state = await verb(parts, version);
    const changed = state.sequence !== before;
    const line = changed ? tell(state, parts) : "Nothing to record: it has been said before.";
    const then = state.aborted === undefined && changed ? `next: signalbox tick ${brief(version)}\n` : "";
    return {
      exit: "done",
      data: { version, actor: parts.actor, changed, sequence: state.sequence, says: line },
      text: `${brief(line, 600)}\n${then}`,
    };
  });
