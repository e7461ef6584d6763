import { run } from "../../domain/by-hand.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { fetchAll, keptWord, pushRef } from "../by-hand/git-words.ts";
import { timings } from "./lateness.ts";
import { short } from "./short.ts";

type Input = { readonly repository: string; readonly branch: string; readonly commit: string };

const refOf = ({ branch }: Input): string => `refs/heads/${branch}`;

/** Makes a branch at an exact commit, once. A branch that has grown from there is fine; one that stands elsewhere is somebody else's. */
export const pushBranch = effect<"refs" | "history", Input, { readonly commit: string }>({
  name: "push-branch",
  needs: ["refs", "history"],
  class: "keyed",
  keyedBy: "a push with a lease on «absent»",
  looksAt: "the remote's branch, by object id",
  reversible: "compensable",
  ...timings.git,
  target: (input) => `${input.repository} ${refOf(input)}`,
  describe: ({ repository, branch, commit }) => `make branch ${branch} of ${repository} at ${short(commit)}`,
  observe: async ({ refs, history }, input) => {
    const { repository, branch, commit } = input;
    const there = await refs.look(repository, refOf(input));
    if (there === undefined) return absent;
    if (there.commit === commit) return present({ commit });
    if (await history.isAncestor(repository, commit, there.commit))
      return { is: "superseded", state: { commit }, evidence: `${branch} has grown to ${short(there.commit)}` };
    return { is: "conflicting", code: "BRANCH_TAKEN", found: `branch ${branch} is at ${there.commit}, not at ${commit}` };
  },
  apply: async ({ refs }, input) => {
    await refs.push(input.repository, { ref: refOf(input), object: input.commit, expect: "absent" });
    return input.commit;
  },
  verify: ({ branch }, { commit }) => holds(`${branch} is at ${commit}`),
  facts: (_, { commit }) => ({ commit }),
  byHand: (input, { keeps }) => [
    run(
      fetchAll(input.repository),
      pushRef(input.repository, refOf(input), { from: "", to: input.commit }),
      ...keptWord(keeps("commit"), input.commit),
    ),
  ],
});
