import { hashOf } from "../../domain/canonical.ts";
import { isByPeople } from "../../domain/dial.ts";
import type { Event } from "../../domain/journal/event.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import { neededFacts, progressOf, type StepProgress } from "../../domain/progress.ts";
import type { AppParts } from "../parts.ts";

/** An item whose turn it is, which a person does and says so. Nothing that needs an approval or an answer is among them. */
export interface Markable {
  readonly item: string;
  readonly owner: readonly string[];
  /** Of everything that the mark would be for: another candidate or another text is another tick. */
  readonly tick: string;
  readonly marks: (evidence: string) => readonly Event[];
}

/** The items that wait for a person's word and have none yet. */
export const markables = (state: ReleaseState, kinds: AppParts["kinds"]): readonly Markable[] => {
  const open = progressOf(state).filter((each) => isOpenMark(each, kinds) && !isMarked(each));
  // A tick says that something was done and nothing more: where later steps need to be told what came of it, the command is typed.
  const untold = new Set(open.flatMap(({ item, step }) => (neededFacts(state, step.id).length === 0 ? [] : [item?.id])));
  // One of several marks of an item is given for itself, with its command.
  const isMark = ({ step }: StepProgress): boolean => step.kind === "mark";
  for (const { item } of open.filter((each, at) => isMark(each) && open.findIndex((one) => isMark(one) && one.item === each.item) !== at))
    untold.add(item?.id);
  const ids = [...new Set(open.flatMap(({ item }) => (item === undefined || untold.has(item.id) ? [] : [item.id])))];
  return ids.map((id) => {
    const own = open.filter(({ item }) => item?.id === id);
    const at = own.flatMap(({ step, standing }) => (standing.is === "ready" ? [{ step: step.id, key: standing.key }] : []));
    return {
      item: id,
      owner: own[0]?.item?.owner ?? [],
      tick: hashOf([state.release, id, at]).slice(0, 16),
      marks: (evidence) => at.map((each) => ({ is: "marked", ...each, evidence })),
    };
  });
};

/** Whether a mark would settle a step. */
export const isOpenMark = ({ item, step, standing }: StepProgress, kinds: AppParts["kinds"]): boolean =>
  standing.is === "ready" &&
  (step.kind === "mark" || isByPeople(item?.by, kinds.get(step.kind)) || standing.record.pending?.people === true);

const isMarked = ({ standing }: StepProgress): boolean => standing.is === "ready" && standing.record.marks.length > 0;
