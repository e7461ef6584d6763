import { expect, test } from "vitest";
import type { Plan } from "../domain/plan.ts";
import { progressOf } from "../domain/progress.ts";
import { openMemoryJournal } from "../testing/memory-journal.ts";
import { openToyRelease, placeOf, releaseName, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { lastSection } from "./last-section.ts";

const planWith = (text: string, revision: number): Plan => {
  const plan = toyPlan({ "write-changelog": { kind: "push-commits", input: { commits: [{ edits: [{ text }] }] } } }, revision);
  return {
    ...plan,
    items: plan.items.map((each) => ({ ...each, steps: each.steps.map((step) => ({ ...step, id: "write-changelog/push-commits" })) })),
  };
};

test("the last section is that of the newest plan which came so far as to write it, not that of the newest plan", async () => {
  const journal = openMemoryJournal();
  const { state, say } = await openToyRelease(openToyWorld(), planWith("first", 1), journal);
  const last = async () => lastSection({ journal }, await state());
  const here = async () => {
    const [found] = progressOf(await state());
    if (found === undefined) throw new Error("no step");
    return { ...placeOf("write-changelog", found.standing), step: found.step.id, epoch: 1 };
  };
  expect(await last()).toBeUndefined();
  await say("signalbox", { is: "intent", ...(await here()), describes: "" });
  expect(await last()).toEqual({ text: "first" });
  await say("signalbox", { is: "done", ...(await here()), facts: {}, evidence: "" });
  await say("signalbox", { is: "plan-revised", plan: planWith("second", 2), because: "a correction" });
  expect(await last()).toEqual({ text: "first" });
  await say("signalbox", { is: "plan-revised", plan: planWith("third", 3), because: "another" });
  await say("signalbox", { is: "done", ...(await here()), facts: {}, evidence: "" });
  expect(await last()).toEqual({ text: "third" });
  expect((await journal.read(releaseName)).length).toBe(7);
});
