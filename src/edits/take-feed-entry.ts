import type { Edited, EditRefused, FeedWithdrawal } from "../domain/edit.ts";
import { parseLooseVersion } from "../domain/loose-version.ts";
import { splice } from "../domain/text-range.ts";
import { feedListIn, orderOf } from "./feed-list.ts";
import { quoted, refuse } from "./refusal.ts";

/** Takes one entry out of a feed of releases, with the one comma and the space that came with it: what was put in and taken out leaves the bytes of before. */
export const takeFeedEntry = (text: string, edit: FeedWithdrawal): Edited | EditRefused => {
  if (parseLooseVersion(edit.version) === undefined) return refuse(edit, "NO_MATCH", `${quoted(edit.version)}, which is no version`);
  const list = feedListIn(text, edit);
  if ("code" in list) return list;
  const { entries } = list;
  const same = entries.filter((entry) => orderOf(entry, edit.version) === 0);
  if (same.length > 1) return refuse(edit, "MANY_MATCHES", `${same.length} entries of ${edit.version}`);
  const at = entries.findIndex((entry) => orderOf(entry, edit.version) === 0);
  const [entry, before, next] = [entries[at], entries[at - 1], entries[at + 1]];
  if (entry === undefined) return { is: "edited", text };
  if (before === undefined && next === undefined) return refuse(edit, "NO_MATCH", "no other entry; a feed of no release is none");
  const range = next === undefined ? { start: before?.end ?? entry.start, end: entry.end } : { start: entry.start, end: next.start };
  const changed = splice(text, range, "");
  const after = feedListIn(changed, edit);
  if (!("code" in after) && after.entries.length === entries.length - 1) return { is: "edited", text: changed };
  return refuse(edit, "NOT_PARSABLE", "a layout in which the other entries do not read back");
};
