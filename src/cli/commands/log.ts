import { loadRelease } from "../../app/load-release.ts";
import type { Action } from "../command.ts";
import { entryText } from "../entry-text.ts";
import { painter } from "../paint.ts";
import { versionMeant, withApp } from "../with-app.ts";

/** The journal of a release, one line an entry. */
export const log: Action = (invocation) =>
  withApp(invocation, "journal", async (parts) => {
    const version = await versionMeant(invocation, parts);
    const { release } = await loadRelease(parts, version);
    const entries = await parts.journal.read(release);
    const paint = painter(invocation.colour);
    return { exit: "done", data: { version, entries }, text: entries.map((each) => `${entryText(each, paint)}\n`).join("") };
  });
