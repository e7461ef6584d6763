import type { Edited, EditRefused, FeedEntry } from "../domain/edit.ts";
import { parseLooseVersion } from "../domain/loose-version.ts";
import { splice } from "../domain/text-range.ts";
import type { ReleaseEntry, ReleaseList } from "./feed-layout.ts";
import { feedListIn, orderOf } from "./feed-list.ts";
import { quoted, refuse } from "./refusal.ts";

/** Puts one entry into a feed of releases, spelt and placed as its neighbours are; nothing else of the feed changes, ever. */
export const putFeedEntry = (text: string, edit: FeedEntry): Edited | EditRefused => {
  if (parseLooseVersion(edit.version) === undefined) return refuse(edit, "NO_MATCH", `${quoted(edit.version)}, which is no version`);
  const list = feedListIn(text, edit);
  if ("code" in list) return list;
  const same = list.entries.filter((entry) => orderOf(entry, edit.version) === 0);
  const differing = same.find((entry) => entry.date?.value !== edit.date);
  if (differing !== undefined) return refuse(edit, "ENTRY_DIFFERS", text.slice(differing.start, differing.end).slice(0, 200));
  if (same.length > 1) return refuse(edit, "MANY_MATCHES", `${same.length} entries of ${edit.version}`);
  if (same.length === 1) return { is: "edited", text };
  const template = list.entries.find((entry) => entry.date !== undefined && entry.keys === 2);
  if (template === undefined)
    return refuse(edit, "NO_MATCH", "no entry with a version and a date, and nothing else, to take the layout from");
  const changed = insert(text, list, spell(text, template, edit), edit.version);
  const after = feedListIn(changed, edit);
  if (!("code" in after) && after.entries.length === list.entries.length + 1) return { is: "edited", text: changed };
  return refuse(edit, "NOT_PARSABLE", "a layout in which the new entry does not read back");
};

const spell = (text: string, template: ReleaseEntry, edit: FeedEntry): string => {
  const bare = edit.version.replace(/^v/, "");
  const values = [
    { ...template.version, to: template.version.value.startsWith("v") ? `v${bare}` : bare },
    ...(template.date === undefined ? [] : [{ ...template.date, to: edit.date }]),
  ].toSorted((a, b) => b.start - a.start);
  let entry = text.slice(template.start, template.end);
  for (const { start, end, to } of values)
    entry = splice(entry, { start: start - template.start, end: end - template.start }, JSON.stringify(to));
  return entry;
};

/** Newest first, as an app that looks at the first entry expects, unless the file is plainly the other way round. */
const insert = (text: string, list: ReleaseList, entry: string, version: string): string => {
  const { entries } = list;
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return text;
  const oldestFirst = orderOf(first, last.version.value) < 0;
  const next = entries.find((other) => (oldestFirst ? orderOf(other, version) > 0 : orderOf(other, version) < 0));
  const separator = `,${gapOf(text, list)}`;
  if (next !== undefined) return splice(text, { start: next.start, end: next.start }, `${entry}${separator}`);
  return splice(text, { start: last.end, end: last.end }, `${separator}${entry}`);
};

/** The white space between two entries, or before the only one. */
const gapOf = (text: string, { start, entries }: ReleaseList): string => {
  const [first, second] = entries;
  if (first === undefined) return "";
  const between = second === undefined ? text.slice(start + 1, first.start) : text.slice(first.end, second.start).replace(/^\s*,/, "");
  return between === "" && second === undefined ? " " : between;
};
