import type { Stage } from "../../src/app/rehearse/stage.ts";
import { type Journey, openJourney as open } from "../../src/wiring/faults/journey.ts";
import { versions } from "./ground.ts";

export { type Journey, type Leg, started } from "../../src/wiring/faults/journey.ts";

/** A journey with the version that these tests release. */
export const openJourney = (stage: Stage, doubt: () => "happened" | "send"): Journey => open({ stage, version: versions.released, doubt });
