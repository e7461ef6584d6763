import { drive } from "../../app/drive.ts";
import { findRelease } from "../../app/load-release.ts";
import type { AppParts } from "../../app/parts.ts";
import { answers } from "../../app/rehearse/answer.ts";
import { castOf, nobodyPlays } from "../../app/rehearse/cast.ts";
import { workByHand } from "../../app/rehearse/hand-work.ts";
import type { Script, Stage } from "../../app/rehearse/stage.ts";
import { startRelease } from "../../app/start-release.ts";
import { type ReleaseNow, whatNow } from "../../app/what-now.ts";
import { explain } from "../../domain/errors.ts";
import { addDuration, compareInstants, duration, type Instant } from "../../domain/instant.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import { progressOf, type StepProgress } from "../../domain/progress.ts";
import { nextWakeUp } from "../../engine/advance.ts";

/** Longer than anything in the world or the product waits for one step, so that after it the same is there however often somebody died. */
const rest = duration("1h");

/** One part of a release: from one step's end to the next one's, or the start, or the end of it all. */
export interface Leg {
  /** The step that ends in it. */
  readonly step: string;
  /** The virtual moment to which the world then rests. */
  readonly until: Instant;
}

/** Somebody who takes a release through a world, step by step. */
export interface Journey {
  /**
   * Drives once until a step ends, an effect must wait or nothing is due, and in the latter cases lets people or time do what the release
   * waits for. Resolves with the step that ended.
   */
  readonly turn: (using?: Using) => Promise<string | undefined>;
  /** Goes on to the end of the next step, whichever that is, and lets the world rest. Undefined when the release had ended before. */
  readonly leg: (using?: Using) => Promise<Leg | undefined>;
  /** Goes on to the end of this leg, and lets the world rest to the same moment. */
  readonly finish: (leg: Leg) => Promise<void>;
}

/** Parts that watch, and whoever wants to know of each turn and that a step has ended in it. */
export interface Using {
  readonly parts: (parts: AppParts) => AppParts;
  readonly ended: () => void;
  readonly turned: () => void;
}

export const started = "start";
const finished = "finish";
const mostTurns = 80;

/** What somebody who looks finds out about an effect of which nobody else can tell. */
type Doubt = "happened" | "send";

/** What a journey is made of. */
export interface Travelling {
  readonly stage: Stage;
  readonly version: string;
  /** What somebody who looks finds out about an effect of which nobody else can tell. */
  readonly doubt: () => Doubt | Promise<Doubt>;
  /** Lets an effect look whenever it wants to. */
  readonly everyLook?: boolean;
  /** Keys of steps that the captain has done by hand, where the dial leaves some to people; without it nobody does anything by hand. */
  readonly handed?: Set<string>;
  /** Finds the release as it is now; it is read from the journal each time without this. */
  readonly find?: () => Promise<ReleaseState | undefined>;
}

export const openJourney = (travelling: Travelling): Journey => {
  const { stage, version, doubt, everyLook = false, handed } = travelling;
  const find = travelling.find ?? (() => findRelease(stage.parts, version));
  const script: Script = { stage, scenes: [], handed: handed ?? new Set() };
  const cast = castOf(stage.parts.train);
  if (cast === undefined) throw nobodyPlays();
  const people = answers(script, cast, version, () => true);

  const advance = async (using: Using | undefined): Promise<string | undefined> => {
    let ended: string | undefined;
    let waits = false;
    const parts: AppParts = {
      ...stage.parts,
      stopping: () => ended !== undefined || waits || stage.parts.stopping(),
      onEvent: (event, state) => {
        // While one effect is under way nothing else begins, so that the world after it can be compared.
        if (event.is === "pending" || event.is === "parked") waits = underWay(state, stage).some(({ step }) => step.id === event.step);
        if (event.is !== "done" && event.is !== "finished") return;
        ended = event.is === "done" ? event.step : finished;
        using?.ended();
      },
    };
    const watched = using?.parts(parts) ?? parts;
    if ((await find()) !== undefined) {
      await drive(watched, version);
      return ended;
    }
    await startRelease({ ...watched, actor: cast.captain }, { version });
    using?.ended();
    return started;
  };

  const isLater = (each: Instant | undefined): boolean => each !== undefined && compareInstants(each, stage.world.now()) > 0;

  /** Until when an effect that is under way has to wait. */
  const effectWaits = (state: ReleaseState): Instant | undefined => {
    const until = nextWakeUp(underWay(state, stage));
    return isLater(until) ? until : undefined;
  };

  const isAsked = (state: ReleaseState): boolean =>
    underWay(state, stage).some(({ standing }) => standing.is === "ready" && standing.record.parked !== undefined);

  const help = async (): Promise<void> => {
    const state = await find();
    if (state === undefined) throw explain("RELEASE_UNKNOWN", { version, known: "none" });
    const release = whatNow(state, stage.parts.kinds);
    const doubted = release.asks.find((each) => each.question?.code === "UNKNOWN_OUTCOME");
    if (doubted !== undefined) {
      await stage.type(cast.captain, "decide", version, doubted.step, await doubt(), "--reason", "looked into the mailbox");
      return;
    }
    const due = stage.world.nextDue();
    const effect = effectWaits(release.state);
    // Looks before the world has done what it is about to do find nothing, and may be left out.
    const late = !everyLook && effect !== undefined && due !== undefined && compareInstants(due, effect) > 0;
    if (effect !== undefined) return stage.world.advanceTo(late ? due : effect);
    if (handed !== undefined && (await workByHand(script, release.state.captain, release))) return;
    if (release.asks.length > 0 && (await people(release))) return;
    const wanted = nextWakeUp(progressOf(release.state));
    // A look that is due already has found nothing yet.
    const next = [due, wanted].find(isLater) ?? (wanted === undefined ? undefined : addDuration(stage.world.now(), duration("1m")));
    if (next === undefined) throw explain("BUG", { what: `${version} did not come to an end: ${waitingFor(release)}` });
    await stage.world.advanceTo(next);
  };

  const turn: Journey["turn"] = async (using) => {
    const found = await find();
    // Whoever had been driving may have died after it wrote down that it waits.
    const rests = found !== undefined && (effectWaits(found) !== undefined || isAsked(found));
    const ended = rests ? undefined : await advance(using);
    if (ended === undefined) await help();
    using?.turned();
    return ended;
  };

  const restUntil = async (until: Instant): Promise<void> => {
    if (compareInstants(until, stage.world.now()) < 0) throw new Error(`it took until ${stage.world.now()}, longer than ${until}`);
    await stage.world.advanceTo(until);
  };

  return {
    turn,
    leg: async (using) => {
      const before = await find();
      if (before?.finishedAt !== undefined) return undefined;
      for (let turns = 0; turns < mostTurns; turns += 1) {
        const step = await turn(using);
        if (step === undefined) continue;
        const leg = { step, until: addDuration(stage.world.now(), rest) };
        await restUntil(leg.until);
        return leg;
      }
      throw new Error("no step came to its end");
    },
    finish: async ({ step, until }) => {
      for (let turns = 0; turns < mostTurns; turns += 1) {
        if (isOver(await find(), step)) return restUntil(until);
        await turn();
      }
      throw new Error(`${step} came to no end`);
    },
  };
};

const waitingFor = ({ steps }: ReleaseNow): string =>
  steps
    .filter((each) => each.is !== "done" && each.is !== "blocked" && each.is !== "skipped")
    .map((each) => `${each.step} ${each.is}, ${each.says}`)
    .join("; ");

/** Effects that are intended and not done, or that were refused for now. */
const underWay = (state: ReleaseState, { parts }: Stage): readonly StepProgress[] =>
  progressOf(state).filter(({ step, standing }) => {
    if (standing.is !== "ready") return false;
    const { intent, pending, parked } = standing.record;
    return intent !== undefined || ((pending ?? parked) !== undefined && parts.kinds.get(step.kind)?.is === "effect");
  });

/** Whether a step, the start or the end of it all is behind a release. */
export const isOver = (found: ReleaseState | undefined, step: string): boolean => {
  if (found === undefined) return false;
  if (step === started) return true;
  if (step === finished) return found.finishedAt !== undefined;
  return progressOf(found).some((each) => each.step.id === step && each.standing.is === "done");
};
