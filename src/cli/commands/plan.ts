import { planNow } from "../../app/plan-release.ts";
import type { Action } from "../command.ts";
import { painter } from "../paint.ts";
import { planText } from "../plan-text.ts";
import { wishOf } from "../wish.ts";
import { withApp } from "../with-app.ts";

/** Shows the whole checklist of a release with every change it will make. Reads only. */
export const plan: Action = (invocation) =>
  withApp(invocation, "world", async (parts) => {
    const shown = await planNow(parts, wishOf(invocation));
    const text = planText(shown, parts.kinds, painter(invocation.colour), invocation.surroundings.width);
    return { exit: "done", data: { ...shown }, text };
  });
