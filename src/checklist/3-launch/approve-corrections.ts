import { canonical, hashOf } from "../../domain/canonical.ts";
import { inPeople } from "../../domain/in-people.ts";
import { fieldAt, type Json } from "../../domain/known.ts";
import type { PlannedItem, PlannedStep } from "../../domain/plan.ts";
import { type Arranging, arrange, type Item, step } from "../item.ts";
import { peopleOf } from "../people-of.ts";
import { candidateCommit } from "../release-edits.ts";
import { approve } from "../steps/approve.ts";

const gate = "approve-corrections/approve";

/** What was approved is not what would be sent, once people correct it after the launch: those who approve launches see it again, and everything else goes on. */
const approveCorrections = (changed: readonly PlannedStep[]): Item => ({
  id: "approve-corrections",
  title: ({ train }) => `Approve what was corrected since the launch (${inPeople(train.launchGate.approvals)})`,
  phase: "launch",
  rows: [20],
  owner: ["captain", "release-team"],
  after: ["tag-release"],
  interlock: "What was approved for the launch is not what would be sent now.",
  when: () => true,
  steps: (at) => [
    step(approve, {
      gate: "corrections",
      version: at.release.version,
      covers: hashOf(changed.map(({ id, kind, input }) => ({ id, kind, input })) as unknown as Json),
      steps: changed.map((each) => each.id),
      candidate: candidateCommit(at),
      digests: [],
      approvals: at.release.kind === "patch" ? 1 : at.train.launchGate.approvals,
      from: at.train.launchGate.from,
      people: peopleOf(at.train),
      noOpenBlockers: false,
      blockersFor: candidateCommit(at),
    }),
  ],
});

/**
 * Holds every step behind the launch that is not what was approved with it, until what it is now is approved. What was begun is past and is not held, but
 * stays among what was approved; the gate that the launch went through stays passed.
 */
export const holdCorrections = (items: readonly PlannedItem[], launch: string, at: Arranging): readonly PlannedItem[] => {
  const place = items.findIndex((each) => each.id === launch) + 1;
  const approved = fieldAt(at.begun.plannedStep(gate)?.input, "steps");
  const isChanged = ({ id, input }: PlannedStep): boolean => {
    if (Array.isArray(approved) && approved.includes(id)) return true;
    const before = at.begun.plannedStep(id);
    return at.begun.step(id) === undefined && (before === undefined || canonical(before.input) !== canonical(input));
  };
  const changed = items.slice(place).flatMap((each) => each.steps.filter(isChanged));
  if (changed.length === 0) return items;
  const held = items
    .slice(place)
    .map((item) => ({ ...item, steps: item.steps.map((each) => heldBehind(each, changed.includes(each), at)) }));
  return [...items.slice(0, place), arrange(approveCorrections(changed), at), ...held];
};

/** A step that waits for the approval, or, once it was begun, does not any more. */
const heldBehind = (planned: PlannedStep, isChanged: boolean, { begun }: Arranging): PlannedStep => {
  const { after = [], ...each } = planned;
  const others = after.filter((id) => id !== gate);
  const before = isChanged && begun.step(planned.id) === undefined ? [...others, gate] : others;
  return before.length === 0 ? each : { ...each, after: before };
};
