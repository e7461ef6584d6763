import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { findRelease, loadRelease } from "../../src/app/load-release.ts";
import { whatNow } from "../../src/app/what-now.ts";
import type { ReleaseState } from "../../src/domain/journal/state.ts";
import { isOver, progressOf } from "../../src/domain/progress.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { type Outcome, outcomeOf } from "../crash/compare.ts";
import { layGround, versions } from "../crash/ground.ts";
import { openJourney } from "../crash/journey.ts";
import { openCrashStage } from "../crash/record.ts";
import { copyStage } from "../crash/snapshots.ts";

/** A release that nobody disturbed, with a copy of the stage after each of its items. */
export interface Undisturbed {
  /** Items in the order in which they were finished; the copy before any is called `start`. */
  readonly items: readonly string[];
  readonly after: (item: string) => string;
  readonly outcome: Outcome;
}

/** Runs the short train of the crash tests once, with people who answer everything. */
export const recordUndisturbed = async (folder: string): Promise<Undisturbed> => {
  const own = join(folder, "undisturbed");
  const after = (item: string): string => join(folder, `after-${item}`);
  await layGround(own);
  const stage = await openCrashStage(own, "");
  try {
    await mkdir(join(own, "state"), { recursive: true });
    const journey = openJourney(stage, () => "happened");
    const items: string[] = [];
    await copyStage(own, after("nothing"));
    for (;;) {
      const state = await findRelease(stage.parts, versions.released);
      if (state?.finishedAt !== undefined) break;
      const fresh = state === undefined ? [] : finishedItems(state).filter((each) => !items.includes(each));
      if (fresh.length > 0) {
        items.push(...fresh);
        await copyStage(own, after(fresh.at(-1) ?? ""));
      }
      await journey.turn();
      if (state === undefined) await copyStage(own, after("start"));
    }
    return { items, after, outcome: await outcomeOf(stage) };
  } finally {
    await stage.close();
  }
};

const finishedItems = (state: ReleaseState): readonly string[] => {
  const progress = progressOf(state);
  return (state.plan?.items ?? [])
    .map((each) => each.id)
    .filter((id) => progress.filter((each) => each.item?.id === id).every((each) => isOver(each.standing)));
};

/** Drives a release to its end, with people who answer everything. */
export const goToTheEnd = async (stage: OpenStage, doubt: "happened" | "send" = "happened"): Promise<void> => {
  const journey = openJourney(stage, () => doubt);
  for (let turns = 0; turns < 400; turns += 1) {
    if ((await loadRelease(stage.parts, versions.released)).finishedAt !== undefined) return;
    await journey.turn().catch(async (error: unknown) => {
      if (!(await isAnswered(stage))) throw error;
    });
  }
  throw new Error("the release came to no end");
};

/** A pull request that people opened before the launch was checked is the release's own, and so is the newsletter that they sent. */
const isAnswered = async (stage: OpenStage): Promise<boolean> => {
  const { asks } = whatNow(await loadRelease(stage.parts, versions.released), stage.parts.kinds);
  const [asked] = asks.flatMap(({ step, question }) => {
    const answer = question === undefined ? undefined : ours[question.code];
    return answer === undefined ? [] : [{ step, answer }];
  });
  if (asked === undefined) return false;
  await stage.type("ana", "decide", versions.released, asked.step, asked.answer, "--reason", "it is ours, by hand");
  return true;
};

const ours: Readonly<Record<string, string>> = { PULL_REQUEST_TWICE: "accept", OTHER_NEWSLETTER_SENT: "happened" };
