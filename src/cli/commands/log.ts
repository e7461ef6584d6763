import { explain } from "../../domain/errors.ts";
import type { Action } from "../command.ts";
import { entryText } from "../entry-text.ts";
import { painter } from "../paint.ts";
import { releasesMeant, withRecord } from "../record.ts";

/** The journal of a release, one line an entry. */
export const log: Action = (invocation) =>
  withRecord(invocation, async (record) => {
    const [only, ...more] = releasesMeant(await record.journal.releases(), invocation.words["version"]);
    if (only === undefined) throw explain("USAGE", { what: "No release is under way.", next: "Name the version." });
    if (more.length > 0)
      throw explain("USAGE", {
        what: "Several releases are meant.",
        next: `Name one of: ${[only, ...more].map((each) => each.release).join(", ")}.`,
      });
    const entries = await record.journal.read(only.release);
    const paint = painter(invocation.colour);
    return { exit: "done", data: { release: only.release, entries }, text: entries.map((each) => `${entryText(each, paint)}\n`).join("") };
  });
