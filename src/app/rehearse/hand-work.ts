import { isByPeople } from "../../domain/dial.ts";
import { ReleaseError } from "../../domain/errors.ts";
import { instant } from "../../domain/instant.ts";
import { progressOf } from "../../domain/progress.ts";
import { look, lookerOf } from "../../engine/look.ts";
import type { ReleaseNow } from "../what-now.ts";
import { type Script, scene, types } from "./stage.ts";

/**
 * A person does by hand one step that the dial leaves to people: what the step describes, past the engine, which has to see it in the
 * world. What cannot be seen there gets a mark. False when nothing of the kind is to be done.
 */
export const workByHand = async (script: Script, who: string, { state }: ReleaseNow): Promise<boolean> => {
  const { kinds, ports } = script.stage.parts;
  for (const { step, item, standing } of progressOf(state)) {
    const kind = kinds.get(step.kind);
    if (standing.is !== "ready" || kind?.is !== "effect" || !isByPeople(item?.by, kind) || standing.record.marks.length > 0) continue;
    const hand = lookerOf(kind);
    const at = { key: standing.key, since: instant(state.startedAt), now: script.stage.world.now() };
    if (hand.is !== "effect" || (await look(ports, hand, standing.input, at)).is !== "absent") continue;
    if (script.handed.has(standing.key)) {
      await types(script, who, "done", state.version, step.id, "--evidence", "done by hand");
      return true;
    }
    script.handed.add(standing.key);
    const outcome = await outcomeOf(() => hand.apply(ports, standing.input, at));
    scene(script, who, `by hand: ${hand.describe(standing.input)}`, outcome);
    return true;
  }
  return false;
};

const outcomeOf = async (apply: () => Promise<string>): Promise<string> => {
  try {
    await apply();
    return "done";
  } catch (error) {
    if (error instanceof ReleaseError) return error.explanation.what;
    throw error;
  }
};
