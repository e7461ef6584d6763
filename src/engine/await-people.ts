import type { StepRecord } from "../domain/journal/state.ts";
import type { Facts } from "../domain/known.ts";
import type { Dial } from "../domain/plan.ts";
import { neededFacts } from "../domain/progress.ts";
import type { Looked } from "./look.ts";
import { lookNow } from "./look-now.ts";
import { type Here, wait } from "./outcome.ts";
import { settleFound } from "./settle-found.ts";

/** Looks until it holds. What nobody can look at without a credential is told by people, where all is theirs. */
export const awaitWorld = async (here: Here, { marks }: StepRecord, by: Dial): Promise<void> => {
  const found = await lookNow(here);
  if (by !== "people" || found.is !== "failed" || found.error.code !== "TOKEN_MISSING")
    return settleFound(here, found, () => wait(here, here.kind.poll, here.kind.describe(here.input)));
  return awaitWord(here, marks.at(-1), "a person looks, for there is no credential here");
};

/** The dial is on people: seen in the world, or marked with evidence; never sent. */
export const awaitPeople = async (asked: Here, record: StepRecord): Promise<void> => {
  const mark = record.marks.at(-1);
  const plain = await lookNow(asked);
  const isSettled = plain.is === "present" || plain.is === "superseded";
  // People leave no mark of ours, so what is not there as we would have made it is looked at once more for what it is.
  const here: Here = isSettled ? asked : { ...asked, hands: true };
  const found: Looked = isSettled ? plain : await lookNow(here);
  if (found.is === "conflicting" && mark !== undefined) {
    // What may be accepted is, by the word of whoever says that it is done.
    const state = found.answers?.includes("accept") === false ? undefined : found.state;
    const evidence = `${mark.by}: ${mark.evidence} (${found.found})`;
    return settleFound(here, state === undefined ? found : { is: "superseded", state, evidence }, async () => {});
  }
  if (found.is === "present" || found.is === "superseded") return settleFound(here, found, async () => {});
  return awaitWord(here, mark, found.is === "conflicting" ? `a person does this; ${found.found}` : "a person does this");
};

/** What cannot be seen is done by the newest mark, if that tells what later steps need; until then it waits for people. */
const awaitWord = (here: Here, mark: StepRecord["marks"][number] | undefined, asked: string): Promise<void> => {
  const ask = (words: string): Promise<void> => wait(here, here.kind.poll, `${here.kind.describe(here.input)}: ${words}`, { people: true });
  if (mark === undefined) return ask(asked);
  const words = `${mark.by}: ${mark.evidence}`;
  return byHand(here, { ...vouched(here, words), ...mark.facts }, words, (missing) =>
    ask(`marked by ${mark.by}, but not to be seen yet, and ${needs(missing)}`),
  );
};

/** What a wait tells where a person answers for what nobody can look at. */
export const vouched = ({ kind }: Here, words: string): Facts => (kind.is === "wait" ? (kind.vouched?.(words) ?? {}) : {});

const needs = (facts: string): string =>
  `later steps need its ${facts}: with ${facts
    .split(", ")
    .map((each) => `--fact ${each}=…`)
    .join(" ")} \`signalbox done\` tells it`;

/** Done by a person's word, unless later steps need facts that only the world can tell. */
export const byHand = async (
  { driving, step, key }: Here,
  facts: Facts,
  evidence: string,
  whenMissing: (facts: string) => Promise<void>,
): Promise<void> => {
  const missing = neededFacts(driving.state(), step).filter((each) => facts[each] === undefined);
  if (missing.length > 0) return whenMissing(missing.join(", "));
  await driving.append({ is: "done", step, key, epoch: driving.epoch, facts, evidence, byHand: true });
  await driving.parts.boundaries.cross({ step, boundary: "b4" });
};
