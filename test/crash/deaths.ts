import type { Fault } from "../../src/twins/kernel/faults.ts";
import type { OpenStage } from "../../src/wiring/open-stage.ts";
import type { StageOptions } from "../../src/wiring/stage-options.ts";
import { differences, entriesOf, type Outcome, outcomeOf } from "./compare.ts";
import { versions } from "./ground.ts";
import { type Journey, openJourney, started } from "./journey.ts";
import { openMortal } from "./mortal.ts";
import { dyingAt, type Point } from "./points.ts";
import { openCrashStage, type Recorded, type RecordedLeg } from "./record.ts";
import { share, storeIn } from "./shared-stage.ts";
import { copyStage, dropStage } from "./snapshots.ts";

/** A death after which the world was not the same as without it. */
export interface Red {
  readonly leg: string;
  readonly point: string;
  readonly found: readonly string[];
}

/** What every death needs. */
export interface Graveyard {
  readonly recorded: Recorded;
  /** The built command. */
  readonly program: string;
  /** An empty folder for one stage; asked for each. */
  readonly room: () => string;
  /** Whether the journal is on a shared ref there. */
  readonly shared?: boolean;
}

/** Runs the built command as a process, ends it by SIGKILL at the point, lets another one mend it to the leg's end, and compares. */
export const killed = (yard: Graveyard, leg: RecordedLeg, point: Point, toTheEnd: boolean): Promise<readonly Red[]> =>
  onStage(yard, leg, point, {}, async (stage, journey) => {
    const argv = leg.step === started ? ["start", versions.released] : ["tick", versions.released];
    const fate = await stage.runUntil("ana", argv, dyingAt(point));
    if (!fate.reached) return [redOf(leg, [point], `never came there, and ended with ${fate.code}: ${fate.errors}`)];
    const reds = await mended(stage, journey, leg, [point], yard.recorded);
    return toTheEnd && reds.length === 0 ? ended(stage, journey, leg, point, yard.recorded) : reds;
  });

/**
 * Dies at each of the points in this process: from then on nothing is written and nothing leaves. Deaths that leave everything as it was
 * follow one another on one stage; after any other the leg is mended and compared, and the next death is died on a fresh stage.
 */
export const died = async (yard: Graveyard, leg: RecordedLeg, points: readonly Point[]): Promise<readonly Red[]> => {
  const reds: Red[] = [];
  for (let left = points; left.length > 0; ) {
    const [first] = left;
    if (first === undefined) break;
    const mortal = openMortal();
    const passed: Point[] = [];
    const found = await onStage(yard, leg, first, mortal, async (stage, journey) => {
      const before = await trace(stage);
      for (const point of left.filter((each) => each.turn === first.turn)) {
        const missed = await mortal.dieAt(point, journey);
        // What an earlier life had looked up is not looked up again, which a new process would do.
        if (missed !== undefined && passed.length > 0) break;
        passed.push(point);
        if (missed !== undefined) return [redOf(leg, [point], missed)];
        if ((await trace(stage)) !== before) break;
      }
      return mended(stage, journey, leg, passed, yard.recorded);
    });
    reds.push(...found);
    left = left.slice(Math.max(1, passed.length));
  }
  return reds;
};

/** Meets a fault at the point's request, goes on in the same process to the leg's end, and compares. */
export const failed = (yard: Graveyard, leg: RecordedLeg, point: Point, fault: Fault): Promise<readonly Red[]> =>
  onStage(yard, leg, point, {}, async (stage, journey) => {
    if (point.request !== undefined) stage.fail({ ...point.request, fault });
    await journey.finish(leg);
    const reds = await compared(stage, leg, [point], leg.outcome, yard.recorded.blind, "undated");
    const noticed = (await entriesOf(stage)).some(({ event }) => event.is === "unknown" && event.step === point.inFlight);
    // git sends a request whose connection ended before any answer once more by itself.
    return noticed || point.request?.twin === "git" ? reds : [...reds, redOf(leg, [point], `${fault} was not noticed`)];
  });

/** A copy of the world before the leg, with everything done that lies before the point's turn. */
export const onStage = async (
  { program, room, shared }: Graveyard,
  leg: RecordedLeg,
  point: Point,
  { watch }: { readonly watch?: StageOptions["watch"] },
  work: (stage: OpenStage, journey: Journey) => Promise<readonly Red[]>,
): Promise<readonly Red[]> => {
  const folder = room();
  await copyStage(leg.before, folder);
  if (shared === true) await share(folder);
  const stage = await openCrashStage(folder, program, watch, shared === true ? { store: storeIn(folder) } : {});
  try {
    const journey = journeyOf(stage, leg);
    for (let turn = 0; turn < point.turn; turn += 1) await journey.turn();
    return await work(stage, journey);
  } catch (cause) {
    return [redOf(leg, [point], cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))];
  } finally {
    await stage.close();
    await dropStage(folder);
  }
};

const journeyOf = (stage: OpenStage, leg: RecordedLeg): Journey =>
  // Whoever is asked about a test mail looks into the mailbox: it is there when everything is that should be.
  openJourney(stage, () => (stage.world.applied().length >= sum(leg.outcome.applied) ? "happened" : "send"));

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, each) => total + each, 0);

const mended = async (
  stage: OpenStage,
  journey: Journey,
  leg: RecordedLeg,
  points: readonly Point[],
  { blind }: Recorded,
): Promise<readonly Red[]> => {
  await journey.finish(leg);
  return compared(stage, leg, points, leg.outcome, blind);
};

/** Goes on to the end of the release, to show that what was equal after the leg stays equal. */
const ended = async (stage: OpenStage, journey: Journey, leg: RecordedLeg, point: Point, { legs, blind }: Recorded) => {
  while ((await journey.leg()) !== undefined);
  return compared(stage, leg, [point], legs.at(-1)?.outcome ?? leg.outcome, blind);
};

export const compared = async (
  stage: OpenStage,
  leg: RecordedLeg,
  points: readonly Point[],
  wanted: Outcome,
  blind: ReadonlySet<string>,
  world?: "undated",
): Promise<readonly Red[]> => {
  const questions = points.some((each) => each.inFlight !== undefined && blind.has(each.inFlight)) ? 1 : 0;
  const found = differences(await outcomeOf(stage), wanted, questions, world);
  return found.length === 0 ? [] : [redOf(leg, points, ...found)];
};

export const redOf = (leg: RecordedLeg, points: readonly Point[], ...found: readonly string[]): Red => {
  const [first = "", ...others] = points.map((each) => `${each.name} (${each.nth})`);
  return { leg: leg.step, point: others.length === 0 ? first : `${first} … ${others.at(-1)}`, found };
};

/** All that a death can leave behind, but for claims, which die with their owner. */
const trace = async (stage: OpenStage): Promise<string> => {
  const events = (await entriesOf(stage)).map(({ event }) => event).filter(({ is }) => is !== "owner-claimed" && is !== "owner-released");
  return JSON.stringify([events, stage.world.applied(), stage.world.now()]);
};
