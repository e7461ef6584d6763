import { drive } from "../../src/app/drive.ts";
import { findRelease } from "../../src/app/load-release.ts";
import type { AppParts } from "../../src/app/parts.ts";
import { verifyRelease } from "../../src/app/verify-release.ts";
import { addDuration, duration } from "../../src/domain/instant.ts";
import { progressOf } from "../../src/domain/progress.ts";
import type { Moment } from "../../src/twins/kernel/faults.ts";
import type { Fate, Strike } from "../../src/wiring/kill-at.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { compared, type Graveyard, onStage, type Red, redOf } from "./deaths.ts";
import { versions } from "./ground.ts";
import { dyingAt, nameOf, type Point } from "./points.ts";
import type { RecordedLeg } from "./record.ts";

/** A moment of a recorded run around an effect that follows upon an automatic step, so that whoever drives it has claimed the release already. */
export interface Standstill {
  readonly leg: RecordedLeg;
  readonly point: Point;
}

/**
 * Stands the built command still at the moment until its claim has run out and another driver has ended the effect and the step after it, and lets
 * it go on: it must lose, and everything be as if it had never been there. `late` says what may differ, and is told what `verify` then names.
 */
export const frozen = (
  yard: Graveyard,
  still: Standstill,
  late: (found: readonly string[], named: readonly string[]) => readonly string[] = (found) => found,
): Promise<readonly Red[]> => {
  const [before, after] = around(yard, still);
  return onStage(yard, before, still.point, {}, async (stage, journey) => {
    const fate = await stage.runStruck(
      "ana",
      ["tick", versions.released],
      dyingAt(still.point),
      standingStill(async () => {
        await outlastClaim(stage);
        await journey.finish(still.leg);
        await journey.finish(after);
      }),
    );
    const lost = whyNotLost(fate);
    if (lost !== undefined) return [redOf(still.leg, [still.point], lost)];
    const reds = await compared(stage, still.leg, [still.point], after.outcome, yard.recorded.blind, "undated");
    const named = (await verifyRelease(stage.parts, versions.released)).map(({ step }) => step);
    const found = late(
      reds.flatMap((each) => each.found),
      named,
    );
    return found.length === 0 ? [] : [redOf(still.leg, [still.point], ...found)];
  });
};

/**
 * Stands the built command still when its request is on the way, and lets that arrive just after the one of the driver that took over, which has not
 * looked yet: that one must count both and ask. `twice` names what is there twice then.
 */
export const overtaken = (yard: Graveyard, { leg, point }: Standstill, twice: RegExp): Promise<readonly Red[]> => {
  const [before] = around(yard, { leg, point });
  const [one, both] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let applied = 0;
  const watch = async ({ when, ...moment }: Moment): Promise<void> => {
    if (when !== "applied" || nameOf({ is: "request", ...moment, when: "arrived" }) !== point.name) return;
    applied += 1;
    if (applied > 1) return both.resolve();
    one.resolve();
    await both.promise;
  };
  return onStage(yard, before, point, { watch }, async (stage) => {
    let other = Promise.resolve();
    const fate = await stage.runStruck(
      "ana",
      ["tick", versions.released],
      dyingAt(point),
      standingStill(async () => {
        await outlastClaim(stage);
        other = untilSettled(stage, leg.step);
        await Promise.race([one.promise, other]);
      }),
    );
    await other;
    await drive(stage.parts, versions.released);
    const there = stage.world.applied().filter(({ twin, effect }) => twice.test(`${twin} ${effect}`)).length;
    const question = await questionOf(stage, leg.step);
    const found = [
      whyNotLost(fate),
      there === 2 ? undefined : `there ${there} times`,
      question === "CONFLICTING" ? undefined : `asked ${question}`,
    ].filter((each) => each !== undefined);
    return found.length === 0 ? [] : [redOf(leg, [point], ...found)];
  });
};

/** The legs before and after. */
const around = ({ recorded: { legs } }: Graveyard, { leg, point }: Standstill): readonly [RecordedLeg, RecordedLeg] => {
  const at = legs.indexOf(leg);
  const [before, after] = [legs[at - 1], legs[at + 1]];
  const isDriven = before?.points.every(({ turn }) => turn === 0) === true && point.turn === 0;
  if (before === undefined || after === undefined || !isDriven)
    throw new Error(`${leg.step} is not reached in one drive from the step before`);
  return [before, after];
};

/** A claim holds for ten minutes. */
const outlastClaim = ({ world }: OpenStage): Promise<void> => world.advanceTo(addDuration(world.now(), duration("11m")));

const whyNotLost = ({ reached, code, errors }: Fate): string | undefined => {
  const isLost = reached && code === 7 && /LOST_RACE|OTHER_DRIVER/.test(errors);
  return isLost ? undefined : `${reached ? "went on" : "never came there"}, and ended with ${code}: ${errors}`;
};

/** SIGSTOP until something has happened, then SIGCONT. */
const standingStill =
  (meanwhile: () => Promise<void>): Strike =>
  async (process) => {
    process.kill("SIGSTOP");
    try {
      await meanwhile();
    } finally {
      process.kill("SIGCONT");
    }
    return "alive";
  };

const mostTurns = 20;

/** Drives until the step is over or a person is asked. */
const untilSettled = async (stage: OpenStage, step: string): Promise<void> => {
  let settled = false;
  const parts: AppParts = {
    ...stage.parts,
    stopping: () => settled,
    onEvent: (event) => {
      settled ||= (event.is === "done" || event.is === "parked") && event.step === step;
    },
  };
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const { next } = await drive(parts, versions.released);
    if (settled || next === undefined) return;
    await stage.world.advanceTo(next);
  }
};

const questionOf = async (stage: OpenStage, step: string): Promise<string | undefined> => {
  const state = await findRelease(stage.parts, versions.released);
  const standing = state === undefined ? undefined : progressOf(state).find((each) => each.step.id === step)?.standing;
  return standing?.is === "ready" ? standing.record.parked?.code : undefined;
};
