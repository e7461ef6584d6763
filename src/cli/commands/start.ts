import type { AppParts } from "../../app/parts.ts";
import { type Starting, startRelease } from "../../app/start-release.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { ReleaseState } from "../../domain/journal/state.ts";
import { type Action, type Invocation, isSet, optionValue } from "../command.ts";
import { driveAndLook, outcomeOf } from "../driven.ts";
import { brief } from "../paint.ts";
import { wishOf } from "../wish.ts";
import { withApp } from "../with-app.ts";

/** Starts a release and drives it until nothing is due. */
export const start: Action = (invocation) =>
  withApp(invocation, "drive", async (parts) => {
    const started = await startOrAsk(invocation, parts);
    if (started === undefined) return { exit: "done", data: { started: false }, text: "Not started.\n" };
    return outcomeOf(invocation, await driveAndLook(parts, started.version));
  });

/** Before the freeze day a person who sits there is asked; undefined when they said no. */
const startOrAsk = async (invocation: Invocation, parts: AppParts): Promise<ReleaseState | undefined> => {
  const { surroundings, json } = invocation;
  const saying: Starting = { expectedHash: optionValue(invocation, "plan"), early: isSet(invocation, "early") };
  try {
    return await startRelease(parts, wishOf(invocation), saying);
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.code !== "STARTS_EARLY" || !surroundings.interactive || json) throw error;
    surroundings.error(`${brief(error.explanation.what, 400)}\n${brief(error.explanation.why, 400)}\n`);
    if (!(await surroundings.confirm("Start it now?"))) return undefined;
    return startRelease(parts, wishOf(invocation), { ...saying, early: true });
  }
};
