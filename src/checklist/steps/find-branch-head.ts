import { run } from "../../domain/by-hand.ts";
import { absent, holds, present, wait } from "../../domain/step.ts";
import { branchHead, kept } from "../by-hand/git-words.ts";
import { lookAgain } from "./lateness.ts";

type Input = { readonly repository: string; readonly branch: string };

/** Where a branch is now. What is made on it is made on this commit, however it moves later. */
export const findBranchHead = wait<"refs", Input, { readonly commit: string }>({
  name: "find-branch-head",
  momentary: true,
  needs: ["refs"],
  poll: lookAgain.later,
  describe: ({ repository, branch }) => `branch ${branch} of ${repository} is there`,
  observe: async ({ refs }, { repository, branch }) => {
    const head = await refs.look(repository, `refs/heads/${branch}`);
    return head === undefined ? absent : present({ commit: head.commit });
  },
  verify: ({ branch }, { commit }) => holds(`${branch} is at ${commit}`),
  facts: (_, { commit }) => ({ commit }),
  byHand: ({ repository, branch }, { keeps }) => [run(...kept(keeps("commit"), branchHead(repository, branch)))],
});
