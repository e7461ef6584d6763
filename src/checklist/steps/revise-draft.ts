import { act, paste, run } from "../../domain/by-hand.ts";
import { mergeText } from "../../domain/merge-text.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import { absent, type EffectKey, effect, holds, type Need, type Observation, present } from "../../domain/step.ts";
import { githubPage } from "../by-hand/ask-github.ts";
import { branchHead, kept } from "../by-hand/git-words.ts";
import { timings } from "./lateness.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly branch: string;
  readonly file: string;
  /** The commit that opened the draft; only what came after it can be ours. */
  readonly since: string;
  /** What Signalbox wrote there last, and what it would write now. */
  readonly from: string;
  readonly to: string;
  readonly message: string;
  readonly by: { readonly name: string; readonly email: string };
};

type State = { readonly commit: ObjectId; readonly leftOut: readonly string[] };
type Needs = "refs" | "objects" | "history";

const refOf = ({ branch }: Input): string => `refs/heads/${branch}`;

const messageOf = ({ message }: Input, key: EffectKey): string => `${message}\n\nSignalbox-Step: ${key}`;

/** The commit with our mark, among those that came after the draft was opened. */
const oursIn = async ({ history }: Need<Needs>, input: Input, head: ObjectId, key: EffectKey): Promise<ObjectId | undefined> =>
  (await history.log(input.repository, { to: head, without: [input.since] })).find((each) => each.body.includes(`Signalbox-Step: ${key}`))
    ?.id;

/** What the draft becomes at a commit of its branch. */
const mergedAt = async ({ objects }: Need<Needs>, { repository, file, from, to }: Input, head: ObjectId) => {
  const edited = await objects.file(repository, head, file);
  return edited === undefined ? undefined : { edited, ...mergeText({ from, to, edited }) };
};

/** Carries a newer draft into a pull request that people edit: their words stay, and what they deleted does not come back. */
export const reviseDraft = effect<Needs, Input, State>({
  name: "revise-draft",
  needs: ["refs", "objects", "history"],
  class: "keyed",
  keyedBy: "the key in the commit's message; a lease on the head that people left",
  looksAt: "the branch's commits since the draft was opened, and what the file says",
  reversible: "yes",
  ...timings.git,
  target: (input) => `${input.repository} ${refOf(input)}`,
  describe: ({ repository, branch, file }) => `bring ${file} on ${branch} of ${repository} up to date, and keep what people wrote`,
  observe: async (need, input, { key, receipt }): Promise<Observation<State>> => {
    const head = (await need.refs.look(input.repository, refOf(input)))?.commit;
    if (head === undefined) return { is: "conflicting", code: "BRANCH_MOVED", found: `branch ${input.branch} is gone` };
    const ours = receipt === head ? head : await oursIn(need, input, head, key);
    if (ours !== undefined) {
      const state = { commit: ours, leftOut: [] };
      return ours === head ? present(state) : { is: "superseded", state, evidence: `${input.branch} has grown to ${short(head)}` };
    }
    const merged = await mergedAt(need, input, head);
    if (merged === undefined)
      return { is: "conflicting", found: `${input.file} is not on ${input.branch} any more`, state: { commit: head, leftOut: [] } };
    return merged.text === merged.edited ? present({ commit: head, leftOut: merged.leftOut }) : absent;
  },
  apply: async (need, input, { key }) => {
    const { repository } = input;
    const head = (await need.refs.look(repository, refOf(input)))?.commit ?? input.since;
    const merged = await mergedAt(need, input, head);
    const files = merged === undefined ? [] : [{ path: input.file, text: merged.text }];
    const by = { ...input.by, date: await need.history.dateOf(repository, head) };
    const commit = await need.objects.commit(repository, { base: head, files, message: messageOf(input, key), by });
    await need.refs.push(repository, { ref: refOf(input), object: commit, expect: head });
    return commit;
  },
  verify: ({ file }, { commit, leftOut }) =>
    holds(
      leftOut.length === 0
        ? `${file} says what it should at ${short(commit)}`
        : `${file} is as people want it at ${short(commit)}; they left no place for: ${leftOut.join(" · ")}`,
    ),
  facts: (_, { commit }) => ({ commit }),
  byHand: ({ repository, branch, file, to }, { keeps }) => [
    act(
      `Bring ${file} on ${branch} up to date with the text below, and keep what people wrote: ${githubPage(`${repository}/edit/${branch}/${file}`)}`,
    ),
    paste(`${file} on ${branch} of ${repository}`, to),
    run(...kept(keeps("commit"), branchHead(repository, branch))),
  ],
});
