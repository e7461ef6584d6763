import { act, run } from "../../domain/by-hand.ts";
import type { Edit } from "../../domain/edit.ts";
import { ReleaseError } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import { absent, effect, holds, type Need, type Observation, present } from "../../domain/step.ts";
import { keptWord, pushRef } from "../by-hand/git-words.ts";
import { made, makeCommitsByHand } from "../by-hand/make-commits.ts";
import { timings } from "./lateness.ts";
import { makeCommits } from "./make-commits.ts";
import type { PlainData } from "./plain-data.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly branch: string;
  readonly base: string;
  /** Whether the branch may have to be made. */
  readonly create: "yes" | "no";
  readonly commits: readonly { readonly message: string; readonly edits: readonly PlainData<Edit>[] }[];
  /** Ids with spaces between, oldest first. */
  readonly picks?: string;
  readonly by: { readonly name: string; readonly email: string };
};

type State = { readonly commit: ObjectId };
type Needs = "refs" | "objects" | "history";
type Conflict = Extract<Observation<State>, { readonly is: "conflicting" }>;

const refOf = ({ branch }: Input): string => `refs/heads/${branch}`;

/** Made on the base and never on what is there now, so that it is the same commit whoever makes it, and whenever. */
const targetOf = (need: Need<Needs>, { repository, base, commits, picks, by }: Input): Promise<ObjectId> =>
  makeCommits(need, { repository, base, commits, picks: (picks ?? "").split(" ").filter((id) => id !== ""), by });

/** Pushes commits with ids known beforehand. While the branch is absent or at the base nothing need be made to see that they are not there. */
export const pushCommits = effect<Needs, Input, State>({
  name: "push-commits",
  needs: ["refs", "objects", "history"],
  class: "keyed",
  keyedBy: "deterministic commit ids; a lease on the base, which must be an ancestor",
  looksAt: "the remote's branch, by object id",
  reversible: "compensable",
  ...timings.git,
  target: (input) => `${input.repository} ${refOf(input)}`,
  describe: ({ repository, branch, commits, picks }) =>
    `push to ${branch} of ${repository}: ${[...commits.map((each) => each.message), ...((picks ?? "") === "" ? [] : ["picked commits"])].join(", ")}`,
  observe: async (need, input, { receipt, marked, hands }) => {
    const head = (await need.refs.look(input.repository, refOf(input)))?.commit;
    if (head === undefined) {
      if (input.create === "no") return moved(input, "gone");
      return hands === true && (await isAllThere(need, input, input.base)) ? cleanedUp(need, input) : absent;
    }
    if (head === input.base) {
      const byPeople = marked === true || hands === true;
      const nothingToChange = receipt === input.base || (byPeople && (await targetOf(need, input)) === input.base);
      return nothingToChange ? present({ commit: input.base }) : absent;
    }
    if (hands === true && receipt === undefined) return byHands(need, input, head);
    const target = receipt ?? (await targetOf(need, input));
    if (head === target) return present({ commit: target });
    if (target !== input.base && (await need.history.isAncestor(input.repository, target, head)))
      return { is: "superseded", state: { commit: target }, evidence: `${input.branch} has grown to ${short(head)}` };
    return moved(input, `at ${head}`);
  },
  apply: async (need, input) => {
    const target = await targetOf(need, input);
    const expect = input.create === "no" ? input.base : ((await need.refs.look(input.repository, refOf(input)))?.commit ?? "absent");
    if (target !== expect) await need.refs.push(input.repository, { ref: refOf(input), object: target, expect });
    return target;
  },
  verify: ({ branch, base }, { commit }) => holds(commit === base ? `${branch} says it already, at ${commit}` : `${branch} has ${commit}`),
  facts: ({ base }, { commit }) => ({ commit, changed: commit === base ? "no" : "yes" }),
  byHand: (input, { keeps, file }) => {
    const { repository, base, commits, picks = "", by, create } = input;
    const { commands, refused } = makeCommitsByHand({
      repository,
      base,
      commits,
      picks,
      by,
      file: (path) => file(repository, path),
    });
    return [
      ...refused.map((each) => act(`Before you push, make this change by hand, because no patch can be made of it: ${each}`)),
      run(
        ...commands,
        pushRef(repository, refOf(input), { from: create === "yes" ? "" : base, to: made }),
        ...keptWord(keeps("commit"), made),
        ...keptWord(keeps("changed"), "yes"),
      ),
    ];
  },
});

/** Ours, where it can be made and is there; else whatever people made of it. */
const byHands = async (need: Need<Needs>, input: Input, head: ObjectId): Promise<Observation<State>> => {
  const target = await madeOn(need, input);
  if (target === head) return present({ commit: head });
  if (target !== undefined && target !== input.base && (await need.history.isAncestor(input.repository, target, head)))
    return { is: "superseded", state: { commit: target }, evidence: `${input.branch} has grown to ${short(head)}` };
  return madeByPeople(need, input, head);
};

/**
 * The branch says what it should, fixes included, whoever wrote it; or people must say whether theirs is what is wanted. A branch of its own may have
 * been made on an older base, or be merged by now; the release's branch has only grown.
 */
const madeByPeople = async (need: Need<Needs>, input: Input, head: ObjectId): Promise<Observation<State>> => {
  const [hasGrown, isMerged] = await Promise.all([
    need.history.isAncestor(input.repository, input.base, head),
    need.history.isAncestor(input.repository, head, input.base),
  ]);
  const found = moved(input, `at ${head}`);
  if (input.create === "no" && !hasGrown) return found;
  if (await isAllThere(need, input, head))
    return { is: "superseded", state: { commit: head }, evidence: `${input.branch} says it at ${short(head)}` };
  return hasGrown || isMerged ? { ...found, state: { commit: head }, answers: ["retry", "accept", "abandon"] } : found;
};

/** Made again on top of a commit, nothing changes; what cannot be made there is not there either. */
const isAllThere = async (need: Need<Needs>, input: Input, commit: ObjectId): Promise<boolean> =>
  (await madeOn(need, { ...input, base: commit })) === commit;

/** The last of the commits, or nothing where they cannot be made. */
const madeOn = async (need: Need<Needs>, input: Input): Promise<ObjectId | undefined> => {
  try {
    return await targetOf(need, input);
  } catch (error) {
    if (error instanceof ReleaseError) return undefined;
    throw error;
  }
};

/** What the branch was for is where it was to go, and the branch was deleted after its merge, which still names its head. */
const cleanedUp = async ({ history }: Need<Needs>, { repository, branch, base }: Input): Promise<Observation<State>> => {
  const lately = await history.log(repository, { to: base, without: [], most: 300 });
  const merge = lately.find(({ parents, subject }) => parents.length > 1 && subject.endsWith(`/${branch}`));
  const commit = merge?.parents[1] ?? base;
  return { is: "superseded", state: { commit }, evidence: `${short(base)} says it already, and ${branch} was deleted` };
};

const moved = ({ branch, base }: Input, found: string): Conflict => ({
  is: "conflicting",
  code: "BRANCH_MOVED",
  found: `branch ${branch} is ${found}; the plan expected ${base}`,
});
