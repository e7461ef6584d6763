import type { ObjectId } from "../ports/git.ts";
import { type Judged, judgedBy, listed, short, unknown } from "./judged.ts";

export interface BranchFacts {
  /** Where the release's line left the main branch; the tag's own commit where it is on it. */
  readonly leftAt: ObjectId;
  /** What the configuration calls the release branch. */
  readonly configured: string;
  /** Branches other than the main one that have the tag on their line of first parents. */
  readonly branches: readonly string[];
}

/** Holds the release branch that the configuration cuts against the line that the tag is on. */
export const judgeBranch = (
  facts: BranchFacts,
  { commit, main, isThere }: { readonly commit: ObjectId; readonly main: string; readonly isThere: boolean },
): Judged<BranchFacts> => {
  const { leftAt, configured, branches } = facts;
  if (leftAt === commit) return judgedBy(facts, [`The tag is on ${main} itself; the configuration cuts ${configured} first.`]);
  if (branches.includes(configured)) return judgedBy(facts, []);
  if (isThere)
    return judgedBy(facts, [`${configured} is there and its line does not hold the tag, which left ${main} at ${short(leftAt)}.`]);
  if (branches.length > 0)
    return judgedBy(facts, [
      `The tag left ${main} at ${short(leftAt)} on ${listed(branches, 3)}; the configuration calls that branch ${configured}.`,
    ]);
  return unknown(`The tag left ${main} at ${short(leftAt)}, and no branch of that line is left in this clone.`, facts);
};
