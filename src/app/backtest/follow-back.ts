import type { ObjectId } from "../../domain/ports/git.ts";
import type { FileChange, LocalClone } from "../../domain/ports/local-clone.ts";

/** How a file came to hold something, looking back from a tag. */
export type Followed =
  | { readonly is: "by a commit"; readonly commit: ObjectId; readonly before: string; readonly after: string }
  /** The file came with it. */
  | { readonly is: "with the file"; readonly commit: ObjectId }
  /** It held it for longer than was looked back. */
  | { readonly is: "before" }
  | { readonly is: "unreadable"; readonly why: string };

/** Follows a file back, change by change, to the one before which it did not hold yet. */
export const followBack = async (
  clone: LocalClone,
  changes: readonly FileChange[],
  atTag: string,
  holds: (text: string) => boolean,
): Promise<Followed> => {
  let after = atTag;
  for (const { commit, before: id } of changes) {
    if (id === undefined) return { is: "with the file", commit };
    const before = await clone.files.contents(id);
    if (before.is === "unreadable") return before;
    const text = before.is === "text" ? before.text : "";
    if (!holds(text)) return { is: "by a commit", commit, before: text, after };
    after = text;
  }
  return { is: "before" };
};
