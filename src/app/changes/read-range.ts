import { type KeptCommit, keepCommit } from "../../domain/change.ts";
import type { RawCommit } from "../../domain/commit.ts";
import { type HeadCount, headCount } from "../../domain/head-count.ts";
import type { CloneHistory, CloneRange } from "../../domain/ports/local-clone.ts";
import { coAuthorsIn } from "../../domain/trailers.ts";

/** The commits of a range, in git's order. */
export interface ReadRange {
  /** At most as many as are told one by one. */
  readonly kept: readonly KeptCommit[];
  readonly commits: number;
  readonly merges: number;
  /** Commits that only the previous release has, as far as they are kept. */
  readonly previous: readonly KeptCommit[];
  /** Heads of those that are not kept. */
  readonly others: HeadCount;
}

/** More than anybody reads; beyond it commits and people are counted and not told. */
export const mostTold = 20_000;

/** Reads a range in one pass and keeps of each commit only what its text says, so that neither bodies nor a million commits stay in memory. */
export const readRange = async (
  history: Pick<CloneHistory, "log">,
  range: CloneRange,
  tell: (commits: number) => void = () => {},
  most = mostTold,
): Promise<ReadRange> => {
  const kept: KeptCommit[] = [];
  const previous: KeptCommit[] = [];
  const others = headCount();
  let [commits, merges] = [0, 0];
  await history.log(range, (some) => {
    for (const commit of some) {
      if (commit.isLeft === true) {
        if (previous.length < most) previous.push(keepCommit(commit));
        continue;
      }
      commits += 1;
      if (commit.parents.length > 1) merges += 1;
      if (kept.length < most) kept.push(keepCommit(commit));
      else others.add(headOf(commit));
    }
    tell(commits);
  });
  return { kept, previous, commits, merges, others };
};

const headOf = ({ author, mapped, body }: RawCommit) => ({
  author: mapped ?? author,
  ...(mapped !== undefined && { written: author }),
  coAuthors: coAuthorsIn(body.slice(-131_072)),
});
