import type { OpenStage } from "../../src/wiring/open-stage.ts";
import { differences, type Outcome, outcomeOf } from "../crash/compare.ts";

/**
 * Where a world in which people did some of the work differs from the undisturbed one. Besides the volatile fields of every world, the marks do not
 * count by which Signalbox knows its own: people do not write them where they cannot know them.
 */
export const differencesByHand = async (stage: OpenStage, undisturbed: Outcome): Promise<readonly string[]> =>
  differences(unmarked(await outcomeOf(stage)), unmarked(undisturbed), 0, "undated").filter((each) => !each.startsWith("asked "));

const unmarked = (outcome: Outcome): Outcome => ({
  ...outcome,
  // Who did what by hand is told there otherwise than of Signalbox.
  journal: "",
  undated: outcome.undated.replaceAll(/(?:\\n)*<!-- signalbox:[0-9a-f]{64} -->/g, "").replaceAll(/\\n+"/g, '"'),
});
