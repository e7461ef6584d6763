import { findReleaseList } from "./feed-layout.ts";
import { parseJsonTree } from "./json-tree.ts";

/** The releases a feed tells of, in its order and spelling; none when the text is no feed with exactly one list of releases. */
export const readFeed = (text: string): readonly { readonly version: string; readonly date: string | undefined }[] => {
  const tree = parseJsonTree(text);
  const lists = typeof tree === "string" ? [] : findReleaseList(tree);
  return lists.length === 1 ? (lists[0]?.entries ?? []).map(({ version, date }) => ({ version: version.value, date: date?.value })) : [];
};
