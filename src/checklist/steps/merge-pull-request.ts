import type { MergeMethod } from "../../domain/ports/forge.ts";
import { absent, effect, holds, pending, present } from "../../domain/step.ts";
import { timings } from "./lateness.ts";
import { short } from "./short.ts";

type Input = { readonly repository: string; readonly number: string; readonly sha: string; readonly method: MergeMethod };

/** Merges exactly the head that was reviewed, or nothing. */
export const mergePullRequest = effect<"pulls", Input, { readonly commit: string | undefined }>({
  name: "merge-pull-request",
  needs: ["pulls"],
  class: "keyed",
  keyedBy: "the reviewed head's id, which the server compares",
  looksAt: "the pull request: merged, and at which head",
  reversible: "no",
  ...timings.github,
  target: ({ repository, number }) => `${repository} #${number}`,
  describe: ({ repository, number, sha }) => `merge #${number} of ${repository} at ${short(sha)}`,
  observe: async ({ pulls }, { repository, number, sha }) => {
    const pull = await pulls.get(repository, number);
    if (pull === undefined) return { is: "conflicting", found: `${repository} has no pull request #${number}` };
    const state = { commit: pull.mergeCommit };
    if (pull.state === "closed") return { is: "conflicting", found: `#${number} was closed without a merge; reopen it to go on` };
    if (pull.headCommit === sha) return pull.state === "merged" ? present(state) : absent;
    if (pull.state === "merged")
      return { is: "conflicting", found: `#${number} was merged at ${pull.headCommit}, not at the reviewed ${sha}`, state };
    return { is: "conflicting", found: `the head of #${number} is ${pull.headCommit}, not the reviewed ${sha}` };
  },
  apply: async ({ pulls }, { repository, number, sha, method }) => {
    await pulls.merge(repository, { number, sha, method });
    return number;
  },
  verify: ({ number }, { commit }) =>
    commit === undefined ? pending(`#${number} is merged; its commit is not shown yet`) : holds(`#${number} was merged as ${commit}`),
  facts: (_, { commit }) => ({ commit: commit ?? "" }),
  byHand: ({ repository, number, sha, method }) => `gh pr merge ${number} --repo ${repository} --${method} --match-head-commit ${sha}`,
});
