import type { ObjectId } from "../../domain/ports/git.ts";
import type { CloneLook, LocalClone } from "../../domain/ports/local-clone.ts";

/** Where the main branch is, as `init` looks for it: the own branch, else as last fetched, else what is checked out. */
export const mainCommit = async (clone: LocalClone, { main, head, headCommit }: CloneLook): Promise<ObjectId | undefined> => {
  if (main !== undefined && main === head) return headCommit;
  const own = main === undefined ? undefined : await clone.refs.commitOf(main);
  const fetched = main === undefined ? undefined : main.replace(/^refs\/heads\//, "refs/remotes/origin/");
  return own ?? (fetched === undefined ? undefined : await clone.refs.commitOf(fetched)) ?? headCommit;
};
