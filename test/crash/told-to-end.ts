import { readFileSync } from "node:fs";
import type { Passing, Strike } from "../../src/wiring/kill-at.ts";
import { entriesOf } from "./compare.ts";
import { compared, type Graveyard, onStage, type Red, redOf } from "./deaths.ts";
import { versions } from "./ground.ts";
import type { RecordedLeg } from "./record.ts";

/** What it took until another process was at work again: asked for and sent its first change. */
export interface Resumed {
  /** Of its processor time and that of everything it and the twins started, milliseconds. */
  readonly processor: number;
  /** Of the clock on the wall, milliseconds. */
  readonly wall: number;
  readonly requests: number;
}

/**
 * Sends the built command SIGTERM while the leg's effect is on its way, and starts it again: the effect must be recorded and none begun, and the next
 * process must take up the effect of the next leg, where it is killed.
 */
export const toldToEnd = (
  yard: Graveyard,
  [leg, next]: readonly [RecordedLeg, RecordedLeg],
  onResumed: (resumed: Resumed) => void,
): Promise<readonly Red[]> => {
  const [point] = leg.points.filter(({ sort }) => sort === "change");
  if (point === undefined) throw new Error(`${leg.step} sends nothing`);
  return onStage(yard, leg, point, {}, async (stage, journey) => {
    const before = { applied: stage.world.applied().length, entries: (await entriesOf(stage)).length };
    const { code, errors } = await stage.runStruck("ana", ["tick", versions.released], isChange, async (process) => {
      process.kill("SIGTERM");
      return "alive";
    });
    const entries = (await entriesOf(stage))
      .slice(before.entries)
      .flatMap(({ event }) => ("step" in event ? [`${event.is} ${event.step}`] : []));
    const wanted = ["intent", "receipt", "done"].map((each) => `${each} ${leg.step}`);
    const applied = stage.world.applied().length - before.applied;
    const found = [
      ...(code === 130 && errors.includes("INTERRUPTED") ? [] : [`ended with ${code}: ${errors}`]),
      ...(entries.join() === wanted.join() ? [] : [`recorded ${entries.join()}`]),
      ...(applied === 1 ? [] : [`applied ${applied}`]),
    ];
    if (found.length > 0) return [redOf(leg, [point], ...found)];

    const [used, began] = [processorTime(), performance.now()];
    let [requests, wall] = [0, 0];
    const first = (passing: Passing): boolean => {
      if (passing.is === "request" && passing.when === "arrived") requests += 1;
      return isChange(passing);
    };
    const dies: Strike = async (process, ended) => {
      wall = performance.now() - began;
      process.kill("SIGKILL");
      await ended;
      return "dead";
    };
    const again = await stage.runStruck("ana", ["tick", versions.released], first, dies);
    if (!again.reached) return [redOf(next, [point], `ended with ${again.code}: ${again.errors}`)];
    onResumed({ processor: processorTime() - used, wall, requests });

    await journey.finish(leg);
    await journey.finish(next);
    return compared(stage, next, [point], next.outcome, yard.recorded.blind, "undated");
  });
};

const isChange = (passing: Passing): boolean => passing.is === "request" && passing.changes && passing.when === "arrived";

/** Milliseconds that this process and every child that has ended have used, in steps of ten. Source: proc_pid_stat(5), in hundredths of a second. */
const processorTime = (): number => {
  const [, fields = ""] = /\) (.*)$/s.exec(readFileSync("/proc/self/stat", "utf8")) ?? [];
  return fields
    .split(" ")
    .slice(11, 15)
    .reduce((total, each) => total + Number(each) * 10, 0);
};
