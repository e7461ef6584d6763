import { findReleaseList } from "./feed-layout.ts";
import { parseJsonTree } from "./json-tree.ts";

/** A version's entry as its bytes stand in a feed; undefined where the text is no feed, or has none. */
export const feedEntry = (text: string, version: string): string | undefined => {
  const tree = parseJsonTree(text);
  const lists = typeof tree === "string" ? [] : findReleaseList(tree);
  const entry = lists.length === 1 ? lists[0]?.entries.find((each) => each.version.value.replace(/^v/, "") === version) : undefined;
  return entry === undefined ? undefined : text.slice(entry.start, entry.end);
};
