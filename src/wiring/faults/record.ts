import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadRelease } from "../../app/load-release.ts";
import { stepKinds } from "../../checklist/steps/index.ts";
import type { Duration, Instant } from "../../domain/instant.ts";
import type { EffectClass } from "../../domain/step.ts";
import { itemsBehindGates } from "./approved.ts";
import { copyStage, settleJournal } from "./copies.ts";
import { type Found, findOf } from "./found.ts";
import { openJourney } from "./journey.ts";
import { type GridStage, type Meddling, meddleNot, openGridStage, type StagePlace } from "./stage.ts";

/** One part of the undisturbed run, which ends with a step. */
export interface GridLeg {
  readonly step: string;
  readonly until: Instant;
  /** A copy of the stage at rest before it. */
  readonly before: string;
  /** Keys of steps that somebody had done by hand before it. */
  readonly handed: readonly string[];
  readonly found: Found;
  /** Requests that arrived at twins in it. */
  readonly requests: number;
  /** The effect that is sent in it. */
  readonly effect: GridEffect | undefined;
}

export interface GridEffect {
  readonly id: string;
  /** The title of its item, and where it stands among the steps of the plan. */
  readonly title: string;
  readonly place: number;
  readonly kind: string;
  readonly class: EffectClass;
  /** Its look sees whether it was done, but not how often. */
  readonly uncounted: boolean;
  readonly deadline: Duration;
  readonly lateness: Duration;
  readonly settle: Duration;
  /** Whether it comes after a gate that people open. */
  readonly isApproved: boolean;
}

/** An undisturbed run from the start to the end. */
export interface GridRun {
  readonly version: string;
  readonly legs: readonly GridLeg[];
}

/** Where a ground is laid, and a folder for copies of the stage. */
export interface Recording extends StagePlace {
  readonly snapshots: string;
  /** Told of each leg as it ends. */
  readonly onLeg?: (step: string) => void;
}

/** Runs the train once, undisturbed, and keeps the stage before each leg. Effects are what crosses the boundary before an intent: nobody lists them. */
export const recordRun = async ({ folder, path, version, snapshots, onLeg = () => {} }: Recording): Promise<GridRun> => {
  let requests = 0;
  const begun = new Set<string>();
  const handed = new Set<string>();
  const meddling: Meddling = {
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
  };
  const stage = await openGridStage({ folder, path, version }, meddling);
  try {
    const journey = openJourney({ stage, version, find: stage.find, doubt: () => "happened", handed });
    const legs: GridLeg[] = [];
    await mkdir(join(folder, "state"), { recursive: true });
    for (;;) {
      const before = join(snapshots, String(legs.length));
      copyStage(folder, before);
      settleJournal(join(before, "state"));
      requests = 0;
      begun.clear();
      const byHand = [...handed];
      const leg = await journey.leg();
      if (leg === undefined) break;
      const effect = begun.has(leg.step) ? await effectOf(stage, leg.step) : undefined;
      legs.push({ ...leg, before, handed: byHand, requests, effect, found: await findOf(stage) });
      onLeg(leg.step);
    }
    return { version, legs };
  } finally {
    await stage.close();
  }
};

const effectOf = async (stage: GridStage, step: string): Promise<GridEffect> => {
  const { plan, added } = await loadRelease(stage.parts, stage.version);
  const planned = (plan?.items ?? []).flatMap((item) => item.steps.map((each) => ({ title: item.title, step: each })));
  const all = [...planned, ...added.map((each) => ({ title: each.step.id, step: each.step }))];
  const place = all.findIndex((each) => each.step.id === step);
  const kind = stepKinds.get(all[place]?.step.kind ?? "");
  if (kind?.is !== "effect") throw new Error(`${step} is no effect`);
  const { deadline, lateness, settle, uncounted = false } = kind;
  const isApproved = plan !== undefined && itemsBehindGates(plan).some(({ steps }) => steps.some(({ id }) => id === step));
  const title = all[place]?.title ?? step;
  return { id: step, title, place, kind: kind.name, class: kind.class, uncounted, deadline, lateness, settle, isApproved };
};
