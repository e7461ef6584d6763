import { verifyRelease } from "../../app/verify-release.ts";
import type { Action } from "../command.ts";
import { brief, painter } from "../paint.ts";
import { versionMeant, withApp } from "../with-app.ts";

/** Looks again at everything that was done. Differences need a person. */
export const verify: Action = (invocation) =>
  withApp(invocation, "world", async (parts) => {
    const version = await versionMeant(invocation, parts);
    const differences = await verifyRelease(parts, version);
    const paint = painter(invocation.colour);
    const lines = differences.map(
      (each) => `${paint("red", "≠")} ${brief(each.step)}  ${each.code === undefined ? "" : `${each.code}: `}${brief(each.found, 400)}\n`,
    );
    return {
      exit: differences.length === 0 ? "done" : "person",
      data: { version, differences },
      text: differences.length === 0 ? `${paint("green", "✓")} the world is as the record of ${brief(version)} says.\n` : lines.join(""),
    };
  });
