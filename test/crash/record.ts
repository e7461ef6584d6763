import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadRelease } from "../../src/app/load-release.ts";
import { stepKinds } from "../../src/checklist/steps/index.ts";
import { type OpenStage, openStage } from "../../src/wiring/open-stage.ts";
import type { StageOptions } from "../../src/wiring/stage-options.ts";
import { type Outcome, outcomeOf } from "./compare.ts";
import { trainFile, versions } from "./ground.ts";
import { type Leg, openJourney } from "./journey.ts";
import { openRecorder, type Point } from "./points.ts";
import { copyStage } from "./snapshots.ts";

/** A leg of the undisturbed run: the world before it, every moment in it, and what came of it. */
export interface RecordedLeg extends Leg {
  /** A copy of the stage at rest before the leg. */
  readonly before: string;
  readonly points: readonly Point[];
  readonly outcome: Outcome;
}

/** An undisturbed run from the start to the end. */
export interface Recorded {
  readonly legs: readonly RecordedLeg[];
  /** Steps that changed the world. */
  readonly effects: readonly string[];
  /** Those of them that nobody can recognise afterwards. */
  readonly blind: ReadonlySet<string>;
}

/** Opens the train's stage in a folder. `program` is the built command. */
export const openCrashStage = (
  folder: string,
  program: string,
  watch?: StageOptions["watch"],
  more: Pick<StageOptions, "withoutCredentials" | "store"> = {},
): Promise<OpenStage> =>
  openStage({
    ...more,
    folder,
    config: trainFile,
    example: trainFile,
    onGuess: () => {},
    repository: undefined,
    clones: {},
    environment: process.env,
    cwd: folder,
    node: process.execPath,
    program,
    onScene: () => {},
    ...(watch === undefined ? {} : { watch }),
  });

/** Runs the train once, undisturbed, in this process, and copies the stage before each leg into `snapshots`. */
export const record = async (folder: string, snapshots: string): Promise<Recorded> => {
  const recorder = openRecorder();
  const stage = await openCrashStage(folder, "", ({ twin, operation, path, changes, when }) => {
    // Whether a read was answered changes nothing in the world.
    if (when === "arrived" || (when === "applied" && changes)) recorder.pass({ is: "request", twin, operation, path, changes, when });
  });
  try {
    const journey = openJourney(stage, () => "happened");
    const legs: RecordedLeg[] = [];
    // The journal is made by its first append, so before that there is no state folder.
    await mkdir(join(folder, "state"), { recursive: true });
    for (;;) {
      const before = join(snapshots, String(legs.length));
      await copyStage(folder, before);
      recorder.take();
      const leg = await journey.leg(recorder);
      if (leg === undefined) break;
      legs.push({ ...leg, before, points: recorder.take(), outcome: await outcomeOf(stage) });
    }
    const effects = [...new Set(legs.flatMap(({ points }) => points.flatMap((each) => each.inFlight ?? [])))];
    const { plan } = await loadRelease(stage.parts, versions.released);
    const planned = (plan?.items ?? []).flatMap(({ steps }) => steps);
    const blind = planned.filter(({ kind }) => {
      const found = stepKinds.get(kind);
      return found?.is === "effect" && found.class === "blind";
    });
    return { legs, effects, blind: new Set(blind.map(({ id }) => id)) };
  } finally {
    await stage.close();
  }
};
