import { castOf, nobodyPlays } from "./cast.ts";
import type { Scene } from "./rehearsal.ts";
import type { Script, Stage } from "./stage.ts";
import { play } from "./story.ts";

/** What came of playing the story, before the last look. */
export interface Played {
  readonly versions: readonly string[];
  readonly scenes: readonly Scene[];
}

/** Plays a whole release of the train in a world, with people who type ordinary commands. */
export const rehearse = async (stage: Stage, version: string | undefined): Promise<Played> => {
  const cast = castOf(stage.parts.train);
  if (cast === undefined) throw nobodyPlays();
  const script: Script = { stage, scenes: [], handed: new Set() };
  const { versions } = await play(script, cast, version);
  return { versions, scenes: script.scenes };
};
