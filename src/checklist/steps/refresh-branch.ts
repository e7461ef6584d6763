import { act, run } from "../../domain/by-hand.ts";
import type { Edit } from "../../domain/edit.ts";
import type { FileToWrite, ObjectId } from "../../domain/ports/git.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, effect, holds, type Need, present } from "../../domain/step.ts";
import { fetchAll, gitIn, keptWord, pushRef } from "../by-hand/git-words.ts";
import { identity, made, makeCommitsByHand } from "../by-hand/make-commits.ts";
import { timings } from "./lateness.ts";
import { editAll } from "./make-commits.ts";
import type { PlainData } from "./plain-data.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly branch: string;
  /** Our own commit, as it was drafted. */
  readonly head: string;
  /** What the branch is to be merged into, as it is now. */
  readonly onto: string;
  readonly message: string;
  readonly edits: readonly PlainData<Edit>[];
  readonly by: { readonly name: string; readonly email: string };
};

type State = { readonly commit: ObjectId };
type Needs = "refs" | "objects" | "history";

const refOf = ({ branch }: Input): string => `refs/heads/${branch}`;

/** The edits made anew on `onto`, as a merge of the draft: so the branch only grows, and what others changed since is kept. */
const targetOf = async ({ objects, history }: Need<Needs>, input: Input): Promise<ObjectId> => {
  const { repository, head, onto, message, edits, by } = input;
  const files = await editAll(objects, { repository, commit: onto, edits });
  if ((await history.isAncestor(repository, onto, head)) && (await isAsDrafted(objects, input, files))) return head;
  const date = Math.max(await history.dateOf(repository, onto), await history.dateOf(repository, head));
  return objects.commit(repository, { base: onto, merges: [head], files, message, by: { ...by, date } });
};

/** Whether the draft, which was made over whatever stood on `onto`, takes back nothing later. */
const isAsDrafted = async (
  objects: Need<"objects">["objects"],
  { repository, onto, edits }: Input,
  files: readonly FileToWrite[],
): Promise<boolean> => {
  const drafted = await editAll(objects, { repository, commit: onto, edits: edits.map(overLater) });
  return drafted.length === files.length && drafted.every(({ path, text }, at) => files[at]?.path === path && files[at].text === text);
};

const overLater = (edit: Input["edits"][number]): Input["edits"][number] => {
  if (!("keepLater" in edit)) return edit;
  const { keepLater, ...regardless } = edit;
  return regardless;
};

/** Brings a drafted branch up to date with what it will be merged into, when that has moved. */
export const refreshBranch = effect<Needs, Input, State>({
  name: "refresh-branch",
  needs: ["refs", "objects", "history"],
  class: "keyed",
  keyedBy: "a deterministic merge commit; a lease on the draft's commit, which must be an ancestor",
  looksAt: "the remote's branch, by object id",
  reversible: "compensable",
  ...timings.git,
  target: (input) => `${input.repository} ${refOf(input)}`,
  describe: ({ repository, branch, onto }) => `bring ${branch} of ${repository} up to date with ${short(onto)}`,
  observe: async (need, input, { receipt, hands }) => {
    const head = (await need.refs.look(input.repository, refOf(input)))?.commit;
    if (hands === true && (await need.history.isAncestor(input.repository, head ?? input.head, input.onto)))
      return { is: "superseded", state: { commit: head ?? input.head }, evidence: `${input.branch} was merged already` };
    const target = receipt ?? (await targetOf(need, input));
    // Untouched since it was drafted: whether that will do is seen when it is to be merged.
    if (hands === true && head === input.head) return absent;
    if (head === target) return present({ commit: target });
    if (head === input.head) return absent;
    if (head !== undefined && (await need.history.isAncestor(input.repository, target, head)))
      return { is: "superseded", state: { commit: target }, evidence: `${input.branch} has grown to ${short(head)}` };
    return {
      is: "conflicting",
      code: "BRANCH_MOVED",
      found: `branch ${input.branch} is ${head === undefined ? "gone" : `at ${head}`}; the draft was at ${input.head}`,
    };
  },
  apply: async (need, input) => {
    const target = await targetOf(need, input);
    if (target !== input.head) await need.refs.push(input.repository, { ref: refOf(input), object: target, expect: input.head });
    return target;
  },
  verify: ({ branch, head }, { commit }) => holds(commit === head ? `${branch} needed no change` : `${branch} is at ${commit}`),
  facts: (_, { commit }) => ({ commit }),
  byHand: (input, { keeps, file }) => {
    const { repository, head, onto, message, edits, by } = input;
    const { commands, refused } = makeCommitsByHand({
      repository,
      base: onto,
      commits: [{ message, edits }],
      picks: "",
      by,
      file: (path) => file(repository, path),
    });
    const date = (commit: string): string => gitIn(repository, "show", "-s", "--format=%ct", commit);
    const latest = `"$(printf '%s\\n' "$(${date(onto)})" "$(${date(head)})" | sort -n | tail -1) +0000"`;
    return [
      ...refused.map((each) => act(`Before you push, make this change by hand, because no patch can be made of it: ${each}`)),
      run(
        // Where both commits are not known, git answers as if one were no part of the other.
        fetchAll(repository),
        [
          `if ${gitIn(repository, "merge-base", "--is-ancestor", onto, head)}; then`,
          `made=${shellWord(head)}`,
          "else",
          ...commands,
          `made=$(printf '%s\\n' ${shellWord(message.trimEnd())} | ${identity(by, latest)} ${gitIn(repository, "commit-tree")} "$(${gitIn(repository, "write-tree")})" -p ${shellWord(onto)} -p ${shellWord(head)})`,
          pushRef(repository, refOf(input), { from: head, to: made }),
          "fi",
        ].join("\n"),
        ...keptWord(keeps("commit"), made),
      ),
    ];
  },
});
