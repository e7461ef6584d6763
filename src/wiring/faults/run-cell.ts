import { join } from "node:path";
import type { Asked } from "../../app/faults/fault-rehearsal.ts";
import { ReleaseError } from "../../domain/errors.ts";
import { addDuration, compareInstants, type Duration, duration, durationBetween } from "../../domain/instant.ts";
import type { Entry } from "../../domain/journal/event.ts";
import { progressOf } from "../../domain/progress.ts";
import { unapproved } from "./approved.ts";
import { beyond, type Cell, cellId, type Disturbance } from "./cells.ts";
import { copyTree, dropTree } from "./copies.ts";
import { Died } from "./died.ts";
import { differing, type Found, findOf } from "./found.ts";
import { isOver, openJourney } from "./journey.ts";
import { type Altering, type Meddler, openMeddler } from "./meddle.ts";
import { neededQuestions } from "./needed-questions.ts";
import type { GridEffect, GridLeg, GridRun } from "./record.ts";
import { type GridStage, openGridStage } from "./stage.ts";

/** What became of one cell. */
export interface Verdict {
  readonly cell: string;
  /** Why it is red; nothing when it is not. */
  readonly reds: readonly string[];
  /** Disturbances that came, in order. */
  readonly struck: readonly Disturbance[];
  /** Disturbances for which there was nothing to disturb, such as a wire fault of an effect that sends nothing. */
  readonly idle: readonly Disturbance[];
  readonly questions: readonly string[];
  /** The same, with what a person reads. */
  readonly asked: readonly Asked[];
  /** Requests at the twins beyond those of the undisturbed run. */
  readonly requests: number;
  /** Virtual milliseconds from the last disturbance to the end, without those for which a person was waited for. */
  readonly took: number;
  /** What was written in the journal meanwhile, one line each. */
  readonly journal: readonly string[];
}

export interface CellGround {
  readonly run: GridRun;
  /** An empty folder of its own for each cell. */
  readonly room: () => string;
  readonly path: string;
  readonly altering?: Altering;
  /** Somebody corrects a fact that texts are made of. */
  readonly correct?: ((stage: GridStage) => Promise<void>) | undefined;
  /** What else is wrong with the state folder that a cell leaves, and with what is told of the cell. */
  readonly examine?: (state: string, verdict: Verdict) => readonly string[];
}

/** After the last disturbance the effect is over within this, without the time of a person who was asked: until then it is parked with a question. */
const mostTime = duration("30m");
/** More requests than this in one cell would be a storm. */
const mostRequests = 400;
const mostTurns = 60;

/** Runs a cell from the stage before its first effect to the end of its last one, or of the release, and judges it. */
export const runCell = async (ground: CellGround, cell: Cell, toTheEnd: boolean): Promise<Verdict> => {
  const folder = ground.room();
  try {
    const verdict = await runIn(folder, ground, cell, toTheEnd);
    return { ...verdict, reds: [...verdict.reds, ...(ground.examine?.(join(folder, "state"), verdict) ?? [])] };
  } finally {
    dropTree(folder);
  }
};

const runIn = async (folder: string, { run, path, altering, correct }: CellGround, cell: Cell, toTheEnd: boolean): Promise<Verdict> => {
  const effects = run.legs.flatMap(({ effect }) => effect ?? []);
  const first = run.legs.findIndex(({ step }) => step === cell[0]?.effect);
  const last = run.legs.findIndex(({ step }) => step === cell.at(-1)?.effect);
  const legs = run.legs.slice(first, toTheEnd ? run.legs.length : last + 1);
  const [leg] = legs;
  if (leg === undefined) throw new Error(`no such cell: ${cellId(cell)}`);
  const meddler = openMeddler(cell, effects, join(folder, "room"), altering);
  try {
    copyTree(leg.before, folder);
    const stage = await openGridStage({ folder, path, version: run.version }, meddler);
    meddler.on(stage);
    try {
      const written = (await stage.entries()).length;
      const stuck = await follow({ stage, meddler, legs, cell, correct });
      const all = await stage.entries();
      const entries = all.slice(written);
      return await judged({ stage, meddler, cell, effects, legs, before: run.legs[first - 1]?.found, all, entries, stuck });
    } finally {
      await stage.close();
    }
  } catch (cause) {
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    return {
      cell: cellId(cell),
      reds: [why],
      struck: meddler.struck(),
      idle: [],
      questions: [],
      asked: [],
      requests: 0,
      took: 0,
      journal: [],
    };
  }
};

/** Where a cell ended before its legs did: the step that waits for an answer that nobody here may give. */
interface Stuck {
  readonly step: string;
  readonly code: string;
}

interface Following extends Pick<CellGround, "correct"> {
  readonly stage: GridStage;
  readonly meddler: Meddler;
  readonly legs: readonly GridLeg[];
  readonly cell: Cell;
}

/** Takes the release through the legs. Processes that end, by a death or with an error, are followed by others. */
const follow = async ({ stage, meddler, legs, cell, correct }: Following): Promise<Stuck | undefined> => {
  const troubled = new Set(cell.map(({ effect }) => effect));
  const journey = openJourney({
    stage,
    version: stage.version,
    find: stage.find,
    doubt: () => lookIntoMailbox(stage, legs, meddler),
    everyLook: true,
    handed: new Set(legs[0]?.handed),
  });
  for (const leg of legs) {
    if (meddler.corrects(leg.step)) await correct?.(stage);
    for (let turns = 0; ; turns += 1) {
      if (isOver(await stage.find(), leg.step)) {
        if (!meddler.restores(leg.step)) break;
        await stage.restore(leg.before);
        continue;
      }
      if (turns === mostTurns) throw new Error(`${leg.step} came to no end`);
      try {
        await journey.turn();
      } catch (error) {
        const asked = await parkedAt(stage, troubled);
        if (asked !== undefined) return asked;
        const isDead = meddler.isDead() || error instanceof Died;
        const isRefused = error instanceof ReleaseError && endings.has(error.code);
        const isDone = isOver(await stage.find(), leg.step);
        if (!isDead && !isRefused && !isDone) throw error;
        // Also where it died with its work done: people must not type into it.
        if (isDead || !isDone) {
          await stage.die();
          meddler.buried();
        }
      }
      const stuck = await parkedAt(stage, troubled);
      if (stuck !== undefined) return stuck;
    }
    meddler.finished(leg.step);
    const rest = compareInstants(leg.until, stage.worldNow()) > 0 ? leg.until : stage.worldNow();
    await stage.world.advanceTo(addDuration(rest, durationBetween(stage.worldNow(), stage.world.now())));
  }
  return undefined;
};

/** What a process may end with that has met a full disk, or another driver. */
const endings: ReadonlySet<string> = new Set(["STORE_UNWRITABLE", "OTHER_DRIVER", "LOST_RACE"]);

const parkedAt = async (stage: GridStage, troubled: ReadonlySet<string>): Promise<Stuck | undefined> => {
  const state = await stage.find();
  for (const { step, standing } of state === undefined ? [] : progressOf(state)) {
    const code = standing.is === "ready" ? standing.record.parked?.code : undefined;
    if (code !== undefined && code !== "UNKNOWN_OUTCOME" && troubled.has(step.id)) return { step: step.id, code };
  }
  return undefined;
};

/** Whoever is asked whether something happened waits until it cannot be under way any more, and looks whether it came. */
const lookIntoMailbox = async (stage: GridStage, legs: readonly GridLeg[], meddler: Meddler): Promise<"happened" | "send"> => {
  const state = await stage.find();
  const asked =
    state === undefined ? undefined : progressOf(state).find(({ standing }) => standing.is === "ready" && standing.record.parked);
  const leg = legs.find(({ step }) => step === asked?.step.id);
  const underWay = (leg?.effect?.deadline ?? 0) + (leg?.effect?.lateness ?? 0);
  const time = Math.max(duration("3m"), underWay) as Duration;
  await stage.world.advanceTo(addDuration(stage.world.now(), time));
  meddler.personTook(time);
  const sum = Object.values(leg?.found.applied ?? {}).reduce((total, each) => total + each, 0);
  return stage.world.applied().length >= sum ? "happened" : "send";
};

interface Ended {
  readonly stage: GridStage;
  readonly meddler: Meddler;
  readonly cell: Cell;
  readonly effects: readonly GridEffect[];
  readonly legs: readonly GridLeg[];
  /** What was there before the first of them in the undisturbed run. */
  readonly before: Found | undefined;
  /** The whole journal, and what was written in the cell. */
  readonly all: readonly Entry[];
  readonly entries: readonly Entry[];
  readonly stuck: Stuck | undefined;
}

const judged = async (ended: Ended): Promise<Verdict> => {
  const { stage, meddler, cell, legs, entries, stuck } = ended;
  const requests = meddler.requests() - legs.reduce((sum, each) => sum + each.requests, 0);
  const questions = entries.flatMap(({ event }) => (event.is === "parked" ? [`${event.step} ${event.question.code}`] : []));
  const took = tookOf(meddler);
  const wanted = legs.at(-1)?.found;
  const isBeyond = isMet(cell, ...beyond);
  const world = stuck !== undefined || wanted === undefined ? [] : differing(quiet(await findOf(stage), cell), quiet(wanted, cell));
  const isCorrected = isMet(cell, "corrected");
  const reds = [
    ...outcomeReds(ended, world, questions),
    ...(stuck === undefined || isBeyond ? [] : [`parked at ${stuck.step} with ${stuck.code}`]),
    ...(took > mostTime && !isCorrected ? [`it took ${Math.round(took / 60_000)} minutes after the last disturbance`] : []),
    ...(requests > mostRequests ? [`${requests} more requests than undisturbed`] : []),
    ...fenceReds(ended),
    ...meddler.mistakes(),
  ];
  return {
    cell: cellId(cell),
    reds,
    struck: meddler.struck(),
    idle: meddler.left(),
    questions,
    asked: entries.flatMap(askedIn),
    requests,
    took,
    journal: entries.map(lineOf),
  };
};

const askedIn = ({ event }: Entry): readonly Asked[] => {
  if (event.is !== "parked") return [];
  const { code, what, next, answers } = event.question;
  return [{ step: event.step, code, what, next, answers }];
};

const lineOf = ({ at, event }: Entry): string => {
  const step = "step" in event && typeof event.step === "string" ? event.step : "";
  const more = "reason" in event ? event.reason : "why" in event ? event.why : "found" in event ? event.found : "";
  return [at, event.is, step, "epoch" in event ? `epoch ${event.epoch}` : "", more ?? ""].filter((each) => each !== "").join(" ");
};

/**
 * A record that was put back by hand, without `signalbox restore`, takes our own commit for somebody's: it raises an alarm and plans again. What
 * counts is that nothing is done twice.
 */
const quiet = (found: Found, cell: Cell): Found => (cell.some(({ met }) => met.includes("restored")) ? { ...found, journal: "" } : found);

const tookOf = (meddler: Meddler): Duration => {
  const [from, to] = [meddler.lastAt(), meddler.endedAt()];
  return from === undefined || to === undefined ? (0 as Duration) : ((durationBetween(from, to) - meddler.byPeople()) as Duration);
};

const outcomeReds = (ended: Ended, world: readonly string[], questions: readonly string[]): readonly string[] => {
  const { cell, all } = ended;
  if (isMet(cell, ...beyond)) return beyondReds(ended, world, questions);
  if (!isMet(cell, "corrected")) return [...world, ...questionReds(ended, questions)];
  const own = ownApplications(ended);
  const counts = world.filter((each) => own.some((name) => each.startsWith(`${name}: `)));
  return [...cell.flatMap(({ effect }) => unapproved(all, effect)), ...counts, ...questionReds(ended, questions)];
};

/** What the effects themselves apply. What was sent before is corrected as well, so that the rest of the world becomes another one. */
const ownApplications = ({ legs, before }: Ended): readonly string[] => {
  const [from, to] = [before?.applied ?? {}, legs.at(-1)?.found.applied ?? {}];
  return Object.keys(to).filter((name) => to[name] !== from[name]);
};

const isMet = (cell: Cell, ...some: readonly Disturbance[]): boolean => cell.some(({ met }) => met.some((each) => some.includes(each)));

const questionReds = ({ meddler, effects, entries }: Ended, questions: readonly string[]): readonly string[] => {
  const wanted = neededQuestions(effects, entries, meddler.cameTo);
  return JSON.stringify(questions) === JSON.stringify(wanted)
    ? []
    : [`asked ${questions.length} questions instead of ${wanted.length}: ${questions.join("; ")}`];
};

/** Whoever was replaced writes nothing any more. */
const fenceReds = ({ entries }: Ended): readonly string[] => {
  let epoch = 0;
  return entries.flatMap(({ event }) => {
    if (event.is === "owner-claimed") {
      const late = event.epoch < epoch;
      epoch = Math.max(epoch, event.epoch);
      return late ? [`claimed for epoch ${event.epoch} in epoch ${epoch}`] : [];
    }
    return "epoch" in event && event.epoch < epoch ? [`${event.is} of epoch ${event.epoch} written in epoch ${epoch}`] : [];
  });
};

/**
 * Beyond the assumptions the world may differ only where a person was asked. What is set may be set twice, which changes nothing: there it is
 * enough that the journal says what it says without.
 */
const beyondReds = ({ cell, effects }: Ended, world: readonly string[], questions: readonly string[]): readonly string[] => {
  if (questions.length > 0) return [];
  const isSet = effects.some((each) => each.id === cell[0]?.effect && each.class === "set");
  return isSet ? world.filter((each) => each.startsWith("the journal")) : world;
};
