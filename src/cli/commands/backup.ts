import { explain } from "../../domain/errors.ts";
import { type Action, isSet } from "../command.ts";
import { brief } from "../paint.ts";

/** Copies the record into a new file while releases run. */
export const backup: Action = async ({ surroundings, global, words }) => {
  const { file, sha256, releases } = await surroundings.backUp(global, words["file"] ?? "");
  const entries = releases.reduce((sum, each) => sum + each.entries, 0);
  return {
    exit: "done",
    data: { file, sha256, releases },
    text: `Wrote ${brief(file, 400)}: ${releases.length} releases, ${entries} entries, read back and whole.\nsha256 ${sha256}\n`,
  };
};

/** Puts a backup in the record's place: says first what that means, then asks. */
export const restore: Action = async (invocation) => {
  const { surroundings, global, json, words } = invocation;
  const file = words["file"] ?? "";
  const warning =
    "What was decided and recorded since the backup is gone from the record; what was done outside stays, and is looked for before anything is sent.\n";
  if (!isSet(invocation, "yes")) {
    if (!json) surroundings.error(warning);
    if (!surroundings.interactive || json)
      throw explain("USAGE", {
        what: "A restore replaces the record, and nobody is here to be asked.",
        next: "Add --yes to restore all the same.",
      });
    if (!(await surroundings.confirm(`Restore ${brief(file, 400)}?`)))
      return { exit: "done", data: { file, restored: false }, text: "Not restored.\n" };
  }
  const { releases, replaced, sha256, resumed } = await surroundings.restore(global, file);
  return {
    exit: "done",
    data: { file, restored: true, sha256, releases, replaced, resumed },
    text: [
      `Restored ${releases.length} releases from ${brief(file, 400)}.`,
      ...(replaced === undefined ? [] : [`The record that was there is kept as ${brief(replaced)}.`]),
      ...(resumed.length === 0
        ? ["No release is under way in it."]
        : [
            `Under way: ${resumed.map((each) => brief(each)).join(", ")}. Look with signalbox status; the next tick looks outside before it sends.`,
          ]),
      "",
    ].join("\n"),
  };
};
