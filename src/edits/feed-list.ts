import type { Edit, EditRefused } from "../domain/edit.ts";
import { compareLooseVersions, parseLooseVersion } from "../domain/loose-version.ts";
import { findReleaseList, type ReleaseEntry, type ReleaseList } from "./feed-layout.ts";
import { parseJsonTree } from "./json-tree.ts";
import { refuse } from "./refusal.ts";

/** The one list of releases that a text has, or why an edit of it is refused. */
export const feedListIn = (text: string, edit: Pick<Edit, "file">): ReleaseList | EditRefused => {
  const tree = parseJsonTree(text);
  if (typeof tree === "string") return refuse(edit, "NOT_PARSABLE", tree);
  const lists = findReleaseList(tree);
  const [list] = lists;
  if (list === undefined) return refuse(edit, "NO_MATCH", "no list of releases with a version each");
  return lists.length === 1 ? list : refuse(edit, "MANY_MATCHES", `${lists.length} lists of releases`);
};

/** How an entry's version compares with another, whatever way each is spelt. */
export const orderOf = (entry: ReleaseEntry, version: string): number => {
  const [a, b] = [parseLooseVersion(entry.version.value), parseLooseVersion(version)];
  return a === undefined || b === undefined ? 0 : compareLooseVersions(a, b);
};
