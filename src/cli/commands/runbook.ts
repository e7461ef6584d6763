import { makeRunbook } from "../../app/make-runbook.ts";
import { renderRunbook } from "../../texts/render-runbook.ts";
import { type Action, optionValue } from "../command.ts";
import { brief } from "../paint.ts";
import { versionMeant, withApp } from "../with-app.ts";

/** Prints the rest of a release as exact commands, addresses and texts, or writes it into a file. */
export const runbook: Action = (invocation) =>
  withApp(invocation, "journal", async (parts) => {
    const version = await versionMeant(invocation, parts);
    const made = await makeRunbook(parts, version);
    const page = renderRunbook(made);
    const file = optionValue(invocation, "out");
    if (file === undefined) return { exit: "done", data: { runbook: made, page }, text: page };
    await invocation.surroundings.writePage(file, page);
    return { exit: "done", data: { runbook: made, file }, text: `The rest of ${brief(version)} is in ${brief(file)}.\n` };
  });
