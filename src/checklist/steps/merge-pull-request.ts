import { act, run } from "../../domain/by-hand.ts";
import type { MergeMethod, PullRequest } from "../../domain/ports/forge.ts";
import { absent, effect, holds, type Need, pending, present } from "../../domain/step.ts";
import { githubPage, tellGithub } from "../by-hand/ask-github.ts";
import { fromAnswer, intoAnswer } from "../by-hand/curl.ts";
import { kept } from "../by-hand/git-words.ts";
import { timings } from "./lateness.ts";
import { short } from "./short.ts";

type State = {
  readonly commit: string | undefined;
  /** The base branch, when it does not have the commit. */
  readonly lostFrom?: string;
};

type Input = { readonly repository: string; readonly number: string; readonly sha: string; readonly method: MergeMethod };

/** Merges exactly the head that was reviewed, or nothing. */
export const mergePullRequest = effect<"pulls" | "refs" | "history", Input, State>({
  name: "merge-pull-request",
  needs: ["pulls", "refs", "history"],
  class: "keyed",
  keyedBy: "the reviewed head's id, which the server compares",
  looksAt: "the pull request: merged, and at which head; the base branch has its commit",
  reversible: "no",
  ...timings.github,
  target: ({ repository, number }) => `${repository} #${number}`,
  describe: ({ repository, number, sha }) => `merge #${number} of ${repository} at ${short(sha)}`,
  observe: async (need, { repository, number, sha }) => {
    const pull = await need.pulls.get(repository, number);
    if (pull === undefined) return { is: "conflicting", found: `${repository} has no pull request #${number}` };
    const state = { commit: pull.mergeCommit };
    if (pull.state === "closed") return { is: "conflicting", found: `#${number} was closed without a merge; reopen it to go on` };
    if (pull.headCommit === sha)
      return pull.state === "merged" ? present({ ...state, ...(await lostFrom(need, repository, pull)) }) : absent;
    if (pull.state === "merged")
      return { is: "conflicting", found: `#${number} was merged at ${pull.headCommit}, not at the reviewed ${sha}`, state };
    return { is: "conflicting", found: `the head of #${number} is ${pull.headCommit}, not the reviewed ${sha}` };
  },
  apply: async ({ pulls }, { repository, number, sha, method }) => {
    await pulls.merge(repository, { number, sha, method });
    return number;
  },
  verify: ({ number }, { commit, lostFrom: base }) => {
    if (commit === undefined) return pending(`#${number} is merged; its commit is not shown yet`);
    return base === undefined
      ? holds(`#${number} was merged as ${commit}`)
      : pending(`#${number} was merged as ${commit}, which ${base} does not have`);
  },
  facts: (_, { commit }) => ({ commit: commit ?? "" }),
  byHand: ({ repository, number, sha, method }, { keeps }) => [
    act(`Look once more at what will be merged: ${githubPage(`${repository}/pull/${number}`)}`),
    run(
      intoAnswer(tellGithub("PUT", `${repository}/pulls/${number}/merge`, { sha, merge_method: method })),
      ...kept(keeps("commit"), fromAnswer(".sha")),
    ),
  ],
});

/** The forge remembers a merge for ever; whether the branch still has it, only the branch tells. */
const lostFrom = async (
  { refs, history }: Need<"refs" | "history">,
  repository: string,
  { base, mergeCommit }: PullRequest,
): Promise<{ readonly lostFrom?: string }> => {
  if (mergeCommit === undefined) return {};
  const head = (await refs.look(repository, `refs/heads/${base}`))?.commit;
  if (head === mergeCommit || (head !== undefined && (await history.isAncestor(repository, mergeCommit, head)))) return {};
  return { lostFrom: base };
};
