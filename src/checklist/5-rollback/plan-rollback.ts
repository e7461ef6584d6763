import type { RolledBack } from "../../domain/journal/event.ts";
import { isOver } from "../../domain/progress.ts";
import { cannotBeUndone, leftAlone } from "./cannot-be-undone.ts";
import { correctMessages, withdrawPage } from "./correct-announcements.ts";
import { draftCorrection, sendCorrection } from "./correct-newsletter.ts";
import { moveLatestBack } from "./move-latest-back.ts";
import { refreshCdnAgain } from "./refresh-cdn-again.ts";
import type { RollingBack } from "./rolling-back.ts";
import { undoByHand } from "./undo-by-hand.ts";
import { withdrawFeed } from "./withdraw-feed.ts";

/** What rolling a release back comes to: what stays, what is left alone and why, and what is done. */
export interface RollbackPlan extends Pick<RolledBack, "items" | "leaves" | "undoes"> {
  readonly cannotBeUndone: readonly string[];
  readonly leftAlone: readonly string[];
}

/** In this order: first nobody else is told, then nobody else gets it, then those who know are told. Pure. */
export const planRollback = (at: RollingBack): RollbackPlan => {
  const all = [withdrawFeed, refreshCdnAgain, moveLatestBack, correctMessages, withdrawPage, draftCorrection, sendCorrection, undoByHand];
  const undoings = all.flatMap((arrange) => arrange(at) ?? []);
  const open = new Set(at.progress.flatMap(({ item, standing }) => (item === undefined || isOver(standing) ? [] : [item.id])));
  return {
    cannotBeUndone: cannotBeUndone(at),
    leftAlone: leftAlone(at),
    items: undoings.map(({ item }) => item),
    leaves: (at.state.plan?.items ?? []).flatMap(({ id }) => (open.has(id) ? [id] : [])),
    undoes: undoings.flatMap(({ undoes }) => undoes),
  };
};
