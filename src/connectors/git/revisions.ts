import type { ObjectId } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { type Git, gitFailed } from "./git.ts";

/** Both objects must be in the clone. */
export const isAncestor = async (git: Git, { here }: Pick<Clone, "here">, older: ObjectId, newer: ObjectId): Promise<boolean> => {
  const call = here({ argv: ["merge-base", "--is-ancestor", older, newer] });
  const result = await git.run(call);
  if (result.code > 1) throw gitFailed(call, result);
  return result.code === 0;
};

/** The `.mailmap` of the newest commit itself: the same range is read the same way whatever else has been fetched since. */
export const mailmap = (commit: ObjectId) => [["mailmap.blob", `${commit}:.mailmap`]] as const;
