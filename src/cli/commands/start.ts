import { startRelease } from "../../app/start-release.ts";
import { type Action, optionValue } from "../command.ts";
import { driveAndLook, outcomeOf } from "../driven.ts";
import { wishOf } from "../wish.ts";
import { withApp } from "../with-app.ts";

/** Starts a release and drives it until nothing is due. */
export const start: Action = (invocation) =>
  withApp(invocation, "drive", async (parts) => {
    const { version } = await startRelease(parts, wishOf(invocation), optionValue(invocation, "plan"));
    return outcomeOf(invocation, await driveAndLook(parts, version));
  });
