import { examine } from "../../app/doctor/examine.ts";
import type { Action } from "../command.ts";
import { countsOf, doctorText, summaryOf } from "../doctor-text.ts";
import { painter } from "../paint.ts";
import { wishOf } from "../wish.ts";
import { withApp } from "../with-app.ts";

/** Looks at everything outside that the next release will need. Reads only. */
export const doctor: Action = (invocation) =>
  withApp(invocation, "world", async (parts) => {
    const all = await examine(parts, wishOf(invocation));
    const counts = countsOf(all);
    return {
      exit: counts.failure === 0 ? "done" : "failed",
      data: { checks: all.map(({ diagnosis, ...each }) => ({ ...each, ...diagnosis })), counts, summary: summaryOf(counts) },
      text: doctorText(all, painter(invocation.colour)),
    };
  });
