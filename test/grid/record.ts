import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRelease } from "../../src/app/load-release.ts";
import { stepKinds } from "../../src/checklist/steps/index.ts";
import type { Duration, Instant } from "../../src/domain/instant.ts";
import type { EffectClass } from "../../src/domain/step.ts";
import { fileClock } from "../../src/host/clock.ts";
import { readBlueprint } from "../../src/world/open-world.ts";
import { layGround, versions } from "../crash/ground.ts";
import { openJourney } from "../crash/journey.ts";
import { copyStage } from "../crash/snapshots.ts";
import { itemsBehindGates } from "./approved.ts";
import { settleJournal } from "./copies.ts";
import { type Found, findOf } from "./found.ts";
import { meddleNot, openGridStage } from "./stage.ts";

/** One part of the undisturbed run, which ends with a step. */
export interface GridLeg {
  readonly step: string;
  readonly until: Instant;
  /** A copy of the stage at rest before it. */
  readonly before: string;
  readonly found: Found;
  /** Requests that arrived at twins in it. */
  readonly requests: number;
  /** The effect that is sent in it. */
  readonly effect: GridEffect | undefined;
}

export interface GridEffect {
  readonly id: string;
  readonly kind: string;
  readonly class: EffectClass;
  readonly deadline: Duration;
  readonly lateness: Duration;
  readonly settle: Duration;
  /** Whether it comes after a gate that people open. */
  readonly isApproved: boolean;
}

/** An undisturbed run from the start to the end. */
export interface GridRun {
  readonly legs: readonly GridLeg[];
}

/** Runs the train once, undisturbed, and keeps the stage before each leg. Effects are what crosses the boundary before an intent: nobody lists them. */
export const recordRun = async (place: string): Promise<GridRun> => {
  const folder = join(place, "recorded");
  await layGround(folder);
  const start = readBlueprint(join(folder, "world"))?.start;
  if (start !== undefined) fileClock(join(folder, "clock"), start);
  let requests = 0;
  const begun = new Set<string>();
  const stage = await openGridStage(folder, {
    ...meddleNot,
    watch: ({ when }) => {
      if (when === "arrived") requests += 1;
    },
    parts: (parts) => ({
      ...parts,
      boundaries: {
        cross: async (at) => {
          if (at.boundary === "b0") begun.add(at.step);
        },
      },
    }),
  });
  try {
    const journey = openJourney(stage, () => "happened");
    const legs: GridLeg[] = [];
    await mkdir(join(folder, "state"), { recursive: true });
    for (;;) {
      const before = join(place, "before", String(legs.length));
      await copyStage(folder, before);
      settleJournal(join(before, "state"));
      requests = 0;
      begun.clear();
      const leg = await journey.leg();
      if (leg === undefined) break;
      const effect = begun.has(leg.step) ? await effectOf(stage, leg.step) : undefined;
      legs.push({ ...leg, before, requests, effect, found: await findOf(stage) });
    }
    return { legs };
  } finally {
    await stage.close();
  }
};

const effectOf = async (stage: Awaited<ReturnType<typeof openGridStage>>, step: string): Promise<GridEffect> => {
  const { plan, added } = await loadRelease(stage.parts, versions.released);
  const planned = [...(plan?.items ?? []).flatMap(({ steps }) => steps), ...added.map((each) => each.step)].find(({ id }) => id === step);
  const kind = stepKinds.get(planned?.kind ?? "");
  if (kind?.is !== "effect") throw new Error(`${step} is no effect`);
  const { deadline, lateness, settle } = kind;
  const isApproved = plan !== undefined && itemsBehindGates(plan).some(({ steps }) => steps.some(({ id }) => id === step));
  return { id: step, kind: kind.name, class: kind.class, deadline, lateness, settle, isApproved };
};

/** Keeps a run for processes that did not make it. */
export const writeRun = (file: string, run: GridRun): Promise<void> => writeFile(file, JSON.stringify(run));

export const readRun = async (file: string): Promise<GridRun> => JSON.parse(await readFile(file, "utf8")) as GridRun;
